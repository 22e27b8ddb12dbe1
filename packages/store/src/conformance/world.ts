import {
  type Cells,
  type CellValue,
  deriveCells,
  type Field,
  type FieldOf,
  isEmptyCell,
  isMade,
  isNumberField,
  isProduct,
  type ProductField,
  type Schema,
  type StoredRecord,
  type Table,
  type TableId,
} from '@tessera/model';
import fc from 'fast-check';
import { author, field, must, planOf } from '../../test/fixtures.ts';
import { createWorkspace } from '../open-workspace.ts';
import type { Place } from '../place.ts';
import type { WorkspaceStore } from '../store.ts';
import { cellOf, members } from './arbitraries.ts';
import type { World } from './reference.ts';

const memberNames = ['Ann', 'bob', '李', 'Ann'];

const options = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, i) => ({
    id: `opt${prefix}${(i * 7) % 10}`,
    name: `o${i}`,
    color: 'gray',
  }));

const everyType = [
  { type: 'text' },
  { type: 'longText' },
  { type: 'email' },
  { type: 'number', precision: 0 },
  { type: 'currency', precision: 2, currency: 'EUR' },
  { type: 'percent', precision: 1 },
  { type: 'checkbox' },
  { type: 'singleSelect', options: options(4, 's') },
  { type: 'multiSelect', options: options(4, 'm') },
  { type: 'date' },
  { type: 'dateTime' },
  { type: 'member', ownership: true },
  { type: 'member' },
] as const;

const computed = [
  { type: 'autonumber' },
  { type: 'createdTime' },
  { type: 'createdBy' },
  { type: 'modifiedTime', watch: 'all' },
  { type: 'modifiedBy', watch: ['fldmain0'] },
] as const;

/** A product of the numbers among these fields; none where there are fewer than two. */
function productOf(name: string, fields: readonly Field[]): readonly Field[] {
  const factors = fields.filter(isNumberField).map(({ id }) => id);
  if (factors.length < 2) return [];
  const product = factors.slice(0, 4);
  return [field(`fld${name}product`, { type: 'number', precision: 0, product })];
}

/** Formulas of every result over these fields, some of which fail on some records, and one over others. */
function formulasOf(name: string, fields: readonly Field[]): readonly Field[] {
  const id = (type: Field['type']) => fields.find((one) => one.type === type)?.id;
  const text = `{fld${name}0}`;
  const tail = `LEN(${text})`;
  const number = fields.find(isNumberField);
  const formula = (
    key: string,
    expression: string,
    result: 'text' | 'number' | 'checkbox' | 'date' | 'dateTime',
  ) =>
    field(`fld${name}${key}`, {
      type: 'formula',
      expression,
      ...(result === 'number' ? { result, precision: 3 } : { result }),
    });
  const date = id('date') ? `{${id('date')}}` : 'DATE(2024, 2, 28)';
  const choice = id('singleSelect') ? `{${id('singleSelect')}}` : '"李"';
  const moment = id('dateTime');
  return [
    formula('text', `IF(${tail} > 5, ERROR(), ${choice} & ${text})`, 'text'),
    formula('number', `100 / ${number ? `{${number.id}}` : `(${tail} - 1)`}`, 'number'),
    formula('truth', `{fld${name}number} > 1`, 'checkbox'),
    formula('date', `${date} + ${tail}`, 'date'),
    ...(moment ? [formula('moment', `DATEADD({${moment}}, ${tail}, "hours")`, 'dateTime')] : []),
  ];
}

/** What a random workspace is made of. */
export interface Recipe {
  readonly tables: readonly Table[];
  readonly links: readonly {
    readonly table: TableId;
    readonly field: FieldOf<'link'>;
    readonly reverse: FieldOf<'link'>;
  }[];
  readonly records: readonly {
    readonly table: TableId;
    readonly id: string;
    readonly cells: Cells;
  }[];
}

function tableWith(name: string, types: readonly object[]): Table {
  const fields = [{ type: 'text' as const }, ...types].map((rest, i) =>
    field(`fld${name}${i}`, rest as never),
  );
  return {
    id: `tbl${name}`,
    app: 'app1',
    name,
    slug: name,
    titleField: `fld${name}0`,
    views: [],
    fields: [...fields, ...productOf(name, fields), ...formulasOf(name, fields)],
  };
}

function link(id: string, from: TableId, to: TableId, single: boolean, one: boolean) {
  const forward = field(id, {
    type: 'link',
    target: to,
    reverse: `${id}back`,
    side: 'forward',
    single,
  });
  const reverse = field(`${id}back`, {
    type: 'link',
    target: from,
    reverse: id,
    side: 'reverse',
    single: one,
  });
  return { table: from, field: forward as FieldOf<'link'>, reverse: reverse as FieldOf<'link'> };
}

/** The types of fields of a workspace: some of them, or all. */
interface Kinds {
  readonly main: readonly object[];
  readonly other: readonly object[];
  readonly own: readonly object[];
}

const someKinds: fc.Arbitrary<Kinds> = fc.record({
  main: fc.subarray([...everyType], { minLength: 5 }),
  other: fc.subarray([...everyType], { minLength: 1, maxLength: 4 }),
  own: fc.subarray([...computed]),
});
const allKinds: fc.Arbitrary<Kinds> = fc.constant({
  main: everyType,
  other: everyType.slice(0, 1),
  own: computed,
});

/**
 * Two tables with fields of random types (of every type when `complete`), links between them and within one, and
 * records with nasty cells.
 */
export function recipe(complete: boolean): fc.Arbitrary<Recipe> {
  return (complete ? allKinds : someKinds).chain(recipeOf);
}

function recipeOf({ main, other, own }: Kinds): fc.Arbitrary<Recipe> {
  const mainTable = tableWith('main', [...main, ...own]);
  const otherTable = tableWith('other', other);
  const links = [
    link('fldone', 'tblmain', 'tblother', true, false),
    link('fldmany', 'tblother', 'tblmain', false, false),
    link('fldself', 'tblmain', 'tblmain', false, false),
  ];
  const written = (fields: readonly Field[]) =>
    fields.filter((one) => !isMade(one) && !computed.some(({ type }) => type === one.type));
  const cells = (table: Table) =>
    fc.record(Object.fromEntries(written(table.fields).map((one) => [one.id, cellOf(one)])));
  const many = (table: Table) => fc.array(cells(table), { minLength: 25, maxLength: 40 });
  return fc.tuple(many(mainTable), many(otherTable)).chain(([mains, others]) => {
    const mainIds = mains.map((_, i) => `recm${(i * 17) % 100}`);
    const otherIds = others.map((_, i) => `reco${(i * 17) % 100}`);
    const toOne = fc.option(fc.constantFrom(...otherIds)).map((id) => (id ? [id] : null));
    const some = fc
      .shuffledSubarray(mainIds, { maxLength: 4 })
      .map((list) => (list.length > 0 ? list : null));
    const each = <T>(of: fc.Arbitrary<T>, { length }: readonly unknown[]) =>
      fc.array(of, { minLength: length, maxLength: length });
    return fc
      .tuple(each(toOne, mains), each(some, mains), each(some, others))
      .map(([ones, selves, manies]) => ({
        tables: [mainTable, otherTable],
        links,
        records: [
          ...others.map((cell, i) => ({
            table: otherTable.id,
            id: otherIds[i] as string,
            cells: { ...cell, fldmany: manies[i] ?? null },
          })),
          ...mains.map((cell, i) => ({
            table: mainTable.id,
            id: mainIds[i] as string,
            cells: { ...cell, fldone: ones[i] ?? null, fldself: selves[i] ?? null },
          })),
        ],
      }));
  });
}

/** Builds the workspace in a place: cells first, links in a second change, so that they meet every record. */
export async function build(
  place: Place,
  { tables, links, records }: Recipe,
): Promise<WorkspaceStore> {
  const store = await createWorkspace(place, {
    id: 'wsp1',
    name: 'W',
    language: 'en',
    timeZone: 'UTC',
  });
  must(
    await store.changeOrganisation(
      members.slice(0, memberNames.length).map((id, i) => ({
        kind: 'putMember',
        member: {
          id,
          name: memberNames[i] ?? id,
          email: `${id}@x`,
          status: 'active',
          manager: null,
        },
      })),
      author,
    ),
  );
  must(
    await store.changeSchema(
      [
        { kind: 'addApp', app: { id: 'app1', name: 'App' } },
        ...tables.map((table) => ({ kind: 'addTable' as const, table })),
        ...links.map((one) => ({
          kind: 'addField' as const,
          table: one.table,
          field: one.field,
          reverse: one.reverse,
        })),
      ],
      author,
    ),
  );
  const isLink = (id: string) => links.some((one) => one.field.id === id);
  for (const table of tables) {
    const own = records.filter((record) => record.table === table.id);
    const changes = own.map(({ id, cells }) => ({
      kind: 'create' as const,
      id,
      cells: Object.fromEntries(Object.entries(cells).filter(([key]) => !isLink(key))),
    }));
    must(await store.change(planOf({ table: table.id, changes }), author));
  }
  for (const table of tables) {
    const changes = records
      .filter((record) => record.table === table.id)
      .map(({ id, cells }) => ({
        kind: 'update' as const,
        id,
        cells: Object.fromEntries(Object.entries(cells).filter(([key]) => isLink(key))),
      }));
    must(await store.change(planOf({ table: table.id, changes }), author));
  }
  return store;
}

/** A product in whole numbers: scaled integers, rounded half away from zero; empty when too large. */
function multiply(
  one: ProductField,
  fields: readonly Field[],
  whole: Record<string, CellValue>,
): void {
  let product = 1n;
  let unit = 1n;
  for (const id of one.product) {
    const factor = fields.find((other) => other.id === id);
    const cell = whole[id];
    if (typeof cell !== 'number' || !factor || !isNumberField(factor)) return;
    product *= BigInt(cell);
    unit *= 10n ** BigInt(factor.precision);
  }
  const size = (2n * (product < 0n ? -product : product) + unit) / (2n * unit);
  if (size < 10n ** 15n) whole[one.id] = Number(product < 0n ? -size : size);
}

/** The same workspace as it must be, worked out without a database. */
export function worldOf(store: WorkspaceStore, { tables, links, records }: Recipe): World {
  const schema: Schema = store.schema();
  const world = new Map<TableId, StoredRecord[]>();
  for (const table of tables) {
    let number = 0;
    const own = records
      .filter((record) => record.table === table.id)
      .map(({ id, cells }) => {
        const whole: Record<string, CellValue> = {};
        for (const key in cells) if (!isEmptyCell(cells[key])) whole[key] = cells[key] as CellValue;
        number++;
        for (const one of table.fields) {
          if (one.type === 'checkbox') whole[one.id] ??= false;
          if (one.type === 'autonumber') whole[one.id] = number;
          if (one.type === 'createdTime' || one.type === 'modifiedTime') whole[one.id] = author.at;
          if (one.type === 'createdBy') whole[one.id] = author.by;
          if (isProduct(one)) multiply(one, table.fields, whole);
          if (one.type === 'modifiedBy' && whole.fldmain0 !== undefined) whole[one.id] = author.by;
        }
        const formulas = table.fields.filter(({ type }) => type === 'formula').map((one) => one.id);
        const how = { timeZone: 'UTC', only: new Set(formulas) };
        for (const [key, cell] of Object.entries(deriveCells(table.fields, whole, how).cells))
          if (cell !== null) whole[key] = cell;
        return { id, cells: whole };
      });
    world.set(table.id, own);
  }
  for (const { table, field: forward, reverse } of links) {
    for (const target of world.get(forward.target) ?? []) {
      const linking = (world.get(table) ?? []).filter((record) =>
        ((record.cells[forward.id] ?? []) as readonly string[]).includes(target.id),
      );
      if (linking.length > 0)
        (target.cells as Record<string, CellValue>)[reverse.id] = linking.map((one) => one.id);
    }
  }
  return { schema, organisation: store.organisation(), records: world };
}
