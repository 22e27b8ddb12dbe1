import { randomFilter } from './ask-values.ts';
import { type Asked, exportEndpoint, type Known } from './asked.ts';
import type { Case } from './case.ts';
import type { Random } from './random.ts';
import { words } from './random-cells.ts';

/** Mostly of tables of which something may be exported; a workbook is packed, so that one byte changes many. */
function exporting(random: Random, known: Known): Asked {
  const { name: t, known: table } = known.tableFor(random, 'export');
  const field = () => known.field(random, table);
  const views = table?.views ?? [];
  const body = {
    format: random.pick(['csv', 'csv', 'xlsx']),
    ...(random.chance(0.3) && { filter: randomFilter(random, table, known) }),
    ...(random.chance(0.2) && { search: random.pick([...words, 'alp', '5', 'secret', 'Owner']) }),
    ...(random.chance(0.15) && views.length > 0 && { view: random.pick(views).id }),
    ...(random.chance(0.3) && {
      sort: [{ field: field(), direction: random.pick(['asc', 'desc']) }],
    }),
    ...(random.chance(0.3) && { fields: [field(), field()] }),
    ...(random.chance(0.03) && { limit: 1 }),
  };
  return { endpoint: exportEndpoint, params: { t }, body };
}

export const exportCases: Readonly<Record<string, Case>> = {
  [exportEndpoint]: { weight: 5, ask: exporting },
};
