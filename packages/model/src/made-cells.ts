import { sameCell } from './compare-cells.ts';
import { isDeclassified } from './derived.ts';
import { formulaCell, formulaInputs } from './formula/formula.ts';
import type { FieldId, MemberId } from './ids.ts';
import { isProduct, multiply, type ProductField } from './product.ts';
import type { Cells, CellValue, Field, FieldOf, Table } from './schema.ts';
import { fieldsById } from './schema-lookup.ts';
import { isDerived } from './shown-type.ts';
import { isWritable } from './storage.ts';

/** A field whose cells the server makes of other cells of the same record, and keeps. */
export type MadeField = ProductField | FieldOf<'formula'>;

/** A field that notes when, or by whom, what it watches was last changed. */
export type ModifiedField = FieldOf<'modifiedTime' | 'modifiedBy'>;

export function isMade(field: Field): field is MadeField {
  return field.type === 'formula' || isProduct(field);
}

export function isModified(field: Field): field is ModifiedField {
  return field.type === 'modifiedTime' || field.type === 'modifiedBy';
}

/** The fields that a field's cells are made from, or note the change of. `fields`: all of its table. */
export function inputsOf(field: Field, fields: readonly Field[]): readonly FieldId[] {
  if (isProduct(field)) return field.product;
  if (field.type === 'formula') return formulaInputs(field);
  // What is asked is behind its link: what lies there decides for each record by itself.
  if (isDerived(field)) return isDeclassified(field) ? [] : [field.link];
  if (!isModified(field)) return [];
  return field.watch === 'all' ? fields.filter(isWritable).map(({ id }) => id) : field.watch;
}

const inputs = new WeakMap<Table, Map<FieldId, readonly FieldId[]>>();

/** Every field that a field's cells tell of, through whatever lies between: its inputs, theirs, and so on. */
export function allInputs(table: Table, field: Field): readonly FieldId[] {
  const byField = inputs.get(table) ?? new Map<FieldId, readonly FieldId[]>();
  inputs.set(table, byField);
  const known = byField.get(field.id);
  if (known) return known;
  const byId = fieldsById(table);
  const found = new Set<FieldId>();
  const queue = [...inputsOf(field, table.fields)];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const input = byId.get(next);
    if (!input || found.has(next)) continue;
    found.add(next);
    queue.push(...inputsOf(input, table.fields));
  }
  const made = [...found];
  byField.set(field.id, made);
  return made;
}

const orders = new WeakMap<readonly Field[], readonly (MadeField | ModifiedField)[]>();

/** The fields that are made of others, or note their change, each behind its inputs. */
export function derivationOrder(fields: readonly Field[]): readonly (MadeField | ModifiedField)[] {
  const known = orders.get(fields);
  if (known) return known;
  const byId = new Map(fields.map((field) => [field.id, field]));
  const order = new Set<MadeField | ModifiedField>();
  const begun = new Set<Field>();
  const visit = (field: Field | undefined): void => {
    if (!field || begun.has(field)) return;
    begun.add(field);
    for (const id of inputsOf(field, fields)) visit(byId.get(id));
    if (isMade(field) || isModified(field)) order.add(field);
  };
  for (const field of fields) visit(field);
  const made = [...order];
  orders.set(fields, made);
  return made;
}

/** How cells are derived. */
export interface Deriving {
  /** IANA name, for parts of dates with a time. */
  readonly timeZone: string;
  /** Only what is made from these fields; absent: everything, of a new record. */
  readonly changed?: readonly FieldId[];
  /** Only these derived fields. */
  readonly only?: ReadonlySet<FieldId>;
  /** Given: modified fields that note a change get it too. `at`: epoch milliseconds. */
  readonly stamp?: { readonly at: number; readonly by: MemberId };
}

/** Derived cells, and the products that are too large to be kept (they are empty in `cells`). */
export interface Derived {
  readonly cells: Readonly<Record<FieldId, CellValue>>;
  readonly tooLarge: readonly ProductField[];
}

/**
 * The cells of a record that are made of its others, in the order of what reads what. What was not made anew has no key.
 * `cells`: the record as it will be.
 */
export function deriveCells(
  fields: readonly Field[],
  cells: Cells,
  { timeZone, changed, only, stamp }: Deriving,
): Derived {
  const order = derivationOrder(fields);
  const made: Record<FieldId, CellValue> = {};
  if (order.length === 0) return { cells: made, tooLarge: [] };
  const tooLarge: ProductField[] = [];
  const byId = mapOf(fields);
  const now: Record<FieldId, CellValue> = { ...cells };
  const moved = changed && new Set(changed);
  for (const field of order) {
    if (only && !only.has(field.id)) continue;
    const read = inputsOf(field, fields);
    if (isModified(field)) {
      if (!stamp) continue;
      const noted =
        field.watch === 'all' ||
        read.some((id) => (moved ? moved.has(id) : (now[id] ?? null) !== null));
      if (noted) made[field.id] = field.type === 'modifiedTime' ? stamp.at : stamp.by;
    } else if (!moved || read.some((id) => moved.has(id))) {
      const cell = isProduct(field)
        ? multiply(field, byId, now)
        : formulaCell(field, byId, now, timeZone);
      if (cell === undefined && isProduct(field)) tooLarge.push(field);
      made[field.id] = cell ?? null;
    }
    if (!Object.hasOwn(made, field.id)) continue;
    if (!sameCell(now[field.id], made[field.id])) moved?.add(field.id);
    now[field.id] = made[field.id] ?? null;
  }
  return { cells: made, tooLarge };
}

const maps = new WeakMap<readonly Field[], ReadonlyMap<FieldId, Field>>();

function mapOf(fields: readonly Field[]): ReadonlyMap<FieldId, Field> {
  const known = maps.get(fields) ?? new Map(fields.map((field) => [field.id, field]));
  maps.set(fields, known);
  return known;
}

/** The derived fields whose cells are to be made anew when their table changes: they are made otherwise, or of something else. */
export function staleFields(
  before: Pick<Table, 'fields'>,
  after: Pick<Table, 'fields'>,
): readonly MadeField[] {
  const was = new Map(before.fields.map((field) => [field.id, field]));
  const now = mapOf(after.fields);
  const stale = new Set<FieldId>();
  const found: MadeField[] = [];
  for (const field of derivationOrder(after.fields)) {
    if (!isMade(field)) continue;
    const anew =
      makingOf(was.get(field.id)) !== makingOf(field) ||
      inputsOf(field, after.fields).some(
        (id) => stale.has(id) || meaningOf(was.get(id)) !== meaningOf(now.get(id)),
      );
    if (!anew) continue;
    stale.add(field.id);
    found.push(field);
  }
  return found;
}

function makingOf(field: Field | undefined): string {
  if (!field || !isMade(field)) return '';
  const precision = 'precision' in field ? field.precision : null;
  const how = isProduct(field) ? field.product : [field.expression, field.result];
  return JSON.stringify([field.type, precision, how]);
}

/** What a formula reads in a cell beside the cell itself. */
function meaningOf(field: Field | undefined): string {
  if (!field) return '';
  return JSON.stringify([
    field.type,
    'options' in field ? field.options.map(({ id, name }) => [id, name]) : null,
  ]);
}
