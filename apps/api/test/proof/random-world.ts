import {
  type Field,
  type Level,
  type MemberId,
  type Schema,
  type Share,
  shareActions,
  shareLevels,
  type Table,
} from '@tessera/model';
import { groundAt } from './base.ts';
import { isWritten, Oracle } from './oracle.ts';
import { members, roleIds, teams } from './people.ts';
import { type Random, randomOf } from './random.ts';
import { randomCells } from './random-cells.ts';
import { randomCeiling, randomOrganisation, randomPolicy, serviceId } from './random-policy.ts';
import { randomSchema } from './random-schema.ts';
import {
  noon,
  type Raw,
  type RawRecord,
  type Spec,
  type SpecKey,
  type SpecRecord,
  schemaOf,
  simulate,
} from './spec.ts';

const perTable = 7;

/** A small workspace in which all is random: fields, people, rules, records and shares; and one of its members. */
export function randomWorld(seed: number): { readonly spec: Spec; readonly member: MemberId } {
  const random = randomOf(seed);
  const changes = randomSchema(random.fork());
  const schema = schemaOf({ changes });
  const organisation = randomOrganisation(random.fork());
  const policy = randomPolicy(random.fork(), schema, organisation);
  const records: SpecRecord[] = [];
  for (const table of schema.tables)
    for (let at = 0; at < perTable; at++)
      records.push({
        table: table.id,
        id: `rec${table.slug.slice(0, 4)}${at}`,
        cells: randomCells(random, table, groundAt(records)),
        // Two hands in each table: what one hand does at one moment is written at once.
        at: noon - 1_000_000 + (at < perTable / 2 ? 0 : 500_000),
        by: members[at < perTable / 2 ? 1 : 2]?.id ?? '',
      });
  const updates = records.slice(0, 2).map(({ table: id, id: record }, at) => {
    const table = schema.tables.find((one) => one.id === id) as Table;
    const cells = Object.entries(randomCells(random, table, groundAt([])));
    return {
      table: id,
      id: record,
      cells: Object.fromEntries(cells.slice(0, 2)),
      at: noon - 90_000 + at,
      by: random.pick(members).id,
    };
  });
  const plain: Spec = { changes, organisation, policy, records, updates };
  const raw = simulate(plain);
  const drawn = Array.from({ length: random.int(5) }, (_, at) =>
    randomShare(random, plain, raw, at),
  );
  // A later one of a record with somebody takes the place of the one before.
  const place = ({ record, to }: Share) => `${record} ${to.id}`;
  const shares = [...new Map(drawn.map((share) => [place(share), share])).values()];
  const spec: Spec = { ...plain, shares };
  const reader = random.next();
  if (reader < 0.1) {
    const key = keyOf(random, { kind: 'service', id: serviceId }, schema);
    return { spec: { ...spec, key }, member: serviceId };
  }
  const member = subjectOf(random, spec);
  const key = keyOf(random, { kind: 'member', id: member }, schema);
  return { spec: reader < 0.25 ? { ...spec, key } : spec, member };
}

const keyOf = (random: Random, holder: SpecKey['holder'], schema: Schema): SpecKey => ({
  holder,
  ceiling: randomCeiling(random, schema),
});

/** Mostly somebody who sees some records and others not; never the owner, from whom nothing is hidden. */
function subjectOf(random: Random, spec: Spec): MemberId {
  const others = random.shuffled(members.map(({ id }) => id).filter((id) => id !== 'memowner'));
  const raw = simulate(spec);
  const partly = others.find((id) => {
    const oracle = new Oracle(spec, raw, id, noon);
    const seen = oracle.tables.flatMap((table) =>
      (raw.get(table.id) ?? []).filter((record) => oracle.sees(table, record)),
    ).length;
    return seen > 2 && seen < spec.records.length;
  });
  return random.chance(0.9) ? (partly ?? random.pick(others)) : random.pick(others);
}

/** Made by somebody who may share a record, if there is anybody beside the owner, of which he had what he had. */
function randomShare(random: Random, spec: Spec, raw: Raw, at: number): Share {
  const { table: id, id: record } = random.pick(spec.records);
  const table = schemaOf(spec).tables.find((one) => one.id === id) as Table;
  const one = raw.get(id)?.find((found) => found.id === record) as RawRecord;
  const makers = members.flatMap(({ id: member }) => {
    const oracle = new Oracle(spec, raw, member, noon);
    return member !== 'memowner' && oracle.actions(table, one).includes('share') ? [oracle] : [];
  });
  const maker = makers.length > 0 && random.chance(0.7) ? random.pick(makers) : null;
  const level = random.pick(
    shareLevels.filter((found) => maker?.actions(table, one).includes(lastOf(found)) ?? true),
  );
  const had = table.fields.flatMap((field): [string, Exclude<Level, 'hidden'>][] => {
    const found = maker ? hadOf(maker, table, one, field) : random.pick(given);
    if (found === 'hidden') return [];
    return [[field.id, found === 'edit' && !isWritten(field) ? 'read' : found]];
  });
  const by = maker?.who.me ?? 'memowner';
  return {
    id: `shrrand${at}`,
    table: id,
    record,
    to: random.pick<Share['to']>([
      { kind: 'member', id: random.pick(members.slice(1).filter((other) => other.id !== by)).id },
      { kind: 'role', id: roleIds.random },
      { kind: 'team', id: random.pick(teams).id },
    ]),
    level,
    ...(random.chance(0.3) && { until: noon + 86_400_000 }),
    by,
    at: noon - 60_000,
    reason: 'Random',
    fields: Object.fromEntries(had),
  };
}

const given: readonly Level[] = ['edit', 'edit', 'read', 'masked', 'hidden'];
const lastOf = (level: Share['level']) => shareActions[level].at(-1) ?? 'view';

/** The level at which somebody had a cell: what he might write, else what he saw. */
function hadOf(oracle: Oracle, table: Table, record: RawRecord, field: Field): Level {
  const seen = oracle.level(table, 'view', record, field);
  if (seen !== 'edit' && seen !== 'read') return seen;
  const writes =
    oracle.may(table, 'edit', record) && oracle.level(table, 'edit', record, field) === 'edit';
  return writes ? 'edit' : 'read';
}
