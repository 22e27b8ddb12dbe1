import {
  type Condition,
  type Field,
  type SchemaChange,
  unclassified,
  type View,
} from '@tessera/model';
import { groundAt, sharedView } from './base.ts';
import type { Mutation } from './mutation.ts';
import { randomCell } from './random-cells.ts';
import { noon, type SpecRecord, schemaOf } from './spec.ts';

const letters = (at: number) => at.toString(36).padStart(4, '0');

/** A whole table that the member knows nothing of, with records. */
const hiddenTable: Mutation = (random, spec, other) => {
  const schema = schemaOf(spec);
  const app = schema.apps[0];
  if (!app) return null;
  const name = letters(random.int(36 ** 4));
  const title: Field = {
    id: `fldhid${name}`,
    name: 'Secret name',
    slug: 'name',
    classes: [],
    type: 'text',
  };
  const change: SchemaChange = {
    kind: 'addTable',
    table: {
      id: `tblhid${name}`,
      app: app.id,
      name: `Secret ${name}`,
      slug: `secret_${name}`,
      titleField: title.id,
      fields: [title],
      views: [],
    },
  };
  const records = Array.from(
    { length: 1 + random.int(3) },
    (_, at): SpecRecord => ({
      table: change.table.id,
      id: `rechid${name}${at}`,
      cells: { [title.id]: `Secret ${at}` },
      at: noon - 70_000,
      by: 'memowner',
    }),
  );
  const changes = [...spec.changes, change];
  return [{ ...spec, changes, records: [...spec.records, ...records] }, other];
};

/** A field that nobody has classified yet, among the others, with values. */
const hiddenField: Mutation = (random, spec, other) => {
  const table = random.pick(schemaOf(spec).tables);
  const name = letters(random.int(36 ** 4));
  const field: Field = {
    id: `fldhid${name}`,
    name: `Secret ${name}`,
    slug: `secret_${name}`,
    classes: [unclassified],
    ...(random.chance(0.5)
      ? { type: 'number', precision: 0, default: { value: random.int(99) } }
      : { type: 'text', default: { value: `Secret ${random.int(99)}` } }),
  };
  const last = spec.changes.findLastIndex(
    (change) =>
      (change.kind === 'addTable' && change.table.id === table.id) ||
      (change.kind === 'addField' && change.table === table.id),
  );
  const changes = spec.changes.toSpliced(last + 1, 0, { kind: 'addField', table: table.id, field });
  const ground = groundAt(spec.records);
  const records = spec.records.map((one) => {
    if (one.table !== table.id || one.ghost) return one;
    return { ...one, cells: { ...one.cells, [field.id]: randomCell(random, field, ground) } };
  });
  return [{ ...spec, changes, records }, other];
};

/** What a shared view filters a hidden field by. */
const hiddenFilter: Mutation = (random, spec, other, oracle) => {
  const view = schemaOf(spec)
    .tables.flatMap(({ views }) => views)
    .find(({ id }) => id === sharedView.id);
  if (!view?.filter || !('of' in view.filter) || !Array.isArray(view.filter.of)) return null;
  if (oracle.workspace.has('manageSchema')) return null;
  const margin = view.sort?.[0]?.field ?? '';
  const [, ...rest]: readonly Condition[] = view.filter.of;
  const hidden: Condition = { op: 'gte', field: margin, value: random.int(9) };
  const filter: Condition = { op: 'or', of: [hidden, ...rest] };
  const change: SchemaChange = {
    kind: 'putView',
    table: sharedView.table,
    view: { ...view, filter },
  };
  return [{ ...spec, changes: [...spec.changes, change] }, other];
};

/** A personal view of somebody else. */
const othersView: Mutation = (random, spec, other, oracle) => {
  const table = random.pick(schemaOf(spec).tables);
  const others = spec.organisation.members.filter(({ id }) => id !== oracle.who.me);
  if (others.length === 0) return null;
  const view: View = {
    id: `viwhid${letters(random.int(36 ** 4))}`,
    name: random.pick(['Mine', 'Open', 'Secret']),
    kind: 'grid',
    owner: random.pick(others).id,
    ...(random.chance(0.5) && { locked: true }),
    sort: [{ field: table.titleField, direction: 'desc' }],
  };
  const change: SchemaChange = { kind: 'putView', table: table.id, view };
  return [{ ...spec, changes: [...spec.changes, change] }, other];
};

export const structureMutations: readonly (readonly [string, Mutation])[] = [
  ['hidden table', hiddenTable],
  ['hidden field', hiddenField],
  ['filter of a view', hiddenFilter],
  ['personal view of another', othersView],
];
