import type { Field } from '@tessera/model';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { exportEndpoint } from './asked.ts';
import { baseSpec } from './base.ts';
import { requestFor } from './compare.ts';
import { Oracle } from './oracle.ts';
import {
  type Asked,
  askedCell,
  countedFor,
  isAsked,
  isOpenToAll,
  wayOf,
} from './oracle-derived.ts';
import { subjectNames, subjects } from './people.ts';
import { seed } from './seed.ts';
import { noon, type RawRecord, simulate } from './spec.ts';
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
                if (!isShown(oracle, table, record, field)) continue;
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

type Ground = readonly [Oracle, Oracle['tables'][number], RawRecord, Field];

function lets(...[oracle, table, record, field]: Ground): boolean {
  return (
    readable(oracle.level(table, 'export', record, field)) &&
    readable(oracle.level(table, 'view', record, field)) &&
    (!isAsked(field) || isOpenToAll(field) || letsBehind(oracle, table, record, field))
  );
}

/** A cell that is made of others is let out where each of them is. */
function letsBehind(oracle: Oracle, table: Ground[1], record: RawRecord, field: Asked): boolean {
  const { target, of } = wayOf(oracle, table, field);
  return countedFor(oracle, table, field, record).every(
    (one) => of === null || (oracle.may(target, 'export', one) && lets(oracle, target, one, of)),
  );
}

function isShown(...[oracle, table, record, field]: Ground): boolean {
  if (field.type === 'link') return false;
  const cell = isAsked(field)
    ? askedCell(oracle, table, field, record)
    : (record.cells[field.id] ?? null);
  return cell !== null && !(Array.isArray(cell) && cell.length === 0);
}
