import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openWorkspace } from '../src/index.ts';
import { systemTables } from '../src/system/tables.ts';
import { author, create, must, shop, temporaryFile } from './fixtures.ts';

it('brings a file of the first format up to date, after copying it', async () => {
  const home = temporaryFile();
  if (home.place.kind !== 'sqlite') throw new Error('A file is needed.');
  const { file } = home.place;
  const ann = {
    id: 'memann',
    name: 'Ann',
    email: 'ann@example.com',
    status: 'active',
    manager: null,
  } as const;
  const first = await shop(home.place);
  must(await first.changeOrganisation([{ kind: 'putMember', member: ann }], author));
  must(await first.savePolicy(first.policy(), author, 'Before there was a log'));
  await create(first, 'tblcustomers', { rec1: { fldname: 'Before there was a log' } });
  await first.close();
  // What later formats brought, taken away again.
  const raw = new Database(file);
  const later = Object.entries(systemTables).filter(([, { since = 1 }]) => since > 1);
  for (const [name] of later) raw.exec(`DROP TABLE ${name}`);
  raw.exec('ALTER TABLE s_member DROP COLUMN title');
  raw.exec('DELETE FROM s_format WHERE version > 1');
  raw.close();

  const store = await openWorkspace(home.place);
  expect(existsSync(`${file}.format-1.backup`)).toBe(true);
  expect(store.organisation().members).toEqual([ann]);
  const titled = { ...ann, title: 'Head of sales' };
  must(await store.changeOrganisation([{ kind: 'putMember', member: titled }], author));
  await store.close();
  const again = await openWorkspace(home.place);
  expect(again.organisation().members).toEqual([titled]);
  // What is older than the log is not missing in it; what came since is.
  const { entries, fault } = await again.verifyAudit();
  expect([entries, fault]).toEqual([1, undefined]);
  await create(again, 'tblcustomers', { rec2: { fldname: 'Since' } });
  expect(await again.verifyAudit()).toMatchObject({ entries: 2 });
  await again.close();
  await home.remove();
});
