import {
  always,
  type Behind,
  type Bound,
  type CellValue,
  type DerivedField,
  emptyBehind,
  type Field,
  type FieldOf,
  fold,
  isMeasurable,
  never,
  plainField,
  resultOf,
  rollupFunctions,
  type Schema,
  type StorageClass,
  storageOf,
  type Table,
  type TableId,
  type Test,
  testBehind,
} from '@tessera/model';
import type {
  DerivedReference,
  FieldReference,
  GroupReference,
  LinkReference,
  Reference,
} from '@tessera/permissions';
import fc from 'fast-check';

/** Texts that databases and JavaScript like to disagree about. */
export const nastyTexts = [
  'a',
  'A',
  'ab',
  'b',
  'ß',
  'SS',
  'ẞ',
  'İ',
  'i',
  'ı',
  'é',
  'e\u0301',
  'É',
  '\u00a0x',
  'x\u00a0y',
  'x y',
  '😀',
  '\u{10ffff}',
  '\uff5e',
  '\ue000',
  '0',
  '-1',
  '%',
  '_',
  '\\',
  "'",
  '"',
  ',',
  '中文',
  '李',
  '重庆',
  '重量',
  '阿',
  'ﬁ',
  '\u200b',
  'Σς',
  '1',
  '10',
  '2',
  'null',
  '?',
  '$1',
  'a\nb',
];
export const nastyNumbers = [
  0,
  1,
  -1,
  2,
  10,
  100,
  999_999,
  1_000_000,
  -1_000_001,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  10 ** 15 - 1,
  1 - 10 ** 15,
];
const numberConstants = [
  ...nastyNumbers,
  0.5,
  -0.5,
  1e15,
  -1e15,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  2 ** 63,
  Number.POSITIVE_INFINITY,
  1e-7,
];
export const nastyDates = ['0001-01-01', '2024-02-29', '2024-03-01', '1969-12-31', '9999-12-31'];
const nastyInstants = [0, -1, 1, 86_399_999, 1_700_000_000_000, 253_402_300_799_999];
export const members = ['memann', 'membob', 'memli', 'memzoe'];

/** Cells of a field, empty ones among them; links have their own. */
export function cellOf(field: Field): fc.Arbitrary<CellValue> {
  const some = (values: readonly CellValue[]) => fc.option(fc.constantFrom(...values), { freq: 4 });
  switch (field.type) {
    case 'checkbox':
      return fc.boolean();
    case 'date':
      return some(nastyDates);
    case 'dateTime':
      return some(nastyInstants);
    case 'singleSelect':
      return some(field.options.map((option) => option.id));
    case 'multiSelect':
      return fc
        .subarray(field.options.map((option) => option.id).sort())
        .map((ids) => (ids.length > 0 ? ids : null));
    case 'member':
      return some(members);
    case 'number':
    case 'percent':
    case 'currency':
      return some(nastyNumbers);
    default:
      return fc.oneof(
        some(nastyTexts),
        fc
          .array(fc.constantFrom(...nastyTexts), { minLength: 1, maxLength: 4 })
          .map((parts) => parts.join('')),
      );
  }
}

const ids = (field: Field) =>
  'options' in field ? field.options.map((option) => option.id) : members;

/** Constants of a storage class, now and then of another. */
function constantsOf(field: Field, records: readonly string[]): readonly (string | number)[] {
  const by: Readonly<Record<StorageClass, readonly (string | number)[]>> = {
    text: nastyTexts.map(fold),
    number: numberConstants,
    instant: [...nastyInstants, 0.5],
    date: [...nastyDates, '2024', ''],
    id: [...ids(field), 'optgone'],
    ids: [...ids(field), 'optgone'],
    link: [...records, 'recgone'],
    boolean: [],
  };
  return [...by[storageOf(field)], '', '1', 1];
}

/** Every operator, also those that a field's class does not know. */
export function testOf(field: Field, records: readonly string[]): fc.Arbitrary<Test> {
  const one = fc.constantFrom(...constantsOf(field, records));
  const text = one.map(String);
  const list = fc.oneof(
    fc.array(one, { maxLength: 5 }),
    fc.array(one, { minLength: 21, maxLength: 30 }),
  );
  const texts = fc.array(text, { maxLength: 4 });
  return fc.oneof(
    fc.record({ op: fc.constant('eq' as const), value: fc.oneof(one, fc.boolean()) }),
    fc.record({ op: fc.constant('in' as const), values: list }),
    fc.record({
      op: fc.constantFrom('lt' as const, 'lte' as const, 'gt' as const, 'gte' as const),
      value: one,
    }),
    fc.record({ op: fc.constant('range' as const), from: one, to: one }),
    fc.record({
      op: fc.constantFrom('contains' as const, 'startsWith' as const, 'endsWith' as const),
      value: text,
    }),
    fc.record({
      op: fc.constantFrom('hasAny' as const, 'hasAll' as const, 'sameSet' as const),
      values: texts,
    }),
    fc.constant({ op: 'empty' as const }),
  );
}

/**
 * Every operator, one by one: with every constant where the field's class knows the operator, with a few where it
 * does not.
 */
export function everyTest(field: Field, records: readonly string[]): readonly Test[] {
  const storage = storageOf(field);
  const constants = constantsOf(field, records);
  const few = constants.filter((_, i) => i % 12 === 0);
  const pairs = (of: readonly (string | number)[]) =>
    of.map((one, i) => [one, of[(i * 7 + 3) % of.length] ?? one]);
  const [forText, forSets, forOne] = [
    storage === 'text' ? constants : few,
    storage === 'ids' || storage === 'link' ? constants : few,
    storage === 'ids' || storage === 'link' ? few : constants,
  ];
  const sets = [[], forSets, ...pairs(forSets), ...forSets.map((one) => [one])];
  return [
    { op: 'empty' },
    { op: 'eq', value: true },
    { op: 'eq', value: false },
    ...forOne.flatMap((value): Test[] => [
      { op: 'eq', value },
      ...(['lt', 'lte', 'gt', 'gte'] as const).map((op) => ({ op, value })),
    ]),
    ...forText.flatMap((one) =>
      (['contains', 'startsWith', 'endsWith'] as const).map(
        (op): Test => ({ op, value: String(one) }),
      ),
    ),
    ...[[], constants, [...constants, ...constants], ...pairs(forOne)].map(
      (values): Test => ({ op: 'in', values }),
    ),
    ...pairs(forOne).map(([from, to]): Test => ({ op: 'range', from: from ?? '', to: to ?? '' })),
    ...sets.flatMap((values) =>
      (['hasAny', 'hasAll', 'sameSet'] as const).map(
        (op): Test => ({ op, values: values.map(String) }),
      ),
    ),
  ];
}

export interface Ground {
  readonly schema: Schema;
  readonly ids: ReadonlyMap<TableId, readonly string[]>;
}

const tableOf = (ground: Ground, id: TableId): Table => {
  const table = ground.schema.tables.find((one) => one.id === id);
  if (!table) throw new Error(`No table ${id}.`);
  return table;
};

/** Conditions over a table, through links up to two tables away. */
export function boundOver(ground: Ground, id: TableId, depth = 3): fc.Arbitrary<Bound> {
  const table = tableOf(ground, id);
  const atoms = table.fields.map((field) => {
    const records = field.type === 'link' ? (ground.ids.get(field.target) ?? []) : [];
    return testOf(field, records).map((test): Bound => ({ kind: 'atom', field: field.id, test }));
  });
  const record = fc
    .oneof(
      fc.subarray([...(ground.ids.get(id) ?? [])], { maxLength: 5 }),
      fc.subarray([...(ground.ids.get(id) ?? [])], {
        minLength: Math.min(21, (ground.ids.get(id) ?? []).length),
      }),
    )
    .map((list): Bound => ({ kind: 'record', ids: list }));
  const leaves = fc.oneof(
    { weight: 12, arbitrary: fc.oneof(...atoms) },
    { weight: 1, arbitrary: record },
    {
      weight: 1,
      arbitrary: fc.constantFrom(always, never, {
        kind: 'atom',
        field: 'fldgone',
        test: { op: 'empty' },
      } as Bound),
    },
  );
  if (depth === 0) return leaves;
  const child = boundOver(ground, id, depth - 1);
  const branches: fc.Arbitrary<Bound>[] = [
    leaves,
    behindOver(ground, id),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(child, { maxLength: 3 }),
    }),
    child.map((of): Bound => ({ kind: 'not', of })),
  ];
  for (const field of table.fields) {
    if (field.type !== 'link') continue;
    const { target } = field;
    branches.push(
      boundOver(ground, target, Math.min(depth - 1, 1)).map(
        (some): Bound => ({ kind: 'linked', link: field.id, target, some }),
      ),
    );
  }
  return fc.oneof(...branches);
}

function whenOver(ground: Ground, id: TableId, depth = 1): fc.Arbitrary<Bound> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(always) },
    { weight: 2, arbitrary: boundOver(ground, id, depth) },
  );
}

export function columnReference(
  ground: Ground,
  id: TableId,
  field: Field,
): fc.Arbitrary<FieldReference> {
  return whenOver(ground, id).map((when) => ({ field: field.id, when }));
}

export function linkReference(
  ground: Ground,
  id: TableId,
  field: FieldOf<'link'>,
): fc.Arbitrary<LinkReference> {
  const title = { id: tableOf(ground, field.target).titleField };
  return fc.record({
    field: fc.constant(field.id),
    when: whenOver(ground, id),
    side: fc.constant(field.side),
    target: fc.constant(field.target),
    visible: whenOver(ground, field.target),
    title: fc.option(
      whenOver(ground, field.target).map((when) => ({ field: title.id, when })),
      { freq: 5 },
    ),
  });
}

/** What can be asked behind the links of a table, and a field like its values. */
function everyBehind(ground: Ground, id: TableId) {
  const table = tableOf(ground, id);
  return table.fields.flatMap((link) => {
    if (link.type !== 'link') return [];
    const over = whenOver(ground, link.target, 0);
    const base = { id: 'flddrv', name: 'D', slug: 'd', classes: [], link: link.id };
    const place = { link: link.id, target: link.target };
    const result = (field: DerivedField) => resultOf(ground.schema, table, field) as Field;
    const many = !(link.side === 'forward' && link.single);
    const count = over.map((where) => ({
      behind: {
        kind: 'rollup',
        rollup: { ...place, fn: 'count', of: null, over: where },
      } as Behind,
      many: false,
      result: result({ ...base, type: 'count' }),
    }));
    const read = tableOf(ground, link.target).fields.filter(({ type }) => type !== 'link');
    return [
      count,
      ...read.flatMap((of) => [
        over.map((where) => ({
          behind: { kind: 'lookup', ...place, of: of.id, over: where } as Behind,
          many,
          result: result({ ...base, type: 'lookup', of: of.id }),
        })),
        ...rollupFunctions
          .filter((fn) => isMeasurable(fn, of))
          .map((fn) =>
            over.map((where) => ({
              behind: {
                kind: 'rollup',
                rollup: { ...place, fn, of: of.id, over: where },
              } as Behind,
              many: false,
              result: result({ ...base, type: 'rollup', fn, of: of.id }),
            })),
          ),
      ]),
    ];
  });
}

/** A condition on something that is asked behind a link, with every operator. */
function behindOver(ground: Ground, id: TableId): fc.Arbitrary<Bound> {
  return fc.oneof(...everyBehind(ground, id)).chain(({ behind, result }) =>
    fc.oneof(
      { weight: 1, arbitrary: fc.constant(emptyBehind(behind)) },
      {
        weight: 5,
        arbitrary: testOf(result, []).map((test) =>
          testBehind(behind, { kind: 'atom', field: result.id, test }),
        ),
      },
    ),
  );
}

/** A derived field of a table; `many`: whether it may have several values. */
export function derivedReference(
  ground: Ground,
  id: TableId,
  field: string,
  many: boolean,
): fc.Arbitrary<DerivedReference> {
  return fc
    .tuple(fc.oneof(...everyBehind(ground, id)), whenOver(ground, id))
    .filter(([one]) => many || !one.many)
    .map(([one, when]) => ({ field, when, behind: one.behind, many: one.many }));
}

/** A reference to any field of a table that holds one value. */
export function anyReference(ground: Ground, id: TableId): fc.Arbitrary<Reference> {
  return fc.oneof(
    { weight: 3, arbitrary: storedReference(ground, id) },
    { weight: 1, arbitrary: derivedReference(ground, id, 'flddrv', false) },
  );
}

function storedReference(ground: Ground, id: TableId): fc.Arbitrary<Reference> {
  const all = tableOf(ground, id).fields.map(
    (field): fc.Arbitrary<Reference> =>
      field.type === 'link' ? linkReference(ground, id, field) : columnReference(ground, id, field),
  );
  return fc.oneof(...all);
}

/** One level of groups; dates are now and then put together by month or year. */
export function levelOf(ground: Ground, id: TableId): fc.Arbitrary<GroupReference> {
  const types = new Map(
    tableOf(ground, id).fields.map((field) => [field.id, plainField(field).type]),
  );
  return fc
    .record({
      by: anyReference(ground, id),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
      unit: fc.constantFrom(undefined, 'day' as const, 'month' as const, 'year' as const),
    })
    .map(({ by, direction, unit }) => ({
      by,
      direction,
      ...(unit && types.get(by.field) === 'date' && { unit }),
    }));
}
