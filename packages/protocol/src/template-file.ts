import {
  conditionLimits,
  isPaletteColor,
  isSlug,
  levels,
  rollupFunctions,
  tableActions,
  workspaceActions,
} from '@tessera/model';
import { z } from 'zod';
import { aggregate } from './record-requests.ts';

/** What a template from elsewhere may hold at most. */
export const templateLimits = {
  apps: 20,
  tables: 200,
  fields: 500,
  records: 5000,
  roles: 100,
  grants: 1000,
  restrictions: 300,
  /** Bytes of the file. */
  file: 4 * 1024 * 1024,
} as const;

const slug = z.string().max(63).refine(isSlug, 'This is no API name.');
/** Slugs of apps and of templates may hold hyphens. */
const label = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/);
const text = (most: number) =>
  z.strictObject({ en: z.string().max(most), zh: z.string().max(most) });
const name = z.strictObject({
  en: z.string().trim().min(1).max(100),
  zh: z.string().trim().min(1).max(100),
});
const description = text(2000);
const icon = z.string().regex(/^[a-z0-9-]{1,50}$/);
const color = z.string().max(20).refine(isPaletteColor, 'There is no such colour.');
const look = { icon: icon.exactOptional(), color: color.exactOptional() };
/** `field`, or `table.field`. */
const field = z.string().max(127);
const classes = z.array(slug).max(20);

const atom = z.strictObject({
  op: z.enum([
    'is',
    'anyOf',
    'contains',
    'startsWith',
    'endsWith',
    'lt',
    'lte',
    'gt',
    'gte',
    'within',
    'hasAny',
    'hasAll',
    'empty',
  ]),
  field,
  value: z
    .union([
      z.string().max(1000),
      z.number(),
      z.boolean(),
      z.array(z.union([z.string().max(1000), z.number()])).max(conditionLimits.list),
      z.strictObject({
        context: z.enum(['me', 'myTeams', 'myDepartments', 'myReports', 'myAllReports']),
      }),
      z.strictObject({ range: z.string().max(20), days: z.int().exactOptional() }),
    ])
    .exactOptional(),
  empty: z.enum(['match', 'nomatch']).exactOptional(),
});

/** Closed all the way down; that it fits its fields is checked where they are known. */
const condition: z.ZodType = z.lazy(() =>
  z.union([
    z.strictObject({
      op: z.enum(['and', 'or']),
      of: z.array(condition).max(conditionLimits.atoms),
    }),
    z.strictObject({ op: z.literal('not'), of: condition }),
    atom,
  ]),
);

const base = {
  slug,
  name,
  description: z.string().max(2000).exactOptional(),
  classes,
  required: z.boolean().exactOptional(),
  unique: z.boolean().exactOptional(),
  warnDuplicates: z.boolean().exactOptional(),
};
const product = z.array(slug).min(2).max(4).exactOptional();
const precision = z.int().min(0).max(8);
const currencyCode = z.string().regex(/^[A-Z]{3}$/);
const options = z.array(z.strictObject({ slug, name, color })).max(1000);
const formulaBase = { ...base, type: z.literal('formula'), expression: z.string().max(4000) };
const formula = z.discriminatedUnion('result', [
  z.strictObject({ ...formulaBase, result: z.enum(['text', 'checkbox', 'date', 'dateTime']) }),
  z.strictObject({ ...formulaBase, result: z.enum(['number', 'percent']), precision }),
  z.strictObject({
    ...formulaBase,
    result: z.literal('currency'),
    precision,
    currency: currencyCode,
  }),
]);
const templateField = z.discriminatedUnion('type', [
  z.strictObject({
    ...base,
    type: z.enum([
      'text',
      'longText',
      'phone',
      'email',
      'url',
      'checkbox',
      'date',
      'dateTime',
      'autonumber',
      'createdTime',
      'createdBy',
    ]),
  }),
  z.strictObject({ ...base, type: z.enum(['number', 'percent']), precision, product }),
  z.strictObject({
    ...base,
    type: z.literal('currency'),
    precision,
    product,
    currency: z.union([currencyCode, z.strictObject({ en: currencyCode, zh: currencyCode })]),
  }),
  formula,
  z.strictObject({ ...base, type: z.enum(['singleSelect', 'multiSelect']), options }),
  z.strictObject({ ...base, type: z.literal('member'), ownership: z.boolean().exactOptional() }),
  z.strictObject({
    ...base,
    type: z.enum(['modifiedTime', 'modifiedBy']),
    watch: z.union([z.literal('all'), z.array(slug).max(500)]),
  }),
  z.strictObject({ ...base, type: z.literal('lookup'), link: slug, of: slug }),
  z.strictObject({
    ...base,
    type: z.literal('rollup'),
    link: slug,
    of: slug,
    fn: z.enum(rollupFunctions),
  }),
  z.strictObject({ ...base, type: z.literal('count'), link: slug }),
  z.strictObject({
    ...base,
    type: z.literal('link'),
    side: z.literal('forward'),
    single: z.boolean(),
    target: slug,
    reverse: z.strictObject({ slug, name, classes: classes.exactOptional() }),
  }),
]);

const view = z.strictObject({
  name,
  kind: z.literal('grid'),
  filter: condition.exactOptional(),
  sort: z
    .array(z.strictObject({ field: slug, direction: z.enum(['asc', 'desc']) }))
    .max(8)
    .exactOptional(),
  group: z
    .array(
      z.strictObject({
        field: slug,
        direction: z.enum(['asc', 'desc']),
        unit: z.enum(['day', 'month', 'year']).exactOptional(),
      }),
    )
    .max(3)
    .exactOptional(),
  frozen: z.int().min(0).max(10).exactOptional(),
  measures: z.record(slug, aggregate.shape.fn).exactOptional(),
  color: z
    .union([
      z.strictObject({ field: slug }),
      z.strictObject({ rules: z.array(z.strictObject({ when: condition, color })).max(10) }),
    ])
    .exactOptional(),
  hiddenFields: z.array(slug).max(500).exactOptional(),
  fieldOrder: z.array(slug).max(500).exactOptional(),
  widths: z.record(slug, z.number().min(20).max(4000)).exactOptional(),
  rowHeight: z.enum(['short', 'medium', 'tall', 'extraTall']).exactOptional(),
  locked: z.literal(true).exactOptional(),
});

const table = z.strictObject({
  slug,
  app: label.exactOptional(),
  name,
  description: description.exactOptional(),
  ...look,
  titleField: slug,
  fields: z.array(templateField).min(1).max(templateLimits.fields),
  views: z.array(view).max(200),
});

const principal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('role'), id: slug }),
  z.strictObject({ kind: z.literal('everyone') }),
]);
const own = z.strictObject({ kind: z.enum(['app', 'table']), id: z.string().max(63) });
const and = condition.exactOptional();
const part = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['own', 'team', 'department', 'departmentTree', 'sharedWithMe', 'unowned']),
    and,
  }),
  z.strictObject({ kind: z.literal('reports'), depth: z.enum(['direct', 'all']), and }),
  z.strictObject({ kind: z.literal('where'), condition, and }),
  z.strictObject({ kind: z.literal('via'), link: slug, and }),
]);
const scope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['none', 'all']) }),
  z.strictObject({ kind: z.literal('any'), of: z.array(part).max(20) }),
]);
const level = z.enum(levels);
const reach = {
  to: principal,
  scope,
  fields: z.strictObject({
    default: level,
    except: z
      .array(z.union([z.strictObject({ field, level }), z.strictObject({ class: slug, level })]))
      .max(1000),
  }),
  origin: z.literal('role'),
  reason: description,
};
/** On its own tables and apps; on the workspace only rights to manage it, never records. */
const grant = z.union([
  z.strictObject({ ...reach, on: own, actions: z.array(z.enum(tableActions)).max(40) }),
  z.strictObject({
    ...reach,
    on: z.strictObject({ kind: z.literal('workspace') }),
    actions: z.array(z.enum(workspaceActions)).max(40),
    scope: z.strictObject({ kind: z.literal('none') }),
  }),
]);
const restriction = z.strictObject({
  name: text(200),
  reason: description,
  on: own,
  actions: z.array(z.enum(tableActions)).max(40).exactOptional(),
  fields: z.array(field).max(1000).exactOptional(),
  classes: z.array(slug).max(200).exactOptional(),
  when: condition.exactOptional(),
  effect: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('forbid') }),
    z.strictObject({ kind: z.literal('cap'), level }),
  ]),
  exempt: z.array(z.strictObject({ to: principal })).max(200),
});

const guarantee = z.strictObject({
  name: text(200),
  reason: description,
  who: principal,
  except: z.array(principal).max(200),
  on: own,
  never: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('do'), actions: z.array(z.enum(tableActions)).max(40) }),
    z.strictObject({
      kind: z.literal('see'),
      fields: z.array(field).max(1000),
      classes: z.array(slug).max(200),
      level: level.exclude(['hidden']),
    }),
  ]),
});

const cell = z.union([
  z.string().max(100_000),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(100)).max(1000),
]);
const record = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/),
  cells: z.record(slug, cell),
});

const shape = z.strictObject({
  slug: label,
  name,
  description,
  icon,
  color,
  apps: z
    .array(z.strictObject({ slug: label, name, ...look }))
    .min(1)
    .max(templateLimits.apps),
  classes: z.array(z.strictObject({ slug, name, description })).max(200),
  tables: z.array(table).min(1).max(templateLimits.tables),
  roles: z.array(z.strictObject({ slug, name, description })).max(templateLimits.roles),
  grants: z.array(grant).max(templateLimits.grants),
  restrictions: z.array(restriction).max(templateLimits.restrictions),
  guarantees: z.array(guarantee).max(templateLimits.restrictions).exactOptional(),
  records: z
    .record(slug, z.array(record))
    .refine(
      (records) =>
        Object.values(records).reduce((sum, rows) => sum + rows.length, 0) <=
        templateLimits.records,
      `A template holds at most ${templateLimits.records} records.`,
    ),
});

/**
 * A template as a file: closed in every part, since it may come from anywhere. It names its own tables, apps and
 * roles alone, no members, and joins nothing that is there already.
 */
export const templateFile = z.strictObject({
  tessera: z.literal('template'),
  version: z.literal(1),
  template: shape,
});
export type TemplateFile = z.infer<typeof templateFile>;
