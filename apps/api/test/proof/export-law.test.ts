import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { exportEndpoint } from './asked.ts';
import { baseSpec } from './base.ts';
import { requestFor } from './compare.ts';
import { Oracle } from './oracle.ts';
import { subjectNames, subjects } from './people.ts';
import { seed } from './seed.ts';
import { noon, simulate } from './spec.ts';
import { buildWorld, type World } from './world.ts';

const worlds: World[] = [];
afterAll(async () => {
  for (const world of worlds) await world.close();
});

const readable = (level: string) => level === 'read' || level === 'edit';

describe(`export (seed ${seed})`, () => {
  it('holds the very records and cells that the law lets out, for everyone and every table', async () => {
    let cells = 0;
    let kept = 0;
    for (const world of [1, 2, 3].map((at) => seed + at)) {
      const spec = baseSpec(world);
      const raw = simulate(spec);
      const built = await buildWorld(spec);
      worlds.push(built);
      for (const name of subjectNames) {
        const oracle = new Oracle(spec, raw, subjects[name], noon);
        for (const table of oracle.tables) {
          const where = `world ${world}, ${name}, ${table.slug}`;
          const open = (raw.get(table.id) ?? []).filter(
            (record) =>
              oracle.sees(table, record) && oracle.actions(table, record).includes('export'),
          );
          const asked = { endpoint: exportEndpoint, params: { t: table.id } };
          const body = { format: 'csv' };
          const cookie = built.cookie(subjects[name]);
          const response = await built.app.fetch(requestFor({ ...asked, body }, cookie));
          const text = await response.text();
          if (!response.ok) {
            expect([403, 404], where).toContain(response.status);
            const any = open.flatMap((record) =>
              table.fields.filter((field) => lets(oracle, table, record, field)),
            );
            expect(any, where).toEqual([]);
            continue;
          }
          const [head = [], ...rows] = parse(text, { bom: true }) as string[][];
          expect(rows.length, where).toBe(open.length);
          for (const [at, record] of open.entries())
            for (const field of table.fields) {
              const column = head.indexOf(field.name);
              const isOut = lets(oracle, table, record, field);
              const shown = column < 0 ? '' : (rows[at]?.[column] ?? '');
              cells += 1;
              if (!isOut) expect(shown, `${where} ${record.id} ${field.slug}`).toBe('');
              else {
                expect(column, `${where} ${field.slug}`).toBeGreaterThanOrEqual(0);
                if ((record.cells[field.id] ?? null) === null || field.type === 'link') continue;
                kept += 1;
                expect(shown, `${where} ${record.id} ${field.slug}`).not.toBe('');
              }
            }
        }
      }
    }
    expect(kept).toBeGreaterThan(50);
    expect(cells - kept).toBeGreaterThan(200);
  });
});

function lets(
  oracle: Oracle,
  table: Oracle['tables'][number],
  record: Parameters<Oracle['level']>[2],
  field: Parameters<Oracle['level']>[3],
): boolean {
  return (
    readable(oracle.level(table, 'export', record, field)) &&
    readable(oracle.level(table, 'view', record, field))
  );
}
