import type { Field } from '@tessera/model';
import { afterAll, describe, expect, it } from 'vitest';
import { askedWire } from './asked-wire.ts';
import { baseSpec } from './base.ts';
import { Oracle } from './oracle.ts';
import { askedCell, isAsked, isOpenToAll } from './oracle-derived.ts';
import { subjectNames, subjects } from './people.ts';
import { noon, simulate, workspaceId } from './spec.ts';
import { buildWorld, type World } from './world.ts';

const worlds: World[] = [];
afterAll(async () => {
  for (const world of worlds) await world.close();
});

describe('the oracle', () => {
  it('finds the very records, actions and cells that the server answers with', async () => {
    let [covered, asked, told] = [0, 0, 0];
    for (const seed of [1, 2, 3]) {
      const spec = baseSpec(seed);
      const raw = simulate(spec);
      const world = await buildWorld(spec);
      worlds.push(world);
      for (const name of subjectNames) {
        const oracle = new Oracle(spec, raw, subjects[name], noon);
        for (const table of oracle.tables) {
          const response = await world.app.request(
            `/api/workspaces/${workspaceId}/tables/${table.id}/records/query`,
            {
              method: 'POST',
              headers: { cookie: world.cookie(subjects[name]), 'content-type': 'application/json' },
              body: JSON.stringify({ limit: 100 }),
            },
          );
          const text = await response.text();
          const where = `seed ${seed}, ${name}, ${table.slug}: ${text.slice(0, 200)}`;
          const open = [...oracle.grantsOn(table, 'view'), ...oracle.grantsOn(table, 'create')];
          const seen = (raw.get(table.id) ?? []).filter((record) => oracle.sees(table, record));
          if (response.status === 404) {
            expect(seen, where).toEqual([]);
            continue;
          }
          expect(response.status, where).toBe(200);
          expect(open.length, where).toBeGreaterThan(0);
          const answer = JSON.parse(text) as {
            records: { id: string; fields: Record<string, unknown>; _g: number }[];
            outcomes: { actions: string[]; fields: Record<string, string> }[];
            total: number;
          };
          expect(
            answer.records.map(({ id }) => id),
            where,
          ).toEqual(seen.map(({ id }) => id));
          expect(answer.total, where).toBe(seen.length);
          for (const [at, record] of seen.entries()) {
            const got = answer.records[at];
            const outcome = answer.outcomes[got?._g ?? -1];
            const level = (field: Field) => oracle.level(table, 'view', record, field);
            const shown = table.fields.filter((field) => level(field) !== 'hidden');
            const ids = shown.map(({ id }) => id).sort();
            for (const field of shown) {
              const cell = got?.fields[field.id] ?? null;
              const masked = typeof cell === 'object' && cell !== null && 'masked' in cell;
              const covers = level(field) === 'masked';
              expect(outcome?.fields[field.id] === 'masked', where).toBe(covers);
              if (masked) expect(covers, where).toBe(true);
              if (covers) expect(cell === null || masked, where).toBe(true);
              covered += covers ? 1 : 0;
              if (covers || !isAsked(field)) continue;
              asked += 1;
              const wanted = askedCell(oracle, table, field, record);
              expect(cell, `${where} ${field.slug}`).toEqual(
                askedWire(oracle, table, field, wanted),
              );
              told += isOpenToAll(field) ? 1 : 0;
            }
            expect(Object.keys(got?.fields ?? {}).sort(), `${where} ${record.id}`).toEqual(ids);
            expect(Object.keys(outcome?.fields ?? {}).sort()).toEqual(ids);
            expect(outcome?.actions, where).toEqual(oracle.actions(table, record));
          }
        }
      }
    }
    expect(covered).toBeGreaterThan(20);
    expect(asked).toBeGreaterThan(200);
    expect(told).toBeGreaterThan(20);
  });
});
