import { createHash } from 'node:crypto';
import type {
  Cells,
  Field,
  FieldRule,
  Grant,
  Membership,
  Organisation,
  Policy,
  Restriction,
  Schema,
  Scope,
  Share,
  Table,
  TableAction,
} from '@tessera/model';
import { deriveCells } from '@tessera/model';
import { compileAccess, subjectOf } from '../src/index.ts';

/** A small company and three linked tables for tests of the engine. Ids are readable on purpose. */
export const now = Date.UTC(2026, 0, 15, 12);
export const timeZone = 'Asia/Shanghai';
export const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const base = (id: string, classes: readonly string[] = []) => ({
  id,
  name: id,
  slug: id,
  classes,
});

const customers: readonly Field[] = [
  { ...base('fldname'), type: 'text' },
  { ...base('fldowner'), type: 'member', ownership: true },
  { ...base('fldregion'), type: 'text' },
  { ...base('fldrevenue', ['clsprofit']), type: 'number', precision: 0 },
  {
    ...base('fldorders'),
    type: 'link',
    target: 'tblorders',
    reverse: 'fldcustomer',
    side: 'reverse',
    single: false,
  },
  { ...base('fldmodified'), type: 'modifiedTime', watch: ['fldname', 'fldrevenue'] },
  {
    ...base('fldtasks'),
    type: 'link',
    target: 'tbltasks',
    reverse: 'fldclient',
    side: 'reverse',
    single: false,
  },
];

const askedOfCustomers: readonly Field[] = [
  { ...base('fldsold'), type: 'rollup', link: 'fldorders', of: 'fldamount', fn: 'sum' },
  {
    ...base('fldallsold'),
    type: 'rollup',
    link: 'fldorders',
    of: 'fldamount',
    fn: 'sum',
    declassified: true,
  },
  { ...base('fldbusy'), type: 'count', link: 'fldtasks' },
];

const askedOfOrders: readonly Field[] = [
  { ...base('fldfrom'), type: 'lookup', link: 'fldcustomer', of: 'fldregion' },
];

const tasks: readonly Field[] = [
  { ...base('fldtask'), type: 'text' },
  { ...base('flddoer'), type: 'member', ownership: true },
  { ...base('fldeffort'), type: 'number', precision: 0 },
  {
    ...base('fldclient'),
    type: 'link',
    target: 'tblcustomers',
    reverse: 'fldtasks',
    side: 'forward',
    single: false,
  },
];

const orders: readonly Field[] = [
  { ...base('fldcode'), type: 'text' },
  { ...base('fldseller'), type: 'member', ownership: true },
  {
    ...base('fldcustomer'),
    type: 'link',
    target: 'tblcustomers',
    reverse: 'fldorders',
    side: 'forward',
    single: true,
  },
  { ...base('fldamount', ['clsprofit']), type: 'number', precision: 2 },
  { ...base('fldstatus'), type: 'text', required: true },
  { ...base('fldquantity'), type: 'number', precision: 1 },
  { ...base('fldtotal'), type: 'number', precision: 0, product: ['fldamount', 'fldquantity'] },
  {
    ...base('fldgrade'),
    type: 'formula',
    expression: 'IF({fldtotal} > 100, "west", {fldstatus})',
    result: 'text',
  },
  {
    ...base('fldlabel'),
    type: 'formula',
    expression: '{fldcode} & "/" & {fldgrade}',
    result: 'text',
  },
  { ...base('fldtouched'), type: 'modifiedTime', watch: ['fldcode', 'fldtotal'] },
];

const table = (id: string, titleField: string, fields: readonly Field[]): Table => ({
  id,
  app: 'appcrm',
  name: id,
  slug: id,
  titleField,
  fields,
  views: [],
});

export const schema: Schema = {
  workspace: 'wsptest',
  version: 1,
  apps: [{ id: 'appcrm', name: 'CRM' }],
  tables: [
    table('tblcustomers', 'fldname', customers),
    table('tblorders', 'fldcode', orders),
    table('tbltasks', 'fldtask', tasks),
  ],
  classes: [{ id: 'clsprofit', name: 'Profit' }],
};

/** The same with fields that are asked behind its links. */
export const askedSchema: Schema = {
  ...schema,
  tables: schema.tables.map((one) => ({
    ...one,
    fields: [
      ...one.fields,
      ...(one.id === 'tblcustomers' ? askedOfCustomers : []),
      ...(one.id === 'tblorders' ? askedOfOrders : []),
    ],
  })),
};

/** ann <- bob <- cid (reporting line); dora apart; ann leads sales, cid and dora are in team east. */
export const members = ['memann', 'membob', 'memcid', 'memdora'] as const;
export const roles = ['rolsales', 'rolservice', 'rolboss'] as const;

export function organisation(memberships: readonly Membership[] = []): Organisation {
  const manager = { memann: null, membob: 'memann', memcid: 'membob', memdora: null };
  return {
    version: 1,
    members: members.map((id) => ({
      id,
      name: id,
      email: `${id}@example.test`,
      status: 'active',
      manager: manager[id],
    })),
    roles: roles.map((id) => ({ id, name: id })),
    teams: [{ id: 'teaeast', name: 'East' }],
    departments: [
      { id: 'depall', name: 'All', parent: null },
      { id: 'depsales', name: 'Sales', parent: 'depall' },
    ],
    memberships: [
      inTeam('teaeast', 'memcid'),
      inTeam('teaeast', 'memdora'),
      inDepartment('depsales', 'membob'),
      inDepartment('depall', 'memann'),
      ...memberships,
    ],
  };
}

export const inTeam = (id: string, member: string): Membership => ({
  group: { kind: 'team', id },
  holder: { kind: 'member', id: member },
});
export const inDepartment = (id: string, member: string): Membership => ({
  group: { kind: 'department', id },
  holder: { kind: 'member', id: member },
});
export const inRole = (
  id: string,
  member: string,
  span: { from?: number; until?: number } = {},
): Membership => ({
  group: { kind: 'role', id },
  holder: { kind: 'member', id: member },
  ...span,
});

let counter = 0;
/** A grant to a role with everything defaulted that a test does not care about. */
export function grant(
  role: string,
  on: string,
  actions: readonly TableAction[],
  scope: Scope = { kind: 'all' },
  fields: FieldRule = { default: 'edit', except: [] },
): Grant {
  counter += 1;
  return {
    id: `gra${counter}`,
    to: { kind: 'role', id: role },
    on: { kind: 'table', id: on },
    actions,
    scope,
    fields,
    origin: 'role',
    reason: 'test',
  };
}

export function restriction(set: Omit<Restriction, 'id' | 'name' | 'reason'>): Restriction {
  counter += 1;
  return { id: `res${counter}`, name: 'lock', reason: 'test', ...set };
}

export const own: Scope = { kind: 'any', of: [{ kind: 'own' }] };

export function policy(
  grants: readonly Grant[],
  restrictions: readonly Restriction[] = [],
): Policy {
  return { version: 1, grants, restrictions };
}

export function accessOf(
  member: string,
  rules: Policy,
  people: Organisation = organisation(),
  at: { schema?: Schema; now?: number; shares?: readonly Share[] } = {},
) {
  const moment = { now: at.now ?? now, timeZone };
  return compileAccess({
    policy: rules,
    schema: at.schema ?? schema,
    subject: subjectOf(people, member, moment.now),
    moment,
    digest,
    ...(at.shares && { shares: at.shares }),
  });
}

/** A record with the cells that its table makes of the others. */
export function whole(table: string, cells: Cells): Cells {
  const fields = schema.tables.find(({ id }) => id === table)?.fields ?? [];
  return { ...cells, ...deriveCells(fields, cells, { timeZone }).cells };
}

export type World = Readonly<Record<string, Readonly<Record<string, Cells>>>>;
