import type { Field } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { askedWire } from './asked-wire.ts';
import { requestFor } from './compare.ts';
import { Oracle } from './oracle.ts';
import { askedCell, isAsked } from './oracle-derived.ts';
import { members } from './people.ts';
import { randomWorld } from './random-world.ts';
import { seed } from './seed.ts';
import { keySecret, noon, type SpecKey, simulate } from './spec.ts';
import { buildWorld } from './world.ts';

const worlds = Number(process.env.TESSERA_LAW_WORLDS ?? 20);

describe(`random rules (seed ${seed})`, () => {
  it('open the very records, actions and fields that the oracle finds, to everyone', async () => {
    let shared = 0;
    let seen = 0;
    let asked = 0;
    let byToken = 0;
    for (let at = 0; at < worlds; at++) {
      const { spec, member: reader } = randomWorld(seed + at);
      const askers: readonly { readonly member: string; readonly key?: SpecKey }[] = [
        ...members.map(({ id }) => ({ member: id })),
        ...(spec.key ? [{ member: reader, key: spec.key }] : []),
      ];
      const raw = simulate(spec);
      const world = await buildWorld(spec);
      try {
        for (const { member, key } of askers) {
          const oracle = new Oracle(spec, raw, member, noon, key);
          shared += oracle.shares.length;
          for (const table of oracle.tables) {
            const where = `world ${seed + at}, ${member}${key ? ' by token' : ''}, ${table.slug}`;
            const headers = key && { authorization: `Bearer ${keySecret}` };
            const response = await world.app.fetch(
              requestFor(
                {
                  endpoint: 'post /workspaces/{ws}/tables/{table}/records/query',
                  params: { table: table.id },
                  body: { limit: 100 },
                  ...(headers && { headers }),
                },
                key ? undefined : world.cookie(member),
              ),
            );
            const visible = (raw.get(table.id) ?? []).filter((one) => oracle.sees(table, one));
            if (response.status === 404) {
              expect(visible, where).toEqual([]);
              continue;
            }
            expect(response.status, where).toBe(200);
            const answer = (await response.json()) as {
              records: { id: string; fields: Record<string, unknown>; _g: number }[];
              outcomes: { actions: string[]; fields: Record<string, string> }[];
              total: number;
            };
            expect(
              answer.records.map(({ id }) => id),
              where,
            ).toEqual(visible.map(({ id }) => id));
            for (const [place, record] of visible.entries()) {
              const outcome = answer.outcomes[answer.records[place]?._g ?? -1];
              const level = (field: Field) => oracle.level(table, 'view', record, field);
              const shown = table.fields.filter((field) => level(field) !== 'hidden');
              const at = `${where} ${record.id}`;
              expect(Object.keys(outcome?.fields ?? {}).sort(), at).toEqual(
                shown.map(({ id }) => id).sort(),
              );
              for (const field of shown) {
                const masked = level(field) === 'masked';
                expect(outcome?.fields[field.id] === 'masked', `${at} ${field.id}`).toBe(masked);
                if (masked || !isAsked(field)) continue;
                asked += 1;
                const cell = askedCell(oracle, table, field, record);
                expect(answer.records[place]?.fields[field.id], `${at} ${field.id}`).toEqual(
                  askedWire(oracle, table, field, cell),
                );
              }
              expect(outcome?.actions, at).toEqual(oracle.actions(table, record));
              seen += 1;
              byToken += key ? 1 : 0;
            }
          }
        }
      } finally {
        await world.close();
      }
    }
    expect(seen).toBeGreaterThan(worlds * 10);
    expect(shared).toBeGreaterThan(worlds / 4);
    expect(asked).toBeGreaterThan(worlds * 5);
    if (!process.env.TESSERA_SEED) expect(byToken).toBeGreaterThan(worlds / 8);
  }, 600_000);
});
