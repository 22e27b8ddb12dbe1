import { createHash } from 'node:crypto';
import { scaledToDecimal } from '@tessera/model';
import {
  type Access,
  type ProjectedField,
  type ProjectedSchema,
  projectSchema,
} from '@tessera/permissions';
import type { OutField, OutTable, SchemaAnswer } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { again } from './enter-view-as.ts';

const answers = new WeakMap<Access, SchemaAnswer>();

/** The schema as the member may see it. Its version is a hash of this very projection. */
export function readSchema(context: Pick<MemberContext, 'access'>): SchemaAnswer {
  const known = answers.get(context.access);
  if (known !== undefined) return known;
  const projected: ProjectedSchema = projectSchema(context.access);
  const version = createHash('sha256')
    .update(JSON.stringify(projected))
    .digest('base64url')
    .slice(0, 27);
  const tables = projected.tables.map((table) => ({
    ...table,
    fields: table.fields.map(outField),
  }));
  const answer: SchemaAnswer = { version, ...projected, tables };
  answers.set(context.access, answer);
  return answer;
}

/** A table after a change, for a member whose access may be another one now; undefined when he does not see it. */
export function tableNow(context: MemberContext, table: string): OutTable | undefined {
  const { access } = again(context) ?? context;
  return readSchema({ access }).tables.find(({ id }) => id === table);
}

/** A field as it travels: the default of a field of numbers is a number again, not a scaled one. */
function outField({ default: given, ...field }: ProjectedField): OutField {
  if (given === undefined || 'context' in given)
    return given ? { ...field, default: given } : field;
  const { value } = given;
  if (value === null) return field;
  const shown = typeof value === 'number' ? scaledToDecimal(value, field.precision ?? 0) : value;
  return { ...field, default: { value: shown } };
}
