import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace, removeWorkspace, type WorkspaceStore } from '../src/index.ts';
import type { Place } from '../src/place.ts';
import { meddle } from './audit-databases.ts';
import {
  asking,
  author,
  create,
  customers,
  databases,
  must,
  plain,
  shop,
  type Temporary,
  update,
} from './fixtures.ts';

const info = {
  id: 'wspcopied',
  name: 'Shop (copy)',
  copyOf: { workspace: 'wspshop', at: 1_700_000_000_000 },
};

/** A place beside another one. */
const beside = (place: Place): Place =>
  place.kind === 'sqlite'
    ? { ...place, file: `${dirname(place.file)}/wspcopied.sqlite` }
    : { ...place, schema: `${place.schema}_copied` };

describe.each(databases)('a copy of a workspace in %s', (_name, temporary) => {
  let home: Temporary;
  let store: WorkspaceStore;
  let copy: WorkspaceStore;
  const all = asking(customers.id, { columns: customers.fields.map((one) => plain(one.id)) });

  beforeAll(async () => {
    home = temporary();
    store = await shop(home.place);
    await create(store, customers.id, { rec1: { fldname: 'Ann' }, rec2: { fldname: '李' } });
    must(await store.savePolicy(store.policy(), author, 'A first version'));
    await store.copyTo(beside(home.place), info);
    copy = await openWorkspace(beside(home.place));
  });
  afterAll(async () => {
    await copy.close();
    await removeWorkspace(beside(home.place));
    await store.close();
    await home.remove();
  });

  it('holds the same records, structure, people and rules under a name of its own', async () => {
    expect(copy.info()).toEqual({ ...store.info(), ...info });
    expect((await copy.rows(all)).rows).toEqual((await store.rows(all)).rows);
    expect(copy.schema()).toEqual({ ...store.schema(), workspace: info.id });
    expect([copy.organisation(), copy.policy(), copy.shares().open]).toEqual([
      store.organisation(),
      store.policy(),
      store.shares().open,
    ]);
    expect(await copy.policyVersions(9)).toEqual(await store.policyVersions(9));
  });

  it('begins a log of its own, which grows alone and is whole', async () => {
    expect(await copy.verifyAudit()).toMatchObject({ entries: 0 });
    await create(copy, customers.id, { rec3: { fldname: 'Only here' } });
    expect(await copy.verifyAudit()).toMatchObject({ entries: 1 });
    expect((await copy.verifyAudit()).fault).toBeUndefined();
    expect(await meddle(beside(home.place), ['DELETE FROM s_audit'])).toContain('only grows');
  });

  it('goes its own way from then on', async () => {
    await update(copy, customers.id, 'rec1', { fldname: 'Changed in the copy' });
    const names = async (from: WorkspaceStore) =>
      (await from.rows(all)).rows.map(({ cells }) => cells.fldname);
    expect(await names(store)).toEqual(['Ann', '李']);
    expect(await names(copy)).toEqual(['Changed in the copy', '李', 'Only here']);
    must(
      await copy.changeSchema(
        [{ kind: 'removeField', table: customers.id, field: 'fldnotes' }],
        author,
      ),
    );
    expect(store.schema().tables.flatMap(({ fields }) => fields.map(({ id }) => id))).toContain(
      'fldnotes',
    );
  });

  it('is not made where something is already, and leaves that alone', async () => {
    await copy.close();
    await expect(store.copyTo(beside(home.place), info)).rejects.toThrow();
    copy = await openWorkspace(beside(home.place));
    expect((await copy.rows(all)).rows).toHaveLength(3);
  });

  it('leaves nothing behind when it goes', async () => {
    await copy.close();
    await removeWorkspace(beside(home.place));
    const place = beside(home.place);
    if (place.kind === 'sqlite') {
      expect(existsSync(place.file)).toBe(false);
      expect(readdirSync(dirname(place.file)).filter((one) => one.includes('copied'))).toEqual([]);
    }
    await store.copyTo(place, info);
    copy = await openWorkspace(place);
    expect((await copy.rows(all)).rows).toHaveLength(2);
  });
});
