import {
  type Grant,
  idMaker,
  instantiateTemplate,
  type Organisation,
  type RecordId,
  type SchemaChange,
  type TableId,
} from '@tessera/model';
import { templateBySlug } from '@tessera/templates';
import { derivedFields } from './base-derived.ts';
import { departments, members, membershipsOf, ownRoles, teams } from './people.ts';
import { type Random, randomOf, seededBytes } from './random.ts';
import { randomCells } from './random-cells.ts';
import { namesOf, randomRules, writtenRules } from './rules.ts';
import { noon, type Spec, type SpecRecord, type SpecUpdate, schemaOf, timeZone } from './spec.ts';

const crm = templateBySlug('crm');
if (!crm) throw new Error('The CRM template is gone.');
const template = instantiateTemplate(crm, {
  language: 'en',
  makeId: idMaker(seededBytes(1).bytes),
  member: 'memowner',
  timeZone,
});

const structure = schemaOf({ changes: template.changes });

/** A view that everybody shares and that filters and sorts by what most of them may not see. */
const names = namesOf(structure);
export const sharedView = {
  id: 'viwshared',
  name: 'Good ones',
  table: names.table('opportunities').id,
} as const;

/** A product of which some see both factors, some one and some none, and a time that tells of it. */
const expected = 'fldexpected';
const products: readonly SchemaChange[] = [
  {
    kind: 'addField',
    table: sharedView.table,
    field: {
      id: expected,
      name: 'Expected value',
      slug: 'expected_value',
      classes: [],
      type: 'currency',
      precision: 2,
      currency: 'USD',
      product: ['close_value', 'probability'].map((name) => names.field('opportunities', name).id),
    },
  },
  {
    kind: 'addField',
    table: sharedView.table,
    field: {
      id: 'fldexpectednoted',
      name: 'Expectation changed',
      slug: 'expectation_changed',
      classes: [],
      type: 'modifiedTime',
      watch: [expected],
    },
  },
];

/** Formulas: one over that product and a margin, one that fails on some records and names a choice. `simulate` knows them by id. */
const inOpportunities = (name: string) => names.field('opportunities', name).id;
const formulas: readonly SchemaChange[] = [
  {
    kind: 'addField',
    table: sharedView.table,
    field: {
      id: 'fldafter',
      name: 'After margin',
      slug: 'after_margin',
      classes: [],
      type: 'formula',
      expression: `{${expected}} - {${inOpportunities('margin')}}`,
      result: 'number',
      precision: 2,
    },
  },
  {
    kind: 'addField',
    table: sharedView.table,
    field: {
      id: 'fldgrade',
      name: 'Grade',
      slug: 'grade',
      classes: [],
      type: 'formula',
      expression: `IF({fldafter} < 0, ERROR(), {${inOpportunities('stage')}})`,
      result: 'text',
    },
  },
];

const stored: readonly SchemaChange[] = [...template.changes, ...products, ...formulas];

const changes: readonly SchemaChange[] = [
  ...stored,
  ...derivedFields(namesOf(schemaOf({ changes: stored }))),
  {
    kind: 'putView',
    table: sharedView.table,
    view: {
      id: sharedView.id,
      name: sharedView.name,
      kind: 'grid',
      filter: {
        op: 'or',
        of: [
          { op: 'gte', field: names.field('opportunities', 'margin').id, value: 4 },
          { op: 'gte', field: names.field('opportunities', 'close_value').id, value: 3 },
        ],
      },
      sort: [{ field: names.field('opportunities', 'margin').id, direction: 'desc' }],
    },
  },
];

export const baseSchema = schemaOf({ changes });
export const baseNames = namesOf(baseSchema);

/** In the order in which records are made: a link's targets come first. */
const sizes: readonly (readonly [string, number])[] = [
  ['customers', 12],
  ['contacts', 9],
  ['products', 4],
  ['opportunities', 12],
  ['activities', 10],
];

export function roleOf(slug: string): string {
  const found = template.roles.find((role) => role.slug === slug);
  if (!found) throw new Error(`There is no role ${slug}.`);
  return found.id;
}

const organisation: Organisation = {
  version: 0,
  members,
  roles: [
    ...ownRoles,
    ...template.roles.map(({ id, name, description }) => ({ id, name, description })),
  ],
  teams,
  departments,
  memberships: membershipsOf(roleOf),
};

/** A workspace of the CRM template with the suite's people, random rules for one of them, and random records. */
export function baseSpec(seed: number): Spec {
  const random = randomOf(seed);
  const written = writtenRules(baseNames);
  const chance = randomRules(random.fork(), baseNames);
  const records = randomRecords(random.fork());
  return {
    changes,
    organisation,
    policy: {
      version: 0,
      grants: [...template.grants.map(inThisSuite), ...written.grants, ...chance.grants],
      restrictions: [...template.restrictions, ...written.restrictions, ...chance.restrictions],
    },
    records,
    updates: randomUpdates(random.fork(), records),
  };
}

/**
 * In this suite the log is read by its auditor alone: it tells of everybody's doings, but of no value. Whoever writes
 * the rules may make copies.
 */
function inThisSuite(grant: Grant): Grant {
  const actions = grant.actions.filter((action) => action !== 'viewAudit');
  return {
    ...grant,
    actions: actions.includes('managePolicy') ? [...actions, 'manageBackups'] : actions,
  };
}

/** What random cells may name when a record stands at this place. */
export function groundAt(records: readonly SpecRecord[]) {
  return {
    members: members.map(({ id }) => id),
    records: (table: TableId): readonly RecordId[] =>
      records.filter((one) => one.table === table && !one.ghost).map(({ id }) => id),
  };
}

function randomRecords(random: Random): readonly SpecRecord[] {
  const records: SpecRecord[] = [];
  for (const [slug, size] of sizes) {
    const table = baseNames.table(slug);
    for (let at = 0; at < size; at++) {
      records.push({
        table: table.id,
        id: `rec${slug.slice(0, 4)}${at}`,
        cells: randomCells(random, table, groundAt(records)),
        at: noon - 1_000_000 + random.int(900_000),
        by: random.pick(members).id,
      });
    }
  }
  return records;
}

function randomUpdates(random: Random, records: readonly SpecRecord[]): readonly SpecUpdate[] {
  return Array.from({ length: 6 }, () => {
    const { table: id, id: record } = random.pick(records);
    const table = baseSchema.tables.find((one) => one.id === id) ?? baseNames.table('customers');
    const cells = Object.entries(randomCells(random, table, groundAt(records)));
    return {
      table: id,
      id: record,
      cells: Object.fromEntries(cells.slice(0, 2)),
      at: noon - 90_000 + random.int(80_000),
      by: random.pick(members).id,
    };
  });
}
