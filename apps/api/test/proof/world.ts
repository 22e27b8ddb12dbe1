import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Grant, isDenial, type MemberId, type Schema, type Share } from '@tessera/model';
import {
  type Access,
  compileAccess,
  planChange,
  planShare,
  subjectOf,
  systemAccess,
} from '@tessera/permissions';
import type { OrganisationChange } from '@tessera/store';
import type { Hono } from 'hono';
import { pino } from 'pino';
import { createApp } from '../../src/app.ts';
import { hashToken } from '../../src/auth/one-time-token.ts';
import { seal } from '../../src/auth/second-step-secrets.ts';
import { openSession, signInKey } from '../../src/auth/session.ts';
import { signedValue } from '../../src/auth/signed-cookie.ts';
import type { Config } from '../../src/config.ts';
import type { AppContext, WorkspaceContext } from '../../src/context.ts';
import { openContext } from '../../src/open-context.ts';
import { commitRecords } from '../../src/operations/commit.ts';
import { setupToken } from '../../src/operations/setup.ts';
import { quickHash } from '../quick-hash.ts';
import { isWritten } from './oracle.ts';
import { members } from './people.ts';
import { type SeededBytes, seededBytes } from './random.ts';
import {
  keySecret,
  noon,
  type Spec,
  type SpecRecord,
  sharesIn,
  timeZone,
  workspaceId,
} from './spec.ts';

/** One running installation with one workspace, whose time and chance the test holds in its hands. */
export interface World {
  readonly context: AppContext;
  readonly workspace: WorkspaceContext;
  readonly app: Hono;
  readonly random: SeededBytes;
  /** Epoch milliseconds; set by the test. */
  now: number;
  /** Sets the empty installation up, whoever holds it. */
  readonly setupToken: string;
  /** A session of the member, and another one of theirs. */
  cookie(member: MemberId): string;
  spare(member: MemberId): string;
  /** Cookies of somebody who has given his password and owes the second step. */
  readonly challenges: readonly string[];
  close(): Promise<void>;
}

const secret = 'proof-secret-proof-secret-proof-secret-0';
const by = { by: 'memowner', change: 'chgproof' };

export function configAt(data: string): Config {
  return { port: 0, host: '127.0.0.1', data, secret, log: 'silent' };
}

/** Everyone's password. */
export const password = 'amber-canyon-42-flute';

interface Prepared {
  readonly folder: string;
  readonly spare: ReadonlyMap<MemberId, string>;
  readonly setupToken: string;
  readonly cookies: ReadonlyMap<MemberId, string>;
  readonly challenges: readonly string[];
}

let prepared: Promise<Prepared> | undefined;

/** Accounts and sessions of everyone, made once: each world starts from a copy, so that they are the very same. */
async function prepare(): Promise<Prepared> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-proof-accounts-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const context = await openContext(configAt(folder), {
    clock: () => noon - 60_000,
    random: seededBytes(7).bytes,
    hashing: quickHash,
    log: pino({ level: 'silent' }),
  });
  const { internalAdapter, password: hashing } = await (await context.auth()).$context;
  const hash = await hashing.hash(password);
  const setup = (await setupToken(context)) ?? '';
  await context.accounts.addWorkspace(workspaceId, 'Proof', noon - 60_000);
  const cookies = new Map<MemberId, string>();
  const spare = new Map<MemberId, string>();
  for (const { id, name, email } of [...members, outsider]) {
    const user = await internalAdapter.createUser(
      { name, email, emailVerified: true },
      { method: 'email-password' },
    );
    if (id !== outsider.id) await context.accounts.putMembershipIndex(user.id, workspaceId, id);
    await internalAdapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: hash,
    });
    for (const kept of [cookies, spare]) {
      const [cookie] = (await openSession(context, user.id)).split(';');
      kept.set(id, cookie ?? '');
    }
  }
  const challenges = await secondSteps(context);
  await context.close();
  return { folder, cookies, spare, setupToken: setup, challenges };
}

/** The secret of those who have a second step before the first request, and their recovery codes. */
export const secondStep = {
  secret: new TextEncoder().encode('proof of a second step'),
  codes: ['abcde-23456', 'abcde-34567', 'abcde-45678'],
} as const;

/** Fay and the outsider have a second step; he has given his password twice. Gives the cookies of his challenges. */
async function secondSteps(context: AppContext): Promise<readonly string[]> {
  for (const email of ['memfay@example.com', outsider.email]) {
    const user = (await context.accounts.userByEmail(email))?.id ?? '';
    const secret = await seal(context, Buffer.from(secondStep.secret).toString('base64url'));
    await context.accounts.prepareSecondStep(user, secret);
    const codes = await seal(context, JSON.stringify(secondStep.codes));
    await context.accounts.turnOnSecondStep(user, secret, codes);
  }
  const { internalAdapter } = await (await context.auth()).$context;
  const user = (await context.accounts.userByEmail(outsider.email))?.id ?? '';
  const names = ['2fa-one', '2fa-two'];
  for (const identifier of names) {
    const expiresAt = new Date(Date.now() + 86_400_000);
    await internalAdapter.createVerificationValue({ identifier, value: user, expiresAt });
  }
  return names.map((name) => `tessera.two_factor=${signedValue(name, signInKey(context))}`);
}

/** Somebody with an account who belongs to no workspace. */
export const outsider = { id: 'memoutside', name: 'Otto Outside', email: 'otto@example.com' };

/** Builds the workspace that a spec describes, in files of its own. */
export async function buildWorld(spec: Spec): Promise<World> {
  prepared ??= prepare();
  const { folder, cookies, spare, setupToken: token, challenges } = await prepared;
  const data = mkdtempSync(join(tmpdir(), 'tessera-proof-'));
  mkdirSync(data, { recursive: true });
  cpSync(folder, data, { recursive: true });
  const random = seededBytes(1);
  const world = { now: noon };
  const context = await openContext(configAt(data), {
    clock: () => world.now,
    random: random.bytes,
    hashing: quickHash,
    log: pino({ level: 'silent' }),
    demoSize: 3,
  });
  const workspace = await context.createWorkspace({
    id: workspaceId,
    name: 'Proof',
    language: 'en',
    timeZone,
  });
  await fill(workspace, spec);
  return Object.assign(world, {
    context,
    workspace,
    app: createApp(context),
    random,
    setupToken: token,
    challenges,
    cookie: (member: MemberId) => cookies.get(member) ?? '',
    spare: (member: MemberId) => spare.get(member) ?? '',
    async close() {
      await context.close();
      rmSync(data, { recursive: true, force: true });
    },
  });
}

function must<T>(result: T): Exclude<T, { readonly kind: 'denial' }> {
  if (isDenial(result)) throw new Error(`A test could not be set up: ${result.message}`);
  return result as Exclude<T, { readonly kind: 'denial' }>;
}

async function fill({ store, changes }: WorkspaceContext, spec: Spec): Promise<void> {
  const at = noon - 2_000_000;
  must(await store.changeSchema(spec.changes, { ...by, at }));
  must(await store.changeOrganisation(peopleOf(spec), { ...by, at }));
  must(await store.savePolicy(spec.policy, { ...by, at }, 'Proof'));
  const workspace = { store, changes } as WorkspaceContext;
  for (const batch of batches(spec.records)) {
    const [first] = batch;
    if (!first) continue;
    await write(
      workspace,
      first.table,
      first,
      batch.map(({ id, cells }) => ({ kind: 'create', id, cells })),
    );
  }
  const ghosts = spec.records.filter(({ ghost }) => ghost);
  // So long ago that they have left the trash, where they would be a record of one world alone.
  for (const { table, id, by: author } of ghosts)
    await write(workspace, table, { at: 0, by: author }, [{ kind: 'delete', id }]);
  for (const { table, id, cells, at: then, by: author } of spec.updates)
    await write(workspace, table, { at: then, by: author }, [{ kind: 'update', id, cells }]);
  for (const share of sharesIn(spec)) await open(workspace, share);
  if (spec.key) {
    const until = noon + 30 * 86_400_000;
    const token = { ...spec.key, id: 'tokreader', name: 'Reader', until, at, by: by.by };
    await store.addToken(token, hashToken(keySecret), { ...by, at });
  }
}

/** Shares a record as somebody who had of it what the share says. */
async function open({ store }: WorkspaceContext, share: Share): Promise<void> {
  const { id, table, record, to, level, until, by: maker, at, reason, fields } = share;
  const moment = { now: at, timeZone };
  const organisation = store.organisation();
  const access = compileAccess({
    policy: {
      version: 0,
      grants: [
        {
          id: 'gramaker',
          to: { kind: 'member', id: maker },
          on: { kind: 'table', id: table },
          actions: ['view', 'comment', 'edit', 'share', 'transfer'],
          scope: { kind: 'all' },
          fields: {
            default: 'hidden',
            except: Object.entries(fields).map(([field, had]) => ({ field, level: had })),
          },
          origin: 'role',
          reason: '',
        },
        // What is asked behind links is decided by what he had of it, not by what he sees there.
        ...store.schema().tables.flatMap((one): Grant[] =>
          one.id === table
            ? []
            : [
                {
                  id: `gramaker${one.id}`,
                  to: { kind: 'member', id: maker },
                  on: { kind: 'table', id: one.id },
                  actions: ['view'],
                  scope: { kind: 'all' },
                  fields: { default: 'read', except: [] },
                  origin: 'role',
                  reason: '',
                },
              ],
        ),
        // Sees what nobody has classified yet, too.
        {
          id: 'gramakerall',
          to: { kind: 'member', id: maker },
          on: { kind: 'workspace' },
          actions: ['managePolicy'],
          scope: { kind: 'none' },
          fields: { default: 'hidden', except: [] },
          origin: 'role',
          reason: '',
        },
      ],
      restrictions: [],
    },
    schema: store.schema(),
    subject: subjectOf(organisation, maker, at),
    moment,
    digest: (text) => text,
  });
  const request = { table, record, to, level, reason, ...(until !== undefined && { until }) };
  const plan = must(planShare([access], request));
  const made = must(await store.changeShares(plan, id, { by: maker, at, change: 'chgproof' }));
  const kept = made.open.find((one) => one.id === id)?.fields;
  // What computed fields tell follows from the fields they are made of.
  const written = store
    .schema()
    .tables.flatMap((one) => (one.id === table ? one.fields.filter(isWritten) : []));
  if (written.some((field) => kept?.[field.id] !== fields[field.id]))
    throw new Error(`A share of a test is not what it says: ${JSON.stringify([fields, kept])}`);
}

const systems = new WeakMap<Schema, Access>();

/** The access of the system itself, kept while the schema stays. */
function systemAccessTo(schema: Schema): Access {
  const known = systems.get(schema) ?? systemAccess('proof', schema, { now: noon, timeZone });
  systems.set(schema, known);
  return known;
}

/** Changes records as the system does, past all rules; whoever listens hears of it as of any other change. */
export async function write(
  workspace: WorkspaceContext,
  table: string,
  { at, by: author }: { readonly at: number; readonly by: MemberId },
  changes: Parameters<typeof planChange>[1]['changes'],
): Promise<void> {
  const access = systemAccessTo(workspace.store.schema());
  const plan = must(planChange(access, { table, changes }));
  must(await commitRecords(workspace, plan, { at, by: author, change: 'chgproof' }));
}

/** Neighbours of one table, moment and author are made together; a record is not made with what it links to. */
function batches(records: readonly SpecRecord[]): readonly (readonly SpecRecord[])[] {
  const found: SpecRecord[][] = [];
  for (const record of records) {
    const last = found.at(-1);
    const [one] = last ?? [];
    if (last && one?.table === record.table && one.at === record.at && one.by === record.by)
      last.push(record);
    else found.push([record]);
  }
  return found;
}

function peopleOf({ organisation }: Spec): OrganisationChange[] {
  return [
    ...organisation.roles.map((role) => ({ kind: 'putRole' as const, ...role })),
    ...organisation.teams.map((team) => ({ kind: 'putTeam' as const, ...team })),
    ...organisation.departments.map((one) => ({ kind: 'putDepartment' as const, ...one })),
    ...(organisation.services ?? []).map((service) => ({ kind: 'putService' as const, service })),
    ...organisation.members.map((member) => ({
      kind: 'putMember' as const,
      member: { ...member, manager: null },
    })),
    ...organisation.members.map((member) => ({ kind: 'putMember' as const, member })),
    ...organisation.memberships.map((membership) => ({
      kind: 'addMembership' as const,
      membership,
    })),
  ];
}
