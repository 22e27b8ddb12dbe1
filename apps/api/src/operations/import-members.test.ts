import { isDenial } from '@tessera/model';
import type { ImportOptions, ImportReport } from '@tessera/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SmallWorkspace, smallWorkspace } from '../../test/small-workspace.ts';
import { inspectMembersFile } from './import-inspect.ts';
import { importMembers } from './import-members.ts';

let small: SmallWorkspace;
beforeEach(async () => {
  small = await smallWorkspace();
  await small.organise({ kind: 'putRole', id: 'rolsales', name: 'Sales' });
});
afterEach(() => small.close());

const bytes = (text: string) => new TextEncoder().encode(text);
const columns = (...fields: string[]) => fields.map((field, column) => ({ column, field }));

async function run(member: string, file: string, options: ImportOptions): Promise<ImportReport> {
  const report = await importMembers(small.as(member), bytes(file), options);
  if (isDenial(report)) throw new Error(`${report.code}: ${report.message}`);
  expect(report.created + report.updated + report.skipped + report.refused).toBe(report.rows);
  return report;
}

const people = () => small.workspace.store.organisation();
const person = (name: string) => people().members.find((member) => member.name === name);
const groupsOf = (name: string) =>
  people()
    .memberships.filter(({ holder }) => holder.id === person(name)?.id)
    .map(({ group }) => group.id);

const staff =
  'sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central\n' +
  'José Núñez,Anna Snelling,West\nAnna Snelling,Dustin Brinkmann,West\n';
const options: ImportOptions = {
  columns: columns('name', 'manager', 'department'),
  members: {
    emailDomain: 'example.com',
    role: 'Sales',
    createManagers: true,
    createDepartments: true,
  },
};

describe('import of members', () => {
  it('makes addresses, managers and departments, and gives the links of the invitations', async () => {
    const file = staff
      .replace('José Núñez,Anna Snelling', 'José Núñez,Lee Late')
      .concat('Lee Late,,West\n');
    const report = await run(small.owner, file, options);
    expect(report).toMatchObject({ rows: 4, created: 4, refused: 0, unmatched: [] });
    expect(person('José Núñez')?.email).toBe('jose.nunez@example.com');
    expect(people().members.map(({ email }) => email)).toContain('anna.snelling2@example.com');
    expect(person('José Núñez')?.manager).toBe(person('Lee Late')?.id);
    expect(person('Anna Snelling')?.manager).toBe(person('Dustin Brinkmann')?.id);
    expect(groupsOf('José Núñez')).toContain('rolsales');
    expect(groupsOf('Dustin Brinkmann')).toEqual(['rolsales']);
    expect(people().departments.map(({ name }) => name)).toEqual(['Central', 'West']);
    expect(report.invitations).toHaveLength(5);
    expect(report.invitations?.[0]).toMatchObject({
      email: 'dustin.brinkmann@example.com',
      link: expect.stringContaining('/invite/'),
    });
  });

  it('writes nothing in a dry run and counts the same', async () => {
    const before = people().version;
    const {
      invitations: _,
      preview,
      ...tried
    } = await run(small.owner, staff, {
      ...options,
      dryRun: true,
    });
    expect(people().version).toBe(before);
    const { invitations: __, ...real } = await run(small.owner, staff, options);
    // Two people are called Anna Snelling, so nobody can have her as manager: in both.
    expect(tried).toEqual(real);
    expect(real).toMatchObject({ created: 2, refused: 1 });
    expect(preview?.map(({ people: group }) => group.map(({ row }) => row))).toEqual([[2, 4]]);
  });

  it('updates whoever has the address or, without one, the name; roles are added, departments replaced', async () => {
    await run(small.owner, 'n,d\nAnna Snelling,Central\n', {
      ...options,
      columns: columns('name', 'department'),
    });
    await small.organise({ kind: 'putRole', id: 'rollead', name: 'Lead' });
    const again = await run(small.owner, 'n,d,r\nAnna Snelling,West,Lead\n', {
      ...options,
      columns: columns('name', 'department', 'role'),
    });
    expect(again).toMatchObject({ updated: 1, created: 0 });
    const west = people().departments.find(({ name }) => name === 'West');
    expect(new Set(groupsOf('Anna Snelling'))).toEqual(new Set(['rolsales', 'rollead', west?.id]));
    const byAddress = await run(small.owner, 'n,e\nAnna Smith,ANNA.snelling@example.com\n', {
      ...options,
      columns: columns('name', 'email'),
    });
    expect(byAddress).toMatchObject({ updated: 1 });
    expect(person('Anna Smith')?.email).toBe('anna.snelling@example.com');
  });

  it('refuses unknown roles, missing addresses and broken ones by row', async () => {
    const report = await run(
      small.owner,
      'name,email,role\nA Man,a@example.com,Boss\nB Man,,\nC Man,c(at)example,\n,d@example.com,\nE Man,e@example.com,Sales\n',
      { columns: columns('name', 'email', 'role') },
    );
    expect(report).toMatchObject({ created: 1, refused: 4 });
    expect(report.refusals.map(({ row }) => row)).toEqual([2, 3, 4, 5]);
    expect(report.unmatched).toEqual([{ field: 'role', name: 'Boss', rows: 1 }]);
    expect(report.refusedFile).toContain('Boss');
  });

  it('holds to the rules for people: nobody raises himself, nobody gives what he lacks', async () => {
    await small.addMember('mempat', 'Pat People', ['rolpeople']);
    await small.rule([
      {
        to: { kind: 'role', id: 'rolpeople' },
        on: { kind: 'workspace' },
        actions: ['manageMembers'],
        scope: { kind: 'none' },
      },
    ]);
    const file = 'name,role\nPat People,Sales\nNew Owner,Owner\nNew Seller,Sales\n';
    const given = { columns: columns('name', 'role'), members: { emailDomain: 'example.com' } };
    for (const dryRun of [true, false]) {
      const report = await run('mempat', file, { ...given, dryRun });
      expect(report).toMatchObject({ created: 1, refused: 2 });
    }
    expect(groupsOf('Pat People')).toEqual(['rolpeople']);
    expect(person('New Owner')).toBeUndefined();
    await small.addMember('mensam', 'Sam Seller', ['rolsales']);
    const refused = await importMembers(small.as('mensam'), bytes(file), given);
    expect(isDenial(refused) && refused.code).toBe('forbidden');
  });

  it('knows the headers of a list of staff', async () => {
    const found = await inspectMembersFile(small.as(small.owner), bytes(staff));
    expect(!isDenial(found) && found.columns.map(({ field }) => field)).toEqual([
      'name',
      'manager',
      'department',
    ]);
    const chinese = await inspectMembersFile(
      small.as(small.owner),
      bytes('姓名,部门,直属上级\n王,销售,李\n'),
    );
    expect(!isDenial(chinese) && chinese.columns.map(({ field }) => field)).toEqual([
      'name',
      'department',
      'manager',
    ]);
  });
});
