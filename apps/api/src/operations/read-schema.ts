import { createHash } from 'node:crypto';
import { type Access, type ProjectedSchema, projectSchema } from '@tessera/permissions';
import type { OutTable, SchemaAnswer } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';

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
  const answer: SchemaAnswer = { version, ...projected };
  answers.set(context.access, answer);
  return answer;
}

/** A table after a change, for a member whose access may be another one now; undefined when he does not see it. */
export function tableNow(context: MemberContext, table: string): OutTable | undefined {
  const access = context.workspace.accessOf(context.member.id);
  return readSchema({ access }).tables.find(({ id }) => id === table);
}
