import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Cells,
  type Field,
  type Grant,
  isDenial,
  type Policy,
  type RecordChange,
  type Restriction,
  type Table,
} from '@tessera/model';
import { planChange, systemAccess } from '@tessera/permissions';
import type { OrganisationChange } from '@tessera/store';
import type { AppContext, MemberContext, WorkspaceContext } from '../src/context.ts';
import { openContext } from '../src/open-context.ts';
import {
  commitOrganisation,
  commitPolicy,
  commitRecords,
  commitSchema,
} from '../src/operations/commit.ts';
import { memberContext } from '../src/operations/enter-workspace.ts';
import { makeWorkspace } from '../src/operations/setup.ts';

/** A workspace of customers and deals on a real SQLite file, for tests of what goes on in it. */
export interface SmallWorkspace {
  readonly app: AppContext;
  readonly workspace: WorkspaceContext;
  readonly owner: string;
  as(member: string): MemberContext;
  addMember(id: string, name: string, roles?: readonly string[]): Promise<void>;
  organise(...changes: OrganisationChange[]): Promise<void>;
  /** Replaces all rules but the owner's. */
  rule(grants: readonly GrantText[], restrictions?: readonly Restriction[]): Promise<void>;
  addField(table: string, field: Field, reverse?: Field): Promise<void>;
  /** Writes as the system, past all rules. */
  write(table: string, ...changes: RecordChange[]): Promise<void>;
  create(table: string, id: string, cells: Cells): Promise<void>;
  close(): Promise<void>;
}

export type GrantText = Partial<Grant> & Pick<Grant, 'to' | 'on' | 'actions' | 'scope'>;

const base = { classes: [] as readonly string[] };

export const customers: Table = {
  id: 'tblcustomers',
  app: 'appcrm',
  name: 'Customers',
  slug: 'customers',
  titleField: 'fldname',
  fields: [
    { ...base, id: 'fldname', name: 'Name', slug: 'name', type: 'text' },
    { ...base, id: 'fldcowner', name: 'Owner', slug: 'owner', type: 'member', ownership: true },
    { ...base, id: 'fldphone', name: 'Phone', slug: 'phone', type: 'phone' },
  ],
  views: [],
};

export const deals: Table = {
  id: 'tbldeals',
  app: 'appcrm',
  name: 'Deals',
  slug: 'deals',
  titleField: 'flddeal',
  fields: [
    { ...base, id: 'flddeal', name: 'Deal', slug: 'deal', type: 'text' },
    { ...base, id: 'fldowner', name: 'Owner', slug: 'owner', type: 'member', ownership: true },
    {
      ...base,
      id: 'fldamount',
      name: 'Amount',
      slug: 'amount',
      type: 'currency',
      precision: 2,
      currency: 'USD',
    },
    {
      ...base,
      id: 'fldstage',
      name: 'Stage',
      slug: 'stage',
      type: 'singleSelect',
      options: [
        { id: 'optopen', name: 'Open', color: 'blue' },
        { id: 'optwon', name: 'Won', color: 'green' },
      ],
    },
    { ...base, id: 'flddate', name: 'Closed on', slug: 'closed_on', type: 'date' },
  ],
  views: [],
};

const forward: Field = {
  ...base,
  id: 'fldcustomer',
  name: 'Customer',
  slug: 'customer',
  type: 'link',
  side: 'forward',
  target: 'tblcustomers',
  reverse: 'flddeals',
  single: true,
};
const reverse: Field = {
  ...base,
  id: 'flddeals',
  name: 'Deals',
  slug: 'deals',
  type: 'link',
  side: 'reverse',
  target: 'tbldeals',
  reverse: 'fldcustomer',
  single: false,
};

export async function smallWorkspace(
  given: { readonly clock?: () => number } = {},
): Promise<SmallWorkspace> {
  const data = mkdtempSync(join(tmpdir(), 'tessera-small-'));
  const app = await openContext({ port: 0, host: '127.0.0.1', data, log: 'silent' }, given);
  const { workspace, member } = await makeWorkspace(app, {
    name: 'Small',
    language: 'en',
    timeZone: 'UTC',
    owner: { name: 'Olivia Owner', email: 'olivia@example.com' },
  });
  await app.accounts.addWorkspace(workspace.id, 'Small', app.clock());
  const by = () => ({ by: member.id, at: app.clock(), change: app.makeId('change') });
  const { store } = workspace;
  await done(
    commitSchema(
      workspace,
      [
        { kind: 'addApp', app: { id: 'appcrm', name: 'CRM' } },
        { kind: 'addTable', table: customers },
        { kind: 'addTable', table: deals },
        { kind: 'addField', table: 'tbldeals', field: forward, reverse },
      ],
      by(),
    ),
  );
  const ownerGrant = store.policy().grants[0];
  if (ownerGrant === undefined) throw new Error('The owner has no grant.');

  const small: SmallWorkspace = {
    app,
    workspace,
    owner: member.id,
    as(id) {
      const context = memberContext(app, workspace, id);
      if (context === undefined) throw new Error(`${id} is no active member.`);
      return context;
    },
    async addMember(id, name, roles = []) {
      const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;
      await small.organise(
        { kind: 'putMember', member: { id, name, email, status: 'active', manager: null } },
        ...roles.flatMap((role): OrganisationChange[] => [
          ...(store.organisation().roles.some((one) => one.id === role)
            ? []
            : [{ kind: 'putRole' as const, id: role, name: role.slice(3) }]),
          {
            kind: 'addMembership',
            membership: { group: { kind: 'role', id: role }, holder: { kind: 'member', id } },
          },
        ]),
      );
    },
    async organise(...changes) {
      await done(commitOrganisation(workspace, changes, by()));
    },
    async rule(grants, restrictions = []) {
      const policy: Policy = {
        version: store.policy().version,
        grants: [
          ownerGrant,
          ...grants.map(
            (grant, index): Grant => ({
              id: `gratest${index}`,
              fields: { default: 'edit', except: [] },
              origin: 'role',
              reason: 'test',
              ...grant,
            }),
          ),
        ],
        restrictions,
      };
      await done(commitPolicy(workspace, policy, by(), 'test'));
    },
    async addField(table, field, other) {
      const change = { kind: 'addField' as const, table, field };
      await done(commitSchema(workspace, [other ? { ...change, reverse: other } : change], by()));
    },
    async write(table, ...changes) {
      const access = systemAccess('test', store.schema(), { now: app.clock(), timeZone: 'UTC' });
      const plan = planChange(access, { table, changes });
      if (isDenial(plan)) throw new Error(plan.message);
      await done(commitRecords(workspace, plan, by()));
    },
    async create(table, id, cells) {
      await small.write(table, { kind: 'create', id, cells });
    },
    async close() {
      await app.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
  return small;
}

async function done(work: Promise<unknown>): Promise<void> {
  const result = await work;
  if (isDenial(result)) throw new Error(result.message);
}
