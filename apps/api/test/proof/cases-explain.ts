import { type Asked, type Known, ws } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';

const actions = ['view', 'edit', 'delete', 'export', 'transfer', 'create'];

/** About a record that was seen, one that was not, a field that is none: whatever one may ask about. */
function question(random: Random, known: Known, member: boolean): string {
  const { name, known: table } = known.table(random);
  const asked = new URLSearchParams({ table: name });
  if (random.chance(0.75)) asked.set('record', known.record(random, table?.id ?? ''));
  if (random.chance(0.6)) asked.set('field', known.field(random, table));
  if (random.chance(0.7)) asked.set('action', random.pick(actions));
  if (member && random.chance(0.4))
    asked.set('member', random.pick([...known.members, 'memnothere']));
  if (random.chance(0.15))
    asked.set(
      'at',
      random.pick(['2026-03-10', '2026-03-10', '2026-03-09', '1999-01-01', '9999-01-01', 'x']),
    );
  if (random.chance(0.05)) asked.set('as', 'memann');
  return asked.toString();
}

const asking =
  (endpoint: string, member: boolean) =>
  (random: Random, known: Known): Asked => ({ endpoint, query: question(random, known, member) });

/** Why, and who. */
export const explainCases: Readonly<Record<string, Case>> = {
  [`get ${ws}/explain`]: { weight: 3, managers: 4, ask: asking(`get ${ws}/explain`, true) },
  [`get ${ws}/who-can`]: { weight: 2, managers: 3, ask: asking(`get ${ws}/who-can`, false) },
};
