import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openWorkspace } from '../src/index.ts';
import { asking, create, customers, linkTo, orders, shop, temporaryFile } from './fixtures.ts';

const writer = fileURLToPath(new URL('crash-writer.ts', import.meta.url));

/** Lets a process of its own write until `count` change sets are acknowledged, and kills it in the middle of the next. */
function writeAndKill(file: string, from: number, count: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', writer, file, String(from)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.split('\n').length > count) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      // Only whole lines count: the last one may be cut off.
      const last = said.split('\n').at(-2);
      if (signal !== 'SIGKILL' || last === undefined)
        reject(new Error('The writer ended by itself.'));
      else resolve(Number(last));
    });
  });
}

it('loses nothing that was acknowledged, and keeps no half of a change set, when the process is killed', async () => {
  const home = temporaryFile();
  if (home.place.kind !== 'sqlite') throw new Error('This test is about files.');
  const { file } = home.place;
  const made = await shop(home.place);
  await create(made, customers.id, { recfirst: { fldname: 'First' } });
  await made.close();

  let next = 0;
  for (const count of [5, 60, 25]) {
    const acknowledged = await writeAndKill(file, next, count);
    const store = await openWorkspace(home.place);
    const { rows, total } = await store.rows(asking(orders.id, { limit: 1000, total: true }));
    const found = new Set(rows.map((row) => row.id));
    for (let n = 0; n <= acknowledged; n++) {
      for (let i = 0; i < 5; i++) expect(found).toContain(`rec${n}x${i}`);
    }
    expect((total ?? 0) % 5).toBe(0);
    const first = await store.rows(
      asking(customers.id, { links: [linkTo('fldorders', orders.id, 'fldcode', 'reverse')] }),
    );
    expect(first.rows[0]?.links.fldorders?.targets).toHaveLength(total ?? 0);
    await store.close();
    next = (total ?? 0) / 5;

    const database = new Database(file, { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    const history = database
      .prepare('SELECT DISTINCT seq FROM s_history ORDER BY seq')
      .pluck()
      .all();
    expect(history).toEqual(Array.from({ length: next + 1 }, (_, i) => i + 1));
    database.close();
  }
  await home.remove();
}, 120_000);
