import * as crm from '../src/crm/who-sees-what.ts';
import { byOwner, type RecordSpec, type WhoSeesWhat } from '../src/who-sees-what.ts';

/** Of a record of a table with a customer, the `via` one belongs to a stranger and stands at an own customer. */
const atCustomers: Readonly<Record<string, RecordSpec>> = {
  own: { cells: { owner: 'me', customer: 'customers.own' } },
  report: { cells: { owner: 'below', customer: 'customers.report' } },
  stranger: { cells: { owner: 'stranger', customer: 'customers.stranger' } },
  via: { cells: { owner: 'stranger', customer: 'customers.own' } },
};
const records: Readonly<Record<crm.TableSlug, Readonly<Record<string, RecordSpec>>>> = {
  customers: {
    ...byOwner('owner'),
    via: {
      cells: { owner: 'stranger' },
      linkedBy: { table: 'opportunities', field: 'customer', cells: { owner: 'me' } },
    },
  },
  contacts: atCustomers,
  products: { stranger: { cells: {} } },
  opportunities: atCustomers,
  activities: atCustomers,
};
const tables = Object.keys(crm.fieldSlugs) as crm.TableSlug[];
const listed = (fields: Readonly<Record<string, crm.Shown>>, level: crm.Shown) =>
  Object.entries(fields)
    .filter(([, shown]) => shown === level)
    .map(([slug]) => slug)
    .join(' ');

/** The CRM's "who sees what" in the form of the other templates, to be held against a workspace of them all. */
export const crmSheet: WhoSeesWhat = {
  roles: crm.roleSlugs,
  tables: Object.fromEntries(
    tables.map((table) => [
      table,
      {
        fields: crm.fieldSlugs[table].join(' '),
        ...(table !== 'products' && { owner: 'owner' }),
        records: records[table],
      },
    ]),
  ),
  statements: crm.statements.map(({ role, table, on, actions, fields }) => ({
    role,
    table,
    on: on.join(' '),
    actions: actions.join(' '),
    edit: listed(fields, 'edit'),
    read: listed(fields, 'read'),
    hidden: listed(fields, 'hidden'),
  })),
  unseen: [],
  creates: crm.createStatements
    .filter(({ allowed }) => allowed)
    .map(({ role, table, on, fields }) => ({
      role,
      table,
      on: on.join(' '),
      fields: fields.join(' '),
    })),
  workspace: crm.workspaceActionsByRole,
};
