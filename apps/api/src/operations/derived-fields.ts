import {
  type Denial,
  type DerivedField,
  denial,
  type Field,
  isDeclassified,
  isDenial,
  isDerived,
  unknownField,
} from '@tessera/model';
import { readsWhole, type TableAccess } from '@tessera/permissions';
import type { FieldChangeRequest, FieldRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import type { FieldBase } from './make-field.ts';
import { readableField } from './seen.ts';

type Asked = Pick<FieldRequest, 'link' | 'of' | 'fn' | 'declassified'>;

/** A new lookup, rollup or count: for who reads its link, and the field behind it, on every record. */
export function derivedField(
  context: MemberContext,
  { table }: TableAccess,
  base: FieldBase & Pick<DerivedField, 'type'>,
  { link: linkName, of: ofName, fn, declassified }: Asked,
): DerivedField | Denial {
  if (linkName === undefined)
    return denial('invalid', 'Such a field needs the link behind which it reads.');
  const link = wholeField(context, table.id, linkName);
  if (isDenial(link)) return link;
  if (link.type !== 'link') return denial('invalid', `"${link.name}" is no link.`);
  const refused = refuseDeclassified(context, declassified);
  if (refused) return refused;
  const open = declassified === true ? { declassified } : {};
  const { type, ...plain } = base;
  if (type === 'count') return { ...plain, type, link: link.id, ...open };
  if (ofName === undefined) return denial('invalid', 'Such a field needs the field that it reads.');
  const of = wholeField(context, link.target, ofName);
  if (isDenial(of)) return of;
  if (type === 'lookup') return { ...plain, type, link: link.id, of: of.id };
  if (fn === undefined) return denial('invalid', 'A rollup needs a function.');
  return { ...plain, type, link: link.id, of: of.id, fn, ...open };
}

/** A field that the member reads on every record there is; one he does not know is none. */
function wholeField(context: MemberContext, table: string, name: string): Field | Denial {
  const own = context.access.tables.get(table);
  const found = own && readableField(own, name);
  const field = found && own.fields.get(found.id);
  if (!field) return unknownField(name);
  return readsWhole(context.access, table, field.id) ? field : notWhole(field);
}

const notWhole = ({ name }: Field) =>
  denial('forbidden', `Only who may read "${name}" on every record makes a field of it.`);

/** Whatever is read by everyone who sees the field, whether or not he may see its inputs, is decided with the rules. */
export function refuseDeclassified(
  context: MemberContext,
  given: boolean | undefined,
): Denial | null {
  if (given === undefined || context.access.workspace.has('managePolicy')) return null;
  return denial('forbidden', 'Declassifying a field needs the right to change the rules.');
}

/** Another function is another field, made of the same cells. */
export function refuseFunction(
  context: MemberContext,
  table: TableAccess,
  field: Field,
  given: FieldChangeRequest['fn'],
): Denial | null {
  if (given === undefined || !isDerived(field) || field.type !== 'rollup') return null;
  const made = derivedField(context, table, { ...field }, { ...field, fn: given });
  return isDenial(made) ? made : null;
}

/** The flag where it is set, and no key where it is not. */
export function withFlag(field: Field): Field {
  if (!('declassified' in field) || isDeclassified(field)) return field;
  const { declassified: _off, ...plain } = field;
  return plain as Field;
}
