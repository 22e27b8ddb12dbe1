import { readFileSync } from 'node:fs';
import type { ImportOptions, ImportReport, OutField } from '@tessera/protocol';
import { salesFile } from './sales-data.ts';
import { RequestFailed, Session } from './session.ts';
import { password } from './setup.ts';

/** The domain of the addresses that the import makes. */
export const domain = 'hardware.example';

export interface Imported {
  readonly members: ImportReport;
  readonly accounts: ImportReport;
  readonly products: ImportReport;
  readonly deals: ImportReport;
  /** Invitation links by the member's name. */
  readonly links: ReadonlyMap<string, string>;
}

/** One of the files as a browser would send it. */
export function salesUpload(name: string): File {
  return new File([readFileSync(salesFile(name))], name, { type: 'text/csv' });
}

/** What the data needs and the template lacks: a holder of managePolicy says that they are in no class. */
export async function addMissingFields(owner: Session): Promise<void> {
  await owner.in('POST', '/tables/customers/fields', {
    name: 'Year established',
    slug: 'year_established',
    type: 'number',
    precision: 0,
    classes: [],
  });
  await owner.in('POST', '/tables/customers/fields', {
    name: 'Subsidiary of',
    slug: 'subsidiary_of',
    type: 'link',
    target: 'customers',
    single: true,
    classes: [],
    reverse: { name: 'Subsidiaries', slug: 'subsidiaries' },
  });
}

export const memberOptions: ImportOptions = {
  columns: [
    { column: 0, field: 'name' },
    { column: 1, field: 'manager' },
    { column: 2, field: 'department' },
  ],
  members: { emailDomain: domain, role: 'Sales', createManagers: true, createDepartments: true },
};

export const accountOptions: ImportOptions = {
  columns: [
    'name',
    'industry',
    'year_established',
    'annual_revenue',
    'employees',
    'country',
    'subsidiary_of',
  ].map((field, column) => ({ column, field })),
  key: 'name',
  names: { industry: { technolgy: 'Technology' } },
  createOptions: ['industry'],
};

export const productOptions: ImportOptions = {
  columns: ['name', 'category', 'list_price'].map((field, column) => ({ column, field })),
  key: 'name',
  createOptions: ['category'],
};

export const dealOptions: ImportOptions = {
  columns: [
    'name',
    'owner',
    'product',
    'customer',
    'stage',
    'engage_date',
    'close_date',
    'close_value',
  ].map((field, column) => ({ column, field })),
  key: 'name',
  names: { product: { GTXPro: 'GTX Pro' } },
  dateOrder: 'mdy',
};

/** Opens the customers to Sales *via* the opportunities that each of them sees. */
export async function openCustomersViaDeals(owner: Session): Promise<void> {
  const customers = await owner.table('customers');
  const back = customers.fields.find((field: OutField) => field.slug === 'opportunities');
  if (!back) throw new Error('Customers have no reverse side of opportunities.');
  await owner.addGrant(
    {
      id: 'gracustomersviadeals',
      to: { kind: 'role', id: await owner.roleNamed('Sales') },
      on: { kind: 'table', id: customers.id },
      actions: ['view'],
      scope: { kind: 'any', of: [{ kind: 'via', link: back.id }] },
      fields: { default: 'read', except: [] },
      origin: 'role',
      reason: 'Salespeople see the customers of their opportunities.',
    },
    'Customers are opened to sales through their opportunities.',
  );
}

/** Brings the four files in, in their order, and opens the customers. */
export async function importSales(owner: Session): Promise<Imported> {
  await addMissingFields(owner);
  const members = await owner.import('/members', salesUpload('sales_teams.csv'), memberOptions);
  const accounts = await owner.import(
    '/tables/customers',
    salesUpload('accounts.csv'),
    accountOptions,
  );
  const products = await owner.import(
    '/tables/products',
    salesUpload('products.csv'),
    productOptions,
  );
  const deals = await owner.import(
    '/tables/opportunities',
    salesUpload('sales_pipeline.csv'),
    dealOptions,
  );
  await openCustomersViaDeals(owner);
  return { members, accounts, products, deals, links: await linksOf(owner, members) };
}

/** Invitation links of an import of members, by name. */
export async function linksOf(
  owner: Session,
  report: ImportReport,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map((await owner.members()).map(({ id, name }) => [id, name]));
  return new Map(
    (report.invitations ?? []).map(({ member, link }) => [
      names.get(member) ?? member,
      new URL(link, owner.url).href,
    ]),
  );
}

/** Joins as somebody who was imported. */
export async function joinAs(
  owner: Session,
  links: ReadonlyMap<string, string>,
  name: string,
): Promise<Session> {
  const link = links.get(name);
  if (link === undefined) throw new Error(`No invitation was made for ${name}.`);
  return await new Session(owner.url).accept(link, password);
}

/** The status and code with which a request is refused; throws when it is not refused. */
export async function refusal(request: Promise<unknown>): Promise<number> {
  try {
    await request;
  } catch (error) {
    if (error instanceof RequestFailed) return error.status;
    throw error;
  }
  throw new Error('The request was not refused.');
}
