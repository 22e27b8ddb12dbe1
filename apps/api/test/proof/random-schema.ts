import type { App, Field, FieldId, SchemaChange, Table } from '@tessera/model';
import type { Random } from './random.ts';

/** Tables of a random world, in the order in which records are made, and the table each one links to. */
const plan = [
  { slug: 'companies', target: null },
  { slug: 'deals', target: 'companies' },
  { slug: 'tasks', target: 'deals' },
] as const;

export const classes = ['clsmoney', 'clscontact'] as const;

const app: App = { id: 'appone', name: 'One', slug: 'one' } as App;

/** What a field of a random world is made of. */
type Base = Omit<Field, 'type'>;
interface Ground {
  readonly random: Random;
  readonly base: Base;
  /** The fields of the table so far. */
  readonly before: readonly Field[];
}

const options = ['Red', 'Green', 'Blue'];

/** Kinds of fields beside title, owner and links. A new type of field comes in here, and is everywhere. */
const kinds: readonly ((ground: Ground) => Field | null)[] = [
  ({ base, random }) => ({
    ...base,
    type: random.pick(['text', 'text', 'longText', 'phone', 'email', 'url'] as const),
  }),
  ({ base, random }) => ({ ...base, type: 'number', precision: random.int(3) }),
  ({ base }) => ({ ...base, type: 'currency', precision: 2, currency: 'USD' }),
  ({ base }) => ({ ...base, type: 'percent', precision: 2 }),
  ({ base }) => ({ ...base, type: 'checkbox' }),
  ({ base, random }) => ({
    ...base,
    type: random.pick(['singleSelect', 'singleSelect', 'multiSelect'] as const),
    options: options.map((name, at) => ({ id: `opt${base.id}${at}`, name, color: 'blue' })),
  }),
  ({ base, random }) => ({ ...base, type: random.pick(['date', 'dateTime'] as const) }),
  ({ base, random }) => ({ ...base, type: 'member', ownership: random.chance(0.4) }),
  ({ base, random }) => ({
    ...base,
    type: random.pick(['createdTime', 'createdBy'] as const),
  }),
  ({ base, random, before }) => ({
    ...base,
    type: random.pick(['modifiedTime', 'modifiedBy'] as const),
    watch: random.chance(0.3) ? 'all' : random.shuffled(ids(before)).slice(0, 2),
  }),
  ({ base, random, before }) => {
    // With a share of one at most the largest numbers still fit.
    const shares = before.filter(({ type }) => type === 'percent');
    const amounts = before.flatMap((one) =>
      (one.type === 'number' && !one.product) || one.type === 'currency' ? [one] : [],
    );
    if (shares.length === 0) return null;
    const amount = random.pick(amounts);
    const product = [amount.id, random.pick(shares).id];
    return { ...base, type: 'number', precision: amount.precision, product };
  },
  formulaOf,
];

/** A difference of two numbers, which `simulate` works out by hand. */
function formulaOf({ random, base, before }: Ground): Field | null {
  const numbers = before.filter(({ type }) => type === 'number' || type === 'currency');
  const [a, b] = [random.pick(numbers).id, random.pick(numbers).id];
  const expression = `{${a}} - {${b}}`;
  return { ...base, type: 'formula', expression, result: 'number', precision: 2 };
}

const readers = ['lookup', 'rollup', 'count'] as const;

/** A field that asks behind a link of one table for what the other holds; null where nothing there fits. */
function askedField(random: Random, link: FieldId, behind: readonly Field[], base: Base): Field {
  const type = random.pick(readers);
  const declassified = random.chance(0.25) ? { declassified: true } : {};
  if (type === 'count') return { ...base, type, link, ...declassified };
  if (type === 'lookup') return { ...base, type, link, of: random.pick(behind).id };
  const numbers = behind.filter(({ type: one }) => ['number', 'currency', 'formula'].includes(one));
  const fn = random.pick(['sum', 'sum', 'average', 'min', 'max', 'filled', 'unique'] as const);
  return { ...base, type, link, of: random.pick(numbers).id, fn, ...declassified };
}

/** Up to three such fields on the two sides of the links between tables. */
function askedFields(random: Random, tables: readonly Table[]): readonly SchemaChange[] {
  if (random.chance(0.3)) return [];
  const sides = plan.flatMap(({ slug, target }): readonly (readonly [string, string, string])[] =>
    target === null
      ? []
      : [
          [slug, `fld${slug}link`, target],
          [target, `fld${target}back`, slug],
        ],
  );
  return random
    .shuffled(sides)
    .slice(0, 3)
    .map(([slug, link, other]): SchemaChange => {
      const behind = tables.find((one) => one.slug === other)?.fields ?? [];
      const base = named(slug, link.endsWith('back') ? 'askedback' : 'asked', random);
      const field = askedField(random, link, behind, base);
      return { kind: 'addField', table: `tbl${slug}`, field };
    });
}

const ids = (fields: readonly Field[]): FieldId[] => fields.map(({ id }) => id);

function named(slug: string, name: string, random?: Random) {
  const made = random?.chance(0.35) ? [random.pick(classes)] : [];
  return { id: `fld${slug}${name}`, name: `${slug} ${name}`, slug: name, classes: made };
}

/** Three tables in a chain of links, with an owner each and random fields. */
export function randomSchema(random: Random): readonly SchemaChange[] {
  const tables = plan.map(({ slug }): Table => {
    const title: Field = { ...named(slug, 'name'), type: 'text' };
    const fields: Field[] = [title, { ...named(slug, 'owner'), type: 'member', ownership: true }];
    // At least one field of each pole of the storage: a rule can always be made about something.
    fields.push({ ...named(slug, 'size', random), type: 'number', precision: 0 });
    for (let at = 0; at < 5; at++) {
      const base = named(slug, `f${at}`, random);
      const field = random.pick(kinds)({ random, base, before: fields });
      if (field) fields.push(field);
    }
    return {
      id: `tbl${slug}`,
      app: app.id,
      name: slug,
      slug,
      titleField: title.id,
      fields,
      views: [],
    };
  });
  const links = plan.flatMap(({ slug, target }): SchemaChange[] => {
    if (target === null) return [];
    const [forward, reverse] = [named(slug, 'link', random), named(target, `back`, random)];
    return [
      {
        kind: 'addField',
        table: `tbl${slug}`,
        field: {
          ...forward,
          type: 'link',
          side: 'forward',
          target: `tbl${target}`,
          reverse: reverse.id,
          single: random.chance(0.5),
        },
        reverse: {
          ...reverse,
          type: 'link',
          side: 'reverse',
          target: `tbl${slug}`,
          reverse: forward.id,
          single: false,
        },
      },
    ];
  });
  return [
    { kind: 'addApp', app },
    ...classes.map((id): SchemaChange => ({ kind: 'addClass', class: { id, name: id } })),
    ...tables.map((table): SchemaChange => ({ kind: 'addTable', table })),
    ...links,
    ...askedFields(random, tables),
  ];
}
