import type { Condition, Grant, Level, Member, TableAction } from '@tessera/model';
import { expect } from 'vitest';
import { type Answer, type Client, makeWorld, type World } from '../world.ts';

/** A sales company in which everybody sees little of the others: what the attacks are tried on. */
export interface Stage {
  readonly world: World;
  /** Sells; the one who attacks. */
  readonly sam: Client;
  /** Sells too, and is none of Sam's business. */
  readonly tia: Client;
  /** Service: all customers, no sales figures. */
  readonly vic: Client;
  /** Sees all opportunities, amounts and next steps on own ones alone. */
  readonly kim: Client;
  /** Management: everything. */
  readonly bo: Client;
  /** Administrator: rules and structure, no records. */
  readonly ada: Client;
  readonly owner: Client;
  readonly people: Readonly<Record<'sam' | 'tia' | 'vic' | 'kim' | 'bo' | 'ada', Member>>;
  readonly ids: Readonly<
    Record<
      'mine' | 'theirs' | 'myDeal' | 'theirDeal' | 'kimDeal' | 'myContact' | 'theirContact',
      string
    >
  >;
  records(table: string): string;
  query(client: Client, table: string, body?: object): Promise<Answer>;
  id(table: string, field: string): string;
  /** Saves rules that others were made of; the owner does it. */
  rule(change: (grants: readonly Grant[]) => readonly Grant[]): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const world = await makeWorld();
  const role = 'rolkim';
  await world.change({ kind: 'putRole', id: role, name: 'Consultant' });
  const people = {
    sam: await world.join('Sam Seller', ['sales']),
    tia: await world.join('Tia Teller', ['sales']),
    vic: await world.join('Vic Service', ['service']),
    kim: await world.join('Kim Consultant', [role]),
    bo: await world.join('Bo Boss', ['management']),
    ada: await world.join('Ada Admin', ['administrator']),
  };
  const owner = await world.as(world.owner);
  const bo = await world.as(people.bo);
  const records = (table: string) => `${world.base}/tables/${table}/records`;
  const make = async (table: string, fields: object): Promise<string> => {
    const made = await bo.post(records(table), { records: [{ fields }] });
    expect(made.status, made.text).toBe(201);
    return made.body.ids[0] as string;
  };
  const stage: Omit<Stage, 'ids'> = {
    world,
    sam: await world.as(people.sam),
    tia: await world.as(people.tia),
    vic: await world.as(people.vic),
    kim: await world.as(people.kim),
    bo,
    ada: await world.as(people.ada),
    owner,
    people,
    records,
    query: (client, table, body = {}) => client.post(`${records(table)}/query`, body),
    id: (table, field) => world.field(table, field),
    async rule(change) {
      const { policy } = (await owner.get(`${world.base}/policy`)).body;
      const { version, restrictions } = policy;
      const grants = change(policy.grants);
      const body = { version, restrictions, grants, reason: 'Test', confirmed: true };
      const saved = await owner.put(`${world.base}/policy`, body);
      expect(saved.status, saved.text).toBe(200);
    },
  };
  await stage.rule((grants) => [...grants, ...consultantGrants(stage, role)]);
  const mine = await make('customers', {
    name: 'Mine Ltd',
    owner: people.sam.id,
    phone: '+1 212 555 0101',
    annual_revenue: 500,
  });
  const theirs = await make('customers', {
    name: 'Zebra Secret',
    owner: people.tia.id,
    phone: '+1 212 555 0199',
    annual_revenue: 900,
  });
  const deal = (
    name: string,
    member: string,
    customer: string,
    close_value: number,
    margin: number,
    next_step: string,
  ) =>
    make('opportunities', {
      name,
      owner: member,
      customer: [customer],
      close_value,
      margin,
      next_step,
      stage: 'Proposal',
    });
  const ids = {
    mine,
    theirs,
    myDeal: await deal('My deal', people.sam.id, mine, 100, 30, 'Call them'),
    theirDeal: await deal('Their deal', people.tia.id, theirs, 999, 77, 'Bribe them'),
    kimDeal: await deal('Kim deal', people.kim.id, theirs, 200, 11, 'Visit them'),
    myContact: await make('contacts', {
      name: 'Carl',
      customer: [mine],
      owner: people.sam.id,
      birthday: '1980-05-05',
    }),
    theirContact: await make('contacts', {
      name: 'Dora',
      customer: [theirs],
      owner: people.tia.id,
      birthday: '1990-06-06',
    }),
  };
  return { ...stage, ids };
}

function consultantGrants({ world, id }: Pick<Stage, 'world' | 'id'>, role: string): Grant[] {
  const on = { kind: 'table', id: world.table('opportunities') } as const;
  const hide = (...fields: string[]) =>
    fields.map((field) => ({ field: id('opportunities', field), level: 'hidden' as Level }));
  const grant = (
    name: string,
    actions: readonly TableAction[],
    own: boolean,
    hidden: string[],
  ): Grant => ({
    id: `gra${name}`,
    to: { kind: 'role', id: role },
    on,
    actions,
    scope: own ? { kind: 'any', of: [{ kind: 'own' }] } : { kind: 'all' },
    fields: { default: own ? 'edit' : 'read', except: hide(...hidden) },
    origin: 'role',
    reason: name,
  });
  return [
    grant('kimall', ['view'], false, ['close_value', 'margin', 'next_step']),
    grant('kimown', ['view', 'edit', 'create', 'import'], true, ['margin']),
  ];
}

/** A rule that gives a member, or a role, rights on the workspace and no records. */
export function duties(
  id: string,
  to: Grant['to'],
  actions: Grant['actions'] = ['manageSchema'],
): Grant {
  return {
    ...{ id, to, actions, on: { kind: 'workspace' }, scope: { kind: 'none' } },
    fields: { default: 'hidden', except: [] },
    origin: 'role',
    reason: 'Duties',
  };
}

/** A text without ids, in which any few digits may stand by chance. */
export function withoutIds(text: string): string {
  return text.replaceAll(/\b[a-z]{3}[0-9a-z]{14}\b/g, '?');
}

/** The names of the records in an answer, in order. */
export function namesIn(answer: Answer, field: string): unknown[] {
  expect(answer.status, answer.text).toBe(200);
  return answer.body.records.map(
    (record: { fields: Record<string, unknown> }) => record.fields[field],
  );
}

/** Two answers are the same but for a name that the member himself put in. */
export function expectAlike(answer: Answer, name: string, other: Answer, otherName: string): void {
  expect(answer.status).toBe(other.status);
  expect(answer.text.replaceAll(name, '?')).toBe(other.text.replaceAll(otherName, '?'));
  expect([...answer.headers.keys()].sort()).toEqual([...other.headers.keys()].sort());
}

/** Refused as a field that does not exist. */
export function expectUnknown(answer: Answer, name: string): void {
  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({
    error: { code: 'unknown_field', message: `There is no field "${name}".` },
  });
}

/** Every way to write an atom on a field of some sort. */
export function atomsOn(field: string): readonly Condition[] {
  return [
    { op: 'empty', field },
    { op: 'gte', field, value: 1 },
    { op: 'is', field, value: 77 },
    { op: 'not', of: { op: 'gte', field, value: 1 } },
    {
      op: 'and',
      of: [
        { op: 'empty', field: 'name' },
        { op: 'lt', field, value: 5 },
      ],
    },
  ];
}
