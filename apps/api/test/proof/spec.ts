import {
  applySchemaChanges,
  type Cells,
  type CellValue,
  type Field,
  type FieldId,
  type FieldOf,
  isDenial,
  type MemberId,
  type Organisation,
  type Policy,
  type RecordId,
  type Schema,
  type SchemaChange,
  type Share,
  type TableId,
  type Token,
} from '@tessera/model';

/** A record as it is made. A ghost is made and deleted again: it uses up what making a record uses up. */
export interface SpecRecord {
  readonly table: TableId;
  readonly id: RecordId;
  /** Written cells only; link cells of the forward side only. */
  readonly cells: Cells;
  readonly at: number;
  readonly by: MemberId;
  readonly ghost?: boolean;
}

/** A change made after all records were there. */
export interface SpecUpdate {
  readonly table: TableId;
  readonly id: RecordId;
  readonly cells: Cells;
  readonly at: number;
  readonly by: MemberId;
}

/** A token of a member, or of a program. */
export type SpecKey = Pick<Token, 'holder' | 'ceiling'>;

/** A whole workspace written down: what a test builds a real one from, and reasons about in memory. */
export interface Spec {
  readonly changes: readonly SchemaChange[];
  readonly organisation: Organisation;
  readonly policy: Policy;
  /** In order of creation; a link names records of tables whose records come before. */
  readonly records: readonly SpecRecord[];
  readonly updates: readonly SpecUpdate[];
  /** How the reader asks when he does not sign in. */
  readonly key?: SpecKey;
  /** Records that were opened to somebody before the first request; none of a ghost. */
  readonly shares?: readonly Share[];
}

/** The shares of records that are there. */
export function sharesIn({ records, shares = [] }: Spec): readonly Share[] {
  const there = new Set(records.filter(({ ghost }) => !ghost).map(({ id }) => id));
  return shares.filter(({ record }) => there.has(record));
}

export const workspaceId = 'wspproof';
/** The secret of the reader's token. */
export const keySecret = `tsr_${workspaceId}_${'k'.repeat(43)}`;
export const timeZone = 'Asia/Shanghai';
/** The moment of the first request: 2026-03-10, noon in the workspace's time zone. */
export const noon = Date.UTC(2026, 2, 10, 4);

export const emptySchema: Schema = {
  workspace: workspaceId,
  version: 0,
  apps: [],
  tables: [],
  classes: [],
};

const schemas = new WeakMap<readonly SchemaChange[], Schema>();

/** The schema that a spec's changes lead to. */
export function schemaOf({ changes }: Pick<Spec, 'changes'>): Schema {
  const known = schemas.get(changes);
  if (known) return known;
  const schema = applySchemaChanges(emptySchema, changes);
  if (isDenial(schema)) throw new Error(`The schema of a test is refused: ${schema.message}`);
  schemas.set(changes, schema);
  return schema;
}

/** One record with all its cells, as they stand in the file. */
export interface RawRecord {
  readonly id: RecordId;
  readonly cells: Record<FieldId, CellValue>;
}

/** All records of a workspace in order of creation, raw. */
export type Raw = ReadonlyMap<TableId, readonly RawRecord[]>;

/** What the store will hold, worked out in memory without any of the product's code for it. */
export function simulate(spec: Spec): Raw {
  const schema = schemaOf(spec);
  const raw = new Map<TableId, RawRecord[]>(schema.tables.map(({ id }) => [id, []]));
  const counters = new Map<FieldId, number>();
  const fieldsOf = new Map(schema.tables.map(({ id, fields }) => [id, fields]));
  for (const { table, id, cells, at, by, ghost } of spec.records) {
    const record: RawRecord = { id, cells: { ...cells } };
    const fields = fieldsOf.get(table) ?? [];
    multiply(fields, record.cells);
    workOut(fields, record.cells);
    for (const field of fields) stampNew(field, record, counters, at, by);
    if (!ghost) raw.get(table)?.push(record);
  }
  for (const { table, id, cells, at, by } of spec.updates) {
    const record = raw.get(table)?.find((one) => one.id === id);
    if (!record) continue;
    const changed = Object.keys(cells).filter(
      (key) => JSON.stringify(record.cells[key] ?? null) !== JSON.stringify(cells[key] ?? null),
    );
    for (const key of changed) record.cells[key] = cells[key] ?? null;
    changed.push(...multiply(fieldsOf.get(table) ?? [], record.cells));
    workOut(fieldsOf.get(table) ?? [], record.cells);
    for (const field of fieldsOf.get(table) ?? [])
      if (field.type === 'modifiedTime' || field.type === 'modifiedBy')
        if (field.watch === 'all' ? changed.length > 0 : changed.some((key) => watches(field, key)))
          record.cells[field.id] = field.type === 'modifiedTime' ? at : by;
  }
  for (const { id, fields } of schema.tables)
    for (const field of fields)
      if (field.type === 'link' && field.side === 'forward')
        for (const record of raw.get(id) ?? [])
          for (const target of targetsOf(record.cells[field.id])) {
            const other = raw.get(field.target)?.find((one) => one.id === target);
            if (other)
              other.cells[field.reverse] = [...targetsOf(other.cells[field.reverse]), record.id];
          }
  return raw;
}

/** The record ids of a link cell. */
export function targetsOf(cell: CellValue | undefined): readonly RecordId[] {
  return Array.isArray(cell) ? cell : [];
}

/** Products in plain numbers, for which the suite's are small enough; gives those that changed. */
function multiply(fields: readonly Field[], cells: Record<FieldId, CellValue>): FieldId[] {
  const changed: FieldId[] = [];
  for (const field of fields) {
    if (!('product' in field) || !field.product) continue;
    let product: number | null = 10 ** field.precision;
    for (const id of field.product) {
      const factor = fields.find((one) => one.id === id);
      const cell = cells[id];
      const digits = factor && 'precision' in factor ? factor.precision : 0;
      product =
        product === null || typeof cell !== 'number' ? null : (product * cell) / 10 ** digits;
    }
    const next: number | null =
      product === null ? null : Math.sign(product) * Math.round(Math.abs(product)) + 0;
    if ((cells[field.id] ?? null) === next) continue;
    cells[field.id] = next;
    changed.push(field.id);
  }
  return changed;
}

/** The formulas of the suite by hand: differences, and a choice by name that fails where the difference is negative. */
function workOut(fields: readonly Field[], cells: Record<FieldId, CellValue>): void {
  for (const field of fields) if (field.type === 'formula') subtract(fields, field, cells);
  const after = fields.find(({ id }) => id === 'fldafter');
  const grade = fields.find(({ id }) => id === 'fldgrade');
  if (!after || grade?.type !== 'formula') return;
  const [, stage = ''] = named(grade.expression);
  const choices = fields.find(({ id }) => id === stage);
  const chosen = choices && 'options' in choices ? choices.options : [];
  const cell = cells[after.id];
  const large = typeof cell === 'object' && cell !== null;
  const failed: CellValue = large ? { error: 'tooLarge' } : { error: 'stated' };
  const fails = large || (typeof cell === 'number' && cell < 0);
  cells[grade.id] = fails ? failed : (chosen.find(({ id }) => id === cells[stage])?.name ?? null);
}

const named = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, id]) => id ?? '');

/** A difference of two numbers with two decimals; nothing where one of them is. */
function subtract(
  fields: readonly Field[],
  { id, expression }: FieldOf<'formula'>,
  cells: Record<FieldId, CellValue>,
): void {
  if (!/^\{\w+\} - \{\w+\}$/.test(expression)) return;
  const [first, second] = named(expression).map((one) => {
    const field = fields.find((other) => other.id === one);
    const digits = field && 'precision' in field ? field.precision : 0;
    const cell = cells[one];
    return typeof cell === 'number' ? cell * 10 ** (2 - digits) : null;
  });
  const difference =
    typeof first === 'number' && typeof second === 'number' ? first - second : null;
  const large = difference !== null && Math.abs(difference) >= 1e15;
  cells[id] = large ? { error: 'tooLarge' } : difference;
}

function watches(field: Field, key: FieldId): boolean {
  return 'watch' in field && field.watch !== 'all' && field.watch.includes(key);
}

function stampNew(
  field: Field,
  { cells }: RawRecord,
  counters: Map<FieldId, number>,
  at: number,
  by: MemberId,
): void {
  switch (field.type) {
    case 'checkbox':
      cells[field.id] ??= false;
      return;
    case 'autonumber': {
      const next = (counters.get(field.id) ?? 0) + 1;
      counters.set(field.id, next);
      cells[field.id] = next;
      return;
    }
    case 'createdTime':
      cells[field.id] = at;
      return;
    case 'createdBy':
      cells[field.id] = by;
      return;
    case 'modifiedTime':
    case 'modifiedBy': {
      const noted = field.watch === 'all' || field.watch.some((id) => (cells[id] ?? null) !== null);
      if (noted) cells[field.id] = field.type === 'modifiedTime' ? at : by;
      return;
    }
    default:
      return;
  }
}
