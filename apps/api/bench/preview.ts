// What the preview of a draft costs: a million records, a thousand members, in this process, without the way over HTTP.
import { join } from 'node:path';
import { type Grant, isDenial, type Member, type Policy, type Scope } from '@tessera/model';
import { templateBySlug } from '@tessera/templates';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { readConfig } from '../src/config.ts';
import type { AppContext, WorkspaceContext } from '../src/context.ts';
import { openContext } from '../src/open-context.ts';
import { applyTemplate } from '../src/operations/apply-template.ts';
import { memberContext } from '../src/operations/enter-workspace.ts';
import { previewPolicy } from '../src/operations/preview-policy.ts';
import { makeWorkspace } from '../src/operations/setup.ts';
import { randomNumbers } from './random.ts';
import { fieldsOf, unlessRefused } from './seed.ts';

const records = 1_000_000;
const people = 1000;
const perManager = 10;

/** Measures drafts that concern all members and all records; prints seconds. */
export async function benchPreview(folder: string): Promise<void> {
  const app = await openContext(readConfig({ TESSERA_DATA: folder }), {
    log: pino({ level: 'silent' }),
  });
  try {
    const { workspace, drafter, role } = await makeCompany(app, folder);
    const customers = workspace.store.schema().tables.find(({ slug }) => slug === 'customers');
    if (!customers) throw new Error('There are no customers.');
    const f = fieldsOf(customers);
    const scoped = (of: Extract<Scope, { kind: 'any' }>['of']): Grant => ({
      id: 'gradraft',
      to: { kind: 'role', id: role },
      on: { kind: 'table', id: customers.id },
      actions: ['view', 'edit', 'export'],
      scope: { kind: 'any', of },
      fields: { default: 'read', except: [] },
      origin: 'role',
      reason: 'A draft',
    });
    const large = {
      op: 'gt',
      field: f('annual_revenue').id,
      value: '1000000',
    } as const;
    const drafts: readonly (readonly [string, readonly Grant[]])[] = [
      ['own records', [scoped([{ kind: 'own' }])]],
      ['the same draft again', [scoped([{ kind: 'own' }])]],
      [
        'own and reports, or large ones, the first time',
        [
          scoped([
            { kind: 'own' },
            { kind: 'reports', depth: 'all' },
            { kind: 'where', condition: large },
          ]),
        ],
      ],
      [
        'those and nobody’s, with the conditions of before',
        [
          scoped([
            { kind: 'own' },
            { kind: 'reports', depth: 'all', and: large },
            { kind: 'where', condition: large },
          ]),
        ],
      ],
    ];
    console.log(`\nPreview of a draft: ${records} records, ${people} members`);
    for (const [name, grants] of drafts) {
      const context = memberContext(app, workspace, drafter);
      if (!context) throw new Error('The drafter is gone.');
      const now = workspace.store.policy();
      const draft: Policy = { ...now, grants: [...now.grants, ...grants] };
      const begun = performance.now();
      const before = process.cpuUsage();
      const told = unlessRefused(await previewPolicy(context, draft, new AbortController().signal));
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      const worked = (process.cpuUsage(before).user / 1e6).toFixed(1);
      const { gained = 0 } = told.totals[0]?.records ?? {};
      const size = Math.round(JSON.stringify(told).length / 1024);
      console.log(
        `${name}: ${seconds} s, ${worked} s of it at work; ${told.effects.length} effects, ${gained} gained, ${size} KB`,
      );
    }
  } finally {
    await app.close();
  }
}

async function makeCompany(app: AppContext, folder: string) {
  const { workspace, member: owner } = await makeWorkspace(app, {
    name: 'Preview',
    language: 'en',
    timeZone: 'Asia/Shanghai',
    owner: { name: 'Owner', email: 'owner@example.com' },
  });
  const crm = templateBySlug('crm');
  if (crm === undefined) throw new Error('There is no CRM template.');
  unlessRefused(await applyTemplate(app, workspace, crm, { member: owner, samples: false }));
  const role = workspace.store.organisation().roles.find(({ name }) => name === 'Service')?.id;
  if (role === undefined) throw new Error('There is no role Service.');
  const by = () => ({ by: owner.id, at: app.clock(), change: app.makeId('change') });
  const members: Member[] = [];
  for (let i = 0; i < people; i++)
    members.push({
      id: app.makeId('member'),
      name: `Member ${i}`,
      email: `member${i}@example.com`,
      status: 'active',
      manager: members[Math.floor((i - 1) / perManager)]?.id ?? null,
    });
  unlessRefused(
    await workspace.store.changeOrganisation(
      members.flatMap((member) => [
        { kind: 'putMember', member },
        {
          kind: 'addMembership',
          membership: {
            group: { kind: 'role', id: role },
            holder: { kind: 'member', id: member.id },
          },
        },
      ]),
      by(),
    ),
  );
  await openToAll(workspace, owner.id, by());
  fill(workspace, join(folder, 'workspaces', `${workspace.id}.sqlite`), members);
  return { workspace, drafter: owner.id, role };
}

/** The drafter reads everything; the role sees nothing before the draft. */
async function openToAll(
  { store }: WorkspaceContext,
  to: string,
  by: Parameters<WorkspaceContext['store']['savePolicy']>[1],
): Promise<void> {
  const now = store.policy();
  const grant: Grant = {
    id: 'gradrafter',
    to: { kind: 'member', id: to },
    on: { kind: 'workspace' },
    actions: ['view', 'managePolicy'],
    scope: { kind: 'all' },
    fields: { default: 'read', except: [] },
    origin: 'direct',
    reason: 'Drafts',
  };
  const kept = now.grants.filter(({ on }) => on.kind === 'workspace');
  const saved = await store.savePolicy(
    { ...now, grants: [...kept, grant], restrictions: [] },
    by,
    '',
  );
  if (isDenial(saved)) throw new Error(saved.message);
}

/** Rows past the store: a million through its door would take minutes, and only reading them is measured. */
function fill({ store }: WorkspaceContext, file: string, members: readonly Member[]): void {
  const customers = store.schema().tables.find(({ slug }) => slug === 'customers');
  if (!customers) throw new Error('There are no customers.');
  const f = fieldsOf(customers);
  const numbers = randomNumbers(11);
  const database = new Database(file);
  const names = ['name', 'owner', 'co_owner', 'annual_revenue', 'notes'].map(
    (slug) => `"f_${f(slug).id}"`,
  );
  const insert = database.prepare(
    `INSERT INTO "t_${customers.id}" (_n, id, ${names.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  database.transaction(() => {
    for (let n = 1; n <= records; n++)
      insert.run(
        n,
        `rec${n.toString(36).padStart(12, '0')}`,
        `Customer ${n}`,
        members[numbers.below(people)]?.id,
        numbers.below(20) === 0 ? members[numbers.below(people)]?.id : null,
        numbers.below(2_000_000_000),
        'A note as long as notes are that people write about a customer whom they know.',
      );
  })();
  database.close();
}
