import { shareLevels } from '@tessera/model';
import { type Asked, type Known, ws } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';

const shares = `${ws}/tables/{table}/records/{record}/shares`;
const hour = 3_600_000;

/** A record that was seen, mostly one that may be shared; now and then one that was not. */
function place(random: Random, known: Known): { readonly table: string; readonly record: string } {
  const { name, known: table } = known.tableFor(random, 'share');
  return { table: name, record: known.record(random, table?.id ?? '') };
}

function recipient(random: Random, known: Known): object {
  const kind = random.pick(['member', 'member', 'member', 'member', 'role', 'team'] as const);
  const ids = kind === 'member' ? known.members : known.groups[kind];
  return { kind, id: random.chance(0.9) ? random.pick(ids) : 'rolnothere' };
}

function body(random: Random, known: Known): object {
  return {
    to: recipient(random, known),
    level: random.pick(shareLevels),
    ...(random.chance(0.4) && { until: known.now + (random.int(8) - 1) * hour }),
    ...(random.chance(0.5) && { reason: 'While I am away' }),
    ...(random.chance(0.03) && { fields: {} }),
  };
}

function taken(random: Random, known: Known): Record<string, string> {
  if (known.shared.length === 0 || random.chance(0.2))
    return { ...place(random, known), share: 'shrnothere' };
  const { table, record, id } = random.pick(known.shared);
  return random.chance(0.9) ? { table, record, share: id } : { ...place(random, known), share: id };
}

const asked = (endpoint: string, rest: Omit<Asked, 'endpoint'>): Asked => ({ endpoint, ...rest });

/** Records opened to others. */
export const shareCases: Readonly<Record<string, Case>> = {
  [`get ${shares}`]: {
    weight: 3,
    ask: (random, known) => asked(`get ${shares}`, { params: place(random, known) }),
  },
  [`post ${shares}`]: {
    weight: 4,
    ask: (random, known) =>
      asked(`post ${shares}`, { params: place(random, known), body: body(random, known) }),
  },
  [`delete ${shares}/{share}`]: {
    weight: 2,
    ask: (random, known) => asked(`delete ${shares}/{share}`, { params: taken(random, known) }),
  },
};
