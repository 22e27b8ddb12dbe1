import { auditGroups, auditKinds } from '@tessera/model';
import { type Asked, auditExport, type Known, ws } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';
import { words } from './random-cells.ts';

/** Filters by anything there is, seen or not, and now and then by what no filter is. */
function filter(random: Random, known: Known): URLSearchParams {
  const asked = new URLSearchParams();
  const { name, known: table } = known.table(random);
  if (random.chance(0.2)) asked.set('actor', random.pick([...known.members, 'nobody', 'memno']));
  if (random.chance(0.3))
    asked.set('kind', random.pick([...Object.keys(auditGroups), ...auditKinds]));
  if (random.chance(0.3))
    asked.set(
      'object',
      random.pick([
        known.record(random, table?.id ?? ''),
        known.record(random, random.pick(known.allRecords).table),
        known.field(random, table),
        name,
        ...known.members,
      ]),
    );
  if (random.chance(0.2)) asked.set('text', random.pick([...words, 'Sam', 'name', 'Margin']));
  if (random.chance(0.1))
    asked.set('from', random.pick(['2026-03-09', '2026-03-10', '2026-02-30']));
  if (random.chance(0.1)) asked.set('to', '2026-03-10');
  if (random.chance(0.05)) asked.set('sort', 'at');
  return asked;
}

function reading(random: Random, known: Known): Asked {
  const asked = filter(random, known);
  if (random.chance(0.6)) asked.set('limit', random.pick(['1', '20', '200', '201']));
  if (random.chance(0.3)) asked.set('before', String(random.int(120)));
  return { endpoint: `get ${ws}/audit`, query: asked.toString() };
}

function exporting(random: Random, known: Known): Asked {
  const asked = filter(random, known);
  if (random.chance(0.95)) asked.set('format', random.pick(['csv', 'ndjson']));
  return { endpoint: auditExport, query: asked.toString() };
}

function verifying(random: Random): Asked {
  const head = `${random.int(60)}:${'0'.repeat(64)}`;
  const body = random.pick([{}, {}, { head }, { head: 'none' }]);
  return { endpoint: `post ${ws}/audit/verify`, body };
}

/** The log: for most there is none. */
export const auditCases: Readonly<Record<string, Case>> = {
  [`get ${ws}/audit`]: { weight: 2, ask: reading },
  [`get ${ws}/audit/head`]: { weight: 1, ask: () => ({ endpoint: `get ${ws}/audit/head` }) },
  [auditExport]: { weight: 1, ask: exporting },
  [`post ${ws}/audit/verify`]: { weight: 1, ask: verifying },
};
