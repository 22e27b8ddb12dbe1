import { join } from 'node:path';
import {
  type Cells,
  type Denial,
  type FieldId,
  isDenial,
  type Member,
  type Table,
} from '@tessera/model';
import { planChange, systemAccess } from '@tessera/permissions';
import { templateBySlug } from '@tessera/templates';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { cookieName, signInKey } from '../src/auth/session.ts';
import { signedValue } from '../src/auth/signed-cookie.ts';
import { readConfig } from '../src/config.ts';
import type { AppContext, WorkspaceContext } from '../src/context.ts';
import { openContext } from '../src/open-context.ts';
import { applyTemplate } from '../src/operations/apply-template.ts';
import { makeWorkspace } from '../src/operations/setup.ts';
import { randomNumbers } from './random.ts';

/** How much there is. */
export interface Size {
  readonly customers: number;
  /** Of each of contacts, opportunities and activities. */
  readonly others: number;
}

/** A member the bench asks as. */
export interface Asker {
  readonly id: string;
  /** The member and all below in the reporting line. */
  readonly line: readonly string[];
  readonly cookie: string;
}

/** What was made, in the words both servers and the cases need. */
export interface Seed {
  readonly secret: string;
  readonly workspace: string;
  /** The workspace's file. */
  readonly file: string;
  readonly tables: Readonly<Record<string, Table>>;
  readonly salespeople: readonly Asker[];
  readonly managers: readonly Asker[];
  readonly management: Asker;
  /** Ids of customers by the index of the salesperson who owns them. */
  readonly owned: readonly (readonly string[])[];
}

const people = 200;
const perManager = 10;
const start = Date.UTC(2025, 0, 6, 8);
const secret = 'a fixed secret, for this measurement only';

/** Makes an installation with one full workspace in an empty folder; the same one each time. */
export async function seed(folder: string, size: Size): Promise<Seed> {
  const numbers = randomNumbers(20_25);
  const config = readConfig({ TESSERA_DATA: folder, TESSERA_SECRET: secret });
  let now = start;
  const app = await openContext(config, {
    clock: () => now,
    random: (count) => Uint8Array.from({ length: count }, () => numbers.below(256)),
    log: pino({ level: 'silent' }),
  });
  try {
    const { workspace, member: owner } = await makeWorkspace(app, {
      name: 'Bench',
      language: 'en',
      timeZone: 'Asia/Shanghai',
      owner: { name: 'Owner', email: 'owner@example.com' },
    });
    const crm = templateBySlug('crm');
    if (crm === undefined) throw new Error('There is no CRM template.');
    unlessRefused(await applyTemplate(app, workspace, crm, { member: owner, samples: false }));
    await app.accounts.addWorkspace(workspace.id, 'Bench', now);
    const { salespeople, managers, management } = await addPeople(app, workspace, owner);
    const tables = Object.fromEntries(
      workspace.store.schema().tables.map((table) => [table.slug, table]),
    );

    const write = async (slug: string, count: number, cellsOf: (i: number) => Cells) => {
      const table = tableOf(tables, slug);
      const access = systemAccess('bench', workspace.store.schema(), {
        now,
        timeZone: 'Asia/Shanghai',
      });
      const ids: string[] = [];
      while (ids.length < count) {
        now += 1000;
        const changes = Array.from({ length: Math.min(1000, count - ids.length) }, () => {
          const id = app.makeId('record');
          const change = { kind: 'create' as const, id, cells: cellsOf(ids.length) };
          ids.push(id);
          return change;
        });
        const by = { by: owner.id, at: now, change: app.makeId('change') };
        const plan = unlessRefused(planChange(access, { table: table.id, changes }));
        unlessRefused(await workspace.store.change(plan, by));
      }
      return ids;
    };

    const personOf = (i: number) => idAt(salespeople, i % people);
    const customerCells = customers(tableOf(tables, 'customers'), numbers, salespeople);
    const customerIds = await write('customers', size.customers, customerCells);
    const customerOf = (i: number) => (i * 7919) % size.customers;
    const linked = (slug: string, rest: (f: FieldOf, i: number, customer: number) => Cells) => {
      const f = fieldsOf(tableOf(tables, slug));
      return (i: number): Cells => {
        const customer = customerOf(i);
        return {
          [f('customer').id]: [customerIds[customer] as string],
          [f('owner').id]: personOf(customer),
          ...rest(f, i, customer),
        };
      };
    };
    await write(
      'contacts',
      size.others,
      linked('contacts', (f, i) => ({
        [f('name').id]: `${numbers.one(firstNames)} ${numbers.one(lastNames)}`,
        [f('phone').id]: `+1 555 ${String(i).padStart(6, '0')}`,
      })),
    );
    await write(
      'opportunities',
      size.others,
      linked('opportunities', (f, i, customer) => ({
        [f('name').id]: `${numbers.one(goods)} for ${numbers.one(lastNames)} ${i}`,
        [f('close_value').id]: numbers.below(9_000_000),
        // Every tenth opportunity is a colleague's: the owner of the customer must not see it.
        [f('owner').id]: personOf(i % 10 === 0 ? customer + 1 : customer),
      })),
    );
    await write(
      'activities',
      size.others,
      linked('activities', (f, i) => ({
        [f('subject').id]: `Call about ${numbers.one(goods)} ${i}`,
      })),
    );

    const asker = (member: Member, below: readonly Member[]): Asker => ({
      id: member.id,
      line: [member.id, ...below.map(({ id }) => id)],
      cookie: `${cookieName(app)}=${signedValue(`token-${member.id}`, signInKey(app))}`,
    });
    openSessions(folder, workspace.id, [...salespeople, ...managers, management]);
    return {
      secret,
      workspace: workspace.id,
      file: join(folder, 'workspaces', `${workspace.id}.sqlite`),
      tables,
      salespeople: salespeople.map((person) => asker(person, [])),
      managers: managers.map((manager) =>
        asker(
          manager,
          salespeople.filter((person) => person.manager === manager.id),
        ),
      ),
      management: asker(management, []),
      owned: salespeople.map((_, person) => customerIds.filter((__, i) => i % people === person)),
    };
  } finally {
    await app.close();
  }
}

async function addPeople(app: AppContext, workspace: WorkspaceContext, owner: Member) {
  const roles = workspace.store.organisation().roles;
  const person = (name: string, manager: string | null): Member => ({
    id: app.makeId('member'),
    name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
    status: 'active',
    manager,
  });
  const management = person('General Manager', null);
  const managers = Array.from({ length: people / perManager }, (_, i) =>
    person(`Manager ${i + 1}`, management.id),
  );
  const salespeople = Array.from({ length: people }, (_, i) =>
    person(`Salesperson ${i + 1}`, idAt(managers, Math.floor(i / perManager))),
  );
  const membership = (role: string, { id }: Member) => {
    const found = roles.find(({ name }) => name === role);
    if (found === undefined) throw new Error(`There is no role ${role}.`);
    return {
      kind: 'addMembership' as const,
      membership: {
        group: { kind: 'role' as const, id: found.id },
        holder: { kind: 'member' as const, id },
      },
    };
  };
  const everyone = [management, ...managers, ...salespeople];
  unlessRefused(
    await workspace.store.changeOrganisation(
      [
        ...everyone.map((member) => ({ kind: 'putMember' as const, member })),
        membership('Management', management),
        ...[...managers, ...salespeople].map((member) => membership('Sales', member)),
      ],
      { by: owner.id, at: start, change: app.makeId('change') },
    ),
  );
  return { salespeople, managers, management };
}

/** Signs everybody in: rows of the accounts, since two hundred passwords would take minutes to hash. */
function openSessions(folder: string, workspace: string, members: readonly Member[]): void {
  const database = new Database(join(folder, 'accounts.sqlite'));
  const now = Date.now();
  const user = database.prepare(
    'INSERT INTO "user" (id, name, email, email_verified, created_at, updated_at) VALUES (?, ?, ?, 1, ?, ?)',
  );
  const session = database.prepare(
    'INSERT INTO "session" (id, token, user_id, expires_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const membership = database.prepare(
    'INSERT INTO memberships (user_id, workspace_id, member_id) VALUES (?, ?, ?)',
  );
  database.transaction(() => {
    for (const { id, name, email } of members) {
      user.run(`user-${id}`, name, email, now, now);
      session.run(`session-${id}`, `token-${id}`, `user-${id}`, now + 86_400_000, now, now);
      membership.run(`user-${id}`, workspace, id);
    }
  })();
  database.close();
}

const firstNames = ['Alma', 'Ben', 'Chloe', 'Dai', 'Erik', 'Fen', 'Gita', 'Hugo', 'Iris', 'Jun'];
const lastNames = ['Abel', 'Brandt', 'Costa', 'Dufour', 'Evans', 'Fischer', 'Gray', 'Hu', 'Ito'];
const goods = ['Pumps', 'Valves', 'Sensors', 'Licences', 'Training', 'Spare parts', 'Panels'];
const forms = ['GmbH', 'Inc.', 'Ltd', 'AG', 'S.A.', 'LLC', 'Group', 'Partners'];
const words = ['North', 'Blue', 'Delta', 'Prime', 'Terra', 'Nova', 'Orion', 'Summit', 'Cedar'];
const countries = ['Germany', 'France', 'Japan', 'China', 'Brazil', 'Canada', 'Spain', 'Kenya'];

/** Customers as a company has them: every column but a few filled, one in twenty with a co-owner. */
function customers(
  table: Table,
  numbers: ReturnType<typeof randomNumbers>,
  salespeople: readonly Member[],
): (i: number) => Cells {
  const f = fieldsOf(table);
  const optionsOf = (slug: string) => {
    const field = f(slug);
    return 'options' in field ? field.options.map(({ id }) => id) : [];
  };
  const choices = (['industry', 'region', 'tier', 'status'] as const).map(
    (slug) => [f(slug).id, optionsOf(slug)] as const,
  );
  return (i) => {
    const name = `${numbers.one(words)} ${numbers.one(lastNames)} ${numbers.one(forms)} ${i}`;
    const site = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.example.com`;
    const cells: Record<FieldId, Cells[string]> = {
      [f('name').id]: name,
      [f('owner').id]: idAt(salespeople, i % people),
      [f('phone').id]: `+49 30 ${String(1_000_000 + numbers.below(9_000_000))}`,
      [f('email').id]: `info@${site}`,
      [f('website').id]: `https://www.${site}`,
      [f('country').id]: numbers.one(countries),
      [f('annual_revenue').id]: numbers.below(2_000_000_000),
      [f('employees').id]: numbers.below(5000),
    };
    for (const [field, options] of choices) cells[field] = numbers.one(options);
    if (numbers.below(20) === 0) cells[f('co_owner').id] = idAt(salespeople, numbers.below(people));
    if (numbers.below(3) === 0) {
      cells[f('notes').id] =
        `Asked about ${numbers.one(goods)} and ${numbers.one(goods)}; call again in spring.`;
    }
    return cells;
  };
}

type FieldOf = ReturnType<typeof fieldsOf>;

/** The fields of a table by API name. */
export function fieldsOf(table: Table): (slug: string) => Table['fields'][number] {
  const bySlug = new Map(table.fields.map((field) => [field.slug, field]));
  return (slug) => {
    const field = bySlug.get(slug);
    if (field === undefined) throw new Error(`${table.slug} has no field ${slug}.`);
    return field;
  };
}

/** A table by API name. */
export function tableOf(tables: Seed['tables'], slug: string): Table {
  const table = tables[slug];
  if (table === undefined) throw new Error(`There is no table ${slug}.`);
  return table;
}

function idAt(members: readonly Member[], i: number): string {
  const member = members[i % members.length];
  if (member === undefined) throw new Error('There is nobody.');
  return member.id;
}

export function unlessRefused<T>(value: T | Denial): T {
  if (isDenial(value)) throw new Error(`Seeding was refused: ${value.message}`);
  return value;
}
