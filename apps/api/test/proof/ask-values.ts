import type { OutField, OutRecord, OutTable } from '@tessera/protocol';
import type { Known } from './asked.ts';
import type { Random } from './random.ts';
import { words } from './random-cells.ts';
import { noon } from './spec.ts';

const day = 86_400_000;

/** A value as a member sends it for a field; now and then of the wrong kind. */
export function randomWire(random: Random, field: OutField, known: Known): unknown {
  if (random.chance(0.1)) return null;
  if (random.chance(0.04)) return random.pick([{ id: 7 }, [1], 'nonsense', true, -1.234567891234]);
  switch (field.type) {
    case 'number':
    case 'currency':
      return random.int(9);
    case 'percent':
      return random.int(4) / 4;
    case 'checkbox':
      return random.chance(0.5);
    case 'singleSelect':
      return field.options?.length ? random.pick(field.options).name : 'none';
    case 'multiSelect':
      return random.some(field.options ?? [], 2).map(({ id }) => id);
    case 'date':
      return new Date(noon + random.int(20) * day).toISOString().slice(0, 10);
    case 'dateTime':
      return new Date(noon + random.int(20) * day).toISOString();
    case 'member':
      return random.chance(0.6) ? known.member : random.pick(known.members);
    case 'link':
      return random.chance(0.2) ? [] : [known.record(random, field.target ?? '')];
    case 'email':
      return `w${random.int(9)}@example.com`;
    case 'url':
      return `https://example.com/w${random.int(9)}`;
    case 'phone':
    case 'text':
      if (random.chance(0.4)) return known.guess(random, field.id);
      return `${random.pick(words)} ${random.int(4)}`;
    default:
      return `${random.pick(words)} ${random.int(4)}`;
  }
}

/** Cells of a new or changed record: mostly such as the member may write. */
export function randomFields(
  random: Random,
  table: OutTable | null,
  known: Known,
  use: 'create' | 'edit',
): Record<string, unknown> {
  const open = (table?.fields ?? []).filter((field) =>
    use === 'create' ? field.creatable : field.level === 'edit',
  );
  const fields: Record<string, unknown> = {};
  for (const field of random.some(open, 4)) fields[field.id] = randomWire(random, field, known);
  if (random.chance(0.12)) fields[known.field(random, table)] = random.pick(words);
  return fields;
}

/** The values a member saw, some of them made up: for the detection of conflicts. */
export function baseOf(
  random: Random,
  fields: Readonly<Record<string, unknown>>,
  record: OutRecord | undefined,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(fields).map((id) => [
      id,
      random.chance(0.6) ? (record?.fields[id] ?? null) : random.pick([null, 'Alpha', 3, []]),
    ]),
  );
}

/** A condition over what the member knows, sometimes over what he does not; sometimes broken. */
export function randomFilter(
  random: Random,
  table: OutTable | null,
  known: Known,
  depth = 0,
): unknown {
  if (depth < 3 && random.chance(0.35)) {
    if (random.chance(0.3)) return { op: 'not', of: randomFilter(random, table, known, depth + 1) };
    const of = [1, 2].map(() => randomFilter(random, table, known, depth + 1));
    return { op: random.pick(['and', 'or']), of };
  }
  if (random.chance(0.02)) return random.pick([{ op: 'matches' }, { op: 'and' }, 7, { op: 'is' }]);
  const name = known.field(random, table);
  const field = table?.fields.find(({ id, slug }) => id === name || slug === name);
  const extra = random.chance(0.2) ? { empty: random.pick(['match', 'nomatch']) } : {};
  if (!field) return { op: random.pick(['is', 'empty', 'gte']), field: name, value: 1 };
  if (random.chance(0.2) && field.type !== 'checkbox') return { op: 'empty', field: name };
  return { ...operation(random, field, known), field: name, ...extra };
}

function operation(random: Random, field: OutField, known: Known): Record<string, unknown> {
  switch (field.result ?? field.type) {
    case 'number':
    case 'currency':
    case 'percent':
    case 'autonumber':
      return { op: random.pick(['is', 'lt', 'lte', 'gt', 'gte']), value: random.int(8) };
    case 'checkbox':
      return { op: 'is', value: random.chance(0.5) };
    case 'singleSelect':
      return field.options?.length
        ? { op: 'anyOf', value: random.some(field.options, 3).map(({ id }) => id) }
        : { op: 'empty' };
    case 'member':
    case 'createdBy':
    case 'modifiedBy':
      return random.chance(0.5)
        ? { op: 'is', value: random.pick(known.members) }
        : {
            op: 'anyOf',
            value: { context: random.pick(['me', 'myReports', 'myAllReports', 'myTeams']) },
          };
    case 'date':
    case 'dateTime':
    case 'createdTime':
    case 'modifiedTime':
      return random.chance(0.5)
        ? { op: 'within', value: { range: random.pick(['thisMonth', 'lastWeek', 'today']) } }
        : {
            op: random.pick(['lt', 'gte']),
            value: new Date(noon + random.int(9) * day).toISOString().slice(0, 10),
          };
    case 'link':
      return random.chance(0.5)
        ? { op: 'hasAny', value: [known.record(random, field.target ?? '')] }
        : { op: 'contains', value: random.pick(['a', 'beta', '华']) };
    case 'multiSelect':
      return { op: 'hasAny', value: random.some(field.options ?? [], 2).map(({ id }) => id) };
    default:
      return {
        op: random.pick(['is', 'contains', 'startsWith', 'endsWith']),
        value: (random.chance(0.4) && known.guess(random, field.id)) || random.pick(words),
      };
  }
}
