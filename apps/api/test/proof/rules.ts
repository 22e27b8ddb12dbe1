import {
  type Condition,
  type Field,
  type FieldRule,
  fieldOf,
  type Grant,
  type Level,
  type Restriction,
  type Schema,
  type Scope,
  type ScopePart,
  type Table,
  type TableAction,
  tableOf,
} from '@tessera/model';
import { roleIds } from './people.ts';
import type { Random } from './random.ts';

/** Names of a schema by slug, for rules written by hand. */
export function namesOf(schema: Schema) {
  const table = (slug: string): Table => {
    const found = tableOf(schema, slug);
    if (!found) throw new Error(`There is no table ${slug}.`);
    return found;
  };
  const field = (slug: string, name: string): Field => {
    const found = fieldOf(table(slug), name);
    if (!found) throw new Error(`There is no field ${slug}.${name}.`);
    return found;
  };
  const option = (slug: string, name: string, at: number): string => {
    const found = field(slug, name);
    const id = 'options' in found ? found.options[at]?.id : undefined;
    if (id === undefined) throw new Error(`There is no option ${at} of ${slug}.${name}.`);
    return id;
  };
  const dataClass = (name: string): string => {
    const found = schema.classes.find((one) => one.name === name);
    if (!found) throw new Error(`There is no class ${name}.`);
    return found.id;
  };
  return { table, field, option, dataClass };
}
export type Names = ReturnType<typeof namesOf>;

const work: readonly TableAction[] = [
  'view',
  'create',
  'edit',
  'delete',
  'restore',
  'import',
  'comment',
];

function grant(
  id: string,
  role: string,
  table: Table,
  actions: readonly TableAction[],
  scope: Scope,
  fields: FieldRule,
): Grant {
  return {
    id: `gra${id}`,
    to: { kind: 'role', id: role },
    on: { kind: 'table', id: table.id },
    actions,
    scope,
    fields,
    origin: 'role',
    reason: id,
  };
}

/** Amounts on own records only, contact details never on strangers, and locks that look at what is hidden. */
export function writtenRules(names: Names): { grants: Grant[]; restrictions: Restriction[] } {
  const { table, field, option, dataClass } = names;
  const amount = dataClass('Sales amounts');
  const profit = dataClass('Profit');
  const contact = dataClass('Contact details');
  const personal = dataClass('Personal data');
  const hide = (...classes: string[]) =>
    classes.map((id) => ({ class: id, level: 'hidden' as const }));
  const own: Scope = { kind: 'any', of: [{ kind: 'own' }] };
  const all: Scope = { kind: 'all' };
  const { consultant, dropper, architect, auditor } = roleIds;
  const regions = ['east', 'south', 'north'].map((_, at) => option('customers', 'region', at));
  const somewhere: Condition = {
    op: 'anyOf',
    field: field('customers', 'region').id,
    value: regions,
  };
  const ownFields: FieldRule = { default: 'edit', except: hide(profit) };
  const grants: Grant[] = [
    grant(
      'kim1',
      consultant,
      table('customers'),
      ['view'],
      { kind: 'any', of: [{ kind: 'where', condition: somewhere }] },
      {
        default: 'read',
        except: [...hide(amount, profit), { class: contact, level: 'masked' }],
      },
    ),
    grant('kim2', consultant, table('customers'), work, own, ownFields),
    grant('kim3', consultant, table('opportunities'), ['view'], all, {
      default: 'read',
      except: [
        ...hide(amount, profit),
        { field: field('opportunities', 'next_step').id, level: 'hidden' },
      ],
    }),
    grant(
      'kim4',
      consultant,
      table('opportunities'),
      [...work, 'transfer', 'share'],
      own,
      ownFields,
    ),
    grant(
      'kim5',
      consultant,
      table('contacts'),
      ['view'],
      { kind: 'any', of: [{ kind: 'via', link: field('contacts', 'customer').id }] },
      { default: 'read', except: [...hide(profit), { class: personal, level: 'masked' }] },
    ),
    grant('kim6', consultant, table('contacts'), ['view', 'edit', 'create', 'import'], own, {
      default: 'edit',
      except: [...hide(profit), { field: field('contacts', 'name').id, level: 'hidden' }],
    }),
    grant('kim7', consultant, table('activities'), work, own, ownFields),
    // Less may be exported than is seen, on other records and of other fields.
    grant('kim8', consultant, table('opportunities'), ['export'], own, {
      default: 'read',
      except: [...hide(profit), { field: field('opportunities', 'stage').id, level: 'hidden' }],
    }),
    grant('kim9', consultant, table('opportunities'), ['export'], all, {
      default: 'hidden',
      except: ['name', 'next_step', 'close_date'].map((name) => ({
        field: field('opportunities', name).id,
        level: 'read' as const,
      })),
    }),
    grant('kim10', consultant, table('contacts'), ['export'], own, {
      default: 'read',
      except: hide(contact),
    }),
    grant('ned1', dropper, table('activities'), ['create'], all, {
      default: 'edit',
      except: hide(profit),
    }),
    grant(
      'ned2',
      dropper,
      table('customers'),
      ['view', 'edit'],
      { kind: 'any', of: [{ kind: 'unowned' }] },
      {
        default: 'edit',
        except: [
          ...hide(profit, amount),
          { field: field('customers', 'name').id, level: 'masked' },
        ],
      },
    ),
    ...['customers', 'opportunities', 'activities'].map((slug) =>
      grant(
        `art${slug}`,
        architect,
        table(slug),
        [...work, 'manageViews'],
        { kind: 'any', of: [{ kind: 'own' }] },
        ownFields,
      ),
    ),
    // Reads one table whole, so that its fields may get other types.
    grant('artproducts', architect, table('products'), ['view'], all, {
      default: 'read',
      except: [],
    }),
    {
      ...grant('artshape', architect, table('customers'), [], { kind: 'none' }, ownFields),
      on: { kind: 'workspace' },
      actions: ['manageSchema', 'manageMembers'],
    },
    // Reads the log, customers without their figures, and nothing else.
    grant('audcustomers', auditor, table('customers'), ['view'], all, {
      default: 'read',
      except: hide(profit, amount),
    }),
    {
      ...grant('audlog', auditor, table('customers'), [], { kind: 'none' }, ownFields),
      on: { kind: 'workspace' },
      actions: ['viewAudit'],
    },
  ];
  const restrictions: Restriction[] = [
    {
      id: 'resclosed',
      name: 'Losses are not touched',
      on: { kind: 'table', id: table('opportunities').id },
      actions: ['edit', 'delete'],
      when: { op: 'lt', field: field('opportunities', 'margin').id, value: 0 },
      effect: { kind: 'forbid' },
      exempt: [{ to: { kind: 'role', id: roleIds.owner } }],
      reason: 'Losses are looked at by management.',
    },
    {
      id: 'rescap',
      name: 'Late dates stay with management',
      on: { kind: 'table', id: table('opportunities').id },
      fields: [field('opportunities', 'close_date').id],
      when: { op: 'gte', field: field('opportunities', 'probability').id, value: 0.75 },
      effect: { kind: 'cap', level: 'masked' },
      exempt: [],
      reason: 'Until it is signed.',
    },
  ];
  return { grants, restrictions };
}

const levels: readonly Level[] = ['hidden', 'masked', 'read', 'read', 'edit', 'edit'];

/** A few random grants to the role of random rules, and perhaps a random lock. */
export function randomRules(
  random: Random,
  names: Names,
): { grants: Grant[]; restrictions: Restriction[] } {
  const slugs = ['customers', 'contacts', 'opportunities', 'activities'];
  const grants = Array.from({ length: 3 + random.int(4) }, (_, index) => {
    const slug = random.pick(slugs);
    const table = names.table(slug);
    const actions: TableAction[] = [
      'view',
      ...random.some(work, 5),
      ...random.some(['transfer' as const, 'export' as const, 'share' as const], 2),
    ];
    return grant(
      `rex${index}`,
      roleIds.random,
      table,
      [...new Set(actions)],
      randomScope(random, names, slug),
      {
        default: random.pick(levels),
        except: random
          .some(table.fields, 4)
          .map(({ id }) => ({ field: id, level: random.pick(levels) })),
      },
    );
  });
  const restrictions = Array.from({ length: random.int(2) }, (_, index): Restriction => {
    const table = names.table(random.pick(slugs));
    const cap = random.chance(0.6);
    return {
      id: `resrex${index}`,
      name: 'Random',
      on: { kind: 'table', id: table.id },
      ...(cap
        ? {
            fields: random
              .shuffled(table.fields)
              .slice(0, 2)
              .map(({ id }) => id),
          }
        : { actions: [random.pick([...work, 'export'] as const)] }),
      ...(random.chance(0.8) && { when: randomCondition(random, table) }),
      effect: cap ? { kind: 'cap', level: random.pick(levels) } : { kind: 'forbid' },
      exempt: ['memlead', 'memtom', 'memkim', 'memboss'].map((id) => ({
        to: { kind: 'member' as const, id },
      })),
      reason: 'Random',
    };
  });
  return { grants, restrictions };
}

function randomScope(random: Random, names: Names, slug: string): Scope {
  const table = names.table(slug);
  const parts = (): ScopePart => {
    const simple: ScopePart[] = [
      { kind: 'own' },
      { kind: 'team' },
      { kind: 'department' },
      { kind: 'departmentTree' },
      { kind: 'unowned' },
      { kind: 'reports', depth: 'all' },
      { kind: 'where', condition: randomCondition(random, table) },
    ];
    if (slug === 'contacts' || slug === 'activities')
      simple.push({ kind: 'via', link: names.field(slug, 'customer').id });
    const part = random.pick(simple);
    return random.chance(0.2) ? { ...part, and: randomCondition(random, table) } : part;
  };
  if (random.chance(0.2)) return { kind: 'all' };
  return { kind: 'any', of: Array.from({ length: 1 + random.int(2) }, parts) };
}

/** A small random condition over a table, of the operators that the oracle knows. */
export function randomCondition(random: Random, table: Table): Condition {
  const atoms = table.fields.flatMap((field): Condition[] => {
    const { id } = field;
    // Whether a rule on a product holds depends on factors that its subject may not see: no such rules here.
    if ('product' in field && field.product) return [];
    switch (field.type) {
      case 'text':
        return [
          { op: 'contains', field: id, value: 'a' },
          { op: 'empty', field: id },
        ];
      case 'currency':
      case 'number':
        return [{ op: random.chance(0.5) ? 'lt' : 'gte', field: id, value: random.int(8) }];
      case 'singleSelect':
        return [{ op: 'is', field: id, value: random.pick(field.options).id }];
      case 'checkbox':
        return [{ op: 'is', field: id, value: true }];
      case 'member':
        return [
          { op: 'is', field: id, value: { context: 'me' } },
          { op: 'empty', field: id },
        ];
      default:
        return [];
    }
  });
  const atom = (): Condition => {
    const one = random.pick(atoms);
    if (random.chance(0.7)) return one;
    return { op: 'not', of: one };
  };
  if (random.chance(0.6)) return atom();
  return { op: random.chance(0.5) ? 'and' : 'or', of: [atom(), atom()] };
}
