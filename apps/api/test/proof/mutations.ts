import { type CellValue, type Field, maskCell, type Table } from '@tessera/model';
import { groundAt } from './base.ts';
import type { Mutation } from './mutation.ts';
import { derivedMutations } from './mutations-derived.ts';
import { organisationMutations, otherShare } from './mutations-people.ts';
import { structureMutations } from './mutations-structure.ts';
import { isWritten, type Oracle } from './oracle.ts';
import { randomCell, randomCells } from './random-cells.ts';
import { noon, type Spec, type SpecRecord, schemaOf, targetsOf, timeZone } from './spec.ts';

const tableOf = (spec: Spec, id: string): Table | undefined =>
  schemaOf(spec).tables.find((table) => table.id === id);

function withCells(spec: Spec, id: string, cells: Readonly<Record<string, CellValue>>): Spec {
  return {
    ...spec,
    records: spec.records.map((one) =>
      one.id === id ? { ...one, cells: { ...one.cells, ...cells } } : one,
    ),
  };
}

function isSeen(oracle: Oracle, { table: id, id: record }: SpecRecord): boolean {
  const table = oracle.tables.find((one) => one.id === id);
  const raw = oracle.raw.get(id)?.find((one) => one.id === record);
  return table !== undefined && raw !== undefined && oracle.sees(table, raw);
}

const unseen = (spec: Spec, oracle: Oracle) =>
  spec.records.filter((one) => !one.ghost && !isSeen(oracle, one));

/** Fields of a record that the member reads at no level that shows them. */
function hiddenFields(spec: Spec, oracle: Oracle, one: SpecRecord): readonly Field[] {
  const table = tableOf(spec, one.table);
  const raw = oracle.raw.get(one.table)?.find(({ id }) => id === one.id);
  if (!table || !raw) return [];
  return table.fields.filter((field) => {
    const level = oracle.level(table, 'view', raw, field);
    return isWritten(field) && (level === 'hidden' || level === 'masked');
  });
}

function maskedFields(spec: Spec, oracle: Oracle, one: SpecRecord): readonly Field[] {
  const table = tableOf(spec, one.table);
  const raw = oracle.raw.get(one.table)?.find(({ id }) => id === one.id);
  if (!table || !raw) return [];
  return table.fields.filter(
    (field) => isWritten(field) && oracle.level(table, 'view', raw, field) === 'masked',
  );
}

/** A hidden cell of a visible record. */
const hiddenCell: Mutation = (random, spec, other, oracle) => {
  const places = spec.records
    .filter((one) => !one.ghost && isSeen(oracle, one))
    .flatMap((one) => hiddenFields(spec, oracle, one).map((field) => ({ one, field })));
  if (places.length === 0) return null;
  const { one, field } = random.pick(places);
  const cell = randomCell(random, field, groundAt(spec.records));
  return [withCells(spec, one.id, { [field.id]: cell }), other];
};

/** A masked cell of a visible record, under the same mask. */
const maskedCell: Mutation = (random, spec, other, oracle) => {
  const places = spec.records
    .filter((one) => !one.ghost && isSeen(oracle, one))
    .flatMap((one) => maskedFields(spec, oracle, one).map((field) => ({ one, field })));
  if (places.length === 0) return null;
  const { one, field } = random.pick(places);
  const mask = (cell: CellValue) => maskCell(field, cell, timeZone);
  const before = one.cells[field.id] ?? null;
  const ground = groundAt(spec.records);
  const cells = Array.from({ length: 12 }, () => randomCell(random, field, ground)).filter(
    (cell) => JSON.stringify(cell) !== JSON.stringify(before) && mask(cell) === mask(before),
  );
  return cells[0] === undefined ? null : [withCells(spec, one.id, { [field.id]: cells[0] }), other];
};

/** Any cells of a record that is not seen at all. */
const unseenRecord: Mutation = (random, spec, other, oracle) => {
  const records = unseen(spec, oracle);
  if (records.length === 0) return null;
  const one = random.pick(records);
  const table = tableOf(spec, one.table);
  if (!table) return null;
  const before = spec.records.slice(0, spec.records.indexOf(one));
  return [withCells(spec, one.id, randomCells(random, table, groundAt(before))), other];
};

/** A new record nobody shows to the member, somewhere among the others; the other world makes and deletes one. */
const addRecord: Mutation = (random, spec, other, oracle) => {
  const model = random.pick(spec.records);
  const table = tableOf(spec, model.table);
  if (!table) return null;
  const at = spec.records.indexOf(model) + random.int(2);
  const beside = other.records.findIndex(({ id }) => id === model.id);
  // A table of the other world only has no place for the ghost.
  if (beside < 0 || !tableOf(other, model.table)) return null;
  const twin = beside + (at - spec.records.indexOf(model));
  const id = `recadd${random.int(10 ** 9).toString(36)}`;
  const cells = randomCells(random, table, groundAt(spec.records.slice(0, at)));
  const made: SpecRecord = { table: table.id, id, cells, at: noon - 50_000, by: oracle.who.me };
  const ghost: SpecRecord = { ...made, cells: {}, ghost: true };
  const inserted = (records: readonly SpecRecord[], where: number, one: SpecRecord) =>
    records.toSpliced(where, 0, one);
  return [
    { ...spec, records: inserted(spec.records, at, made) },
    { ...other, records: inserted(other.records, twin, ghost) },
  ];
};

/** A record that is not seen is deleted again, with the links to it. */
const removeRecord: Mutation = (random, spec, other, oracle) => {
  const records = unseen(spec, oracle);
  if (records.length === 0) return null;
  const gone = random.pick(records);
  return [
    {
      ...spec,
      records: spec.records.map((one) =>
        one === gone
          ? { ...one, cells: {}, ghost: true }
          : { ...one, cells: without(one, gone.id) },
      ),
      updates: spec.updates
        .filter(({ id }) => id !== gone.id)
        .map((one) => ({ ...one, cells: without(one, gone.id) })),
    },
    other,
  ];
};

function without(
  { cells }: { readonly cells: Readonly<Record<string, CellValue>> },
  gone: string,
): Readonly<Record<string, CellValue>> {
  return Object.fromEntries(
    Object.entries(cells).map(([field, cell]) => {
      if (!Array.isArray(cell) || !cell.includes(gone)) return [field, cell];
      const left = targetsOf(cell).filter((id) => id !== gone);
      return [field, left.length > 0 ? left : null];
    }),
  );
}

/** Two neighbours change places in the order of creation, one of them unseen. */
const reorder: Mutation = (random, spec, other, oracle) => {
  const hidden = unseen(spec, oracle);
  if (hidden.length === 0) return null;
  const one = random.pick(hidden);
  const at = spec.records.indexOf(one);
  const next = spec.records[at + 1];
  if (next?.table !== one.table) return null;
  return [{ ...spec, records: spec.records.toSpliced(at, 2, next, one) }, other];
};

/** The unseen target of a link cell that may be seen itself becomes another unseen one. */
const unseenTarget: Mutation = (random, spec, other, oracle) => {
  const hidden = unseen(spec, oracle);
  const places = spec.records.flatMap((one) => {
    const fields = tableOf(spec, one.table)?.fields ?? [];
    return fields.flatMap((field) => {
      const targets = targetsOf(one.cells[field.id]);
      if (one.ghost || field.type !== 'link') return [];
      const found = targets.find((id) => hidden.some((record) => record.id === id));
      return found === undefined ? [] : [{ one, field, targets, found }];
    });
  });
  if (places.length === 0) return null;
  const { one, field, targets, found } = random.pick(places);
  const choices = hidden.filter(({ table, id }) => field.target === table && !targets.includes(id));
  if (choices.length === 0) return null;
  const chosen = random.pick(choices).id;
  const cell = targets.map((id) => (id === found ? chosen : id));
  return [withCells(spec, one.id, { [field.id]: cell }), other];
};

/** Hidden cells that were changed later, by someone, at some moment. */
const lateUpdate: Mutation = (random, spec, other, oracle) => {
  const one = random.pick(spec.records.filter(({ ghost }) => !ghost));
  const seen = isSeen(oracle, one);
  const table = tableOf(spec, one.table);
  const fields = seen ? hiddenFields(spec, oracle, one) : (table?.fields ?? []).filter(isWritten);
  if (fields.length === 0) return null;
  const field = random.pick(fields);
  const cell = randomCell(random, field, groundAt(spec.records));
  const update = {
    table: one.table,
    id: one.id,
    cells: { [field.id]: cell },
    at: noon - random.int(9000),
    by: random.pick(spec.organisation.members).id,
  };
  return [{ ...spec, updates: [...spec.updates, update] }, other];
};

type Named = readonly [string, Mutation];

/** Every kind, by name; those of records more often than the others. */
const listWith = (...more: readonly Named[]): readonly Named[] => [
  ['hidden cell', hiddenCell],
  ['hidden cell', hiddenCell],
  ['hidden cell', hiddenCell],
  ['masked cell', maskedCell],
  ['masked cell', maskedCell],
  ['unseen record', unseenRecord],
  ['unseen record', unseenRecord],
  ['added record', addRecord],
  ['added record', addRecord],
  ['removed record', removeRecord],
  ['order of creation', reorder],
  ['unseen target', unseenTarget],
  ['unseen target', unseenTarget],
  ['late update', lateUpdate],
  ...derivedMutations,
  ...organisationMutations,
  ...more,
  ...structureMutations,
];

export const mutations = listWith();
/** For worlds that begin with shares. */
export const mutationsWithShares = listWith(['share with others', otherShare]);
