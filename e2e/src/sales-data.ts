import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from './csv.ts';
import { salesData } from './repository.ts';

export interface Agent {
  readonly name: string;
  readonly manager: string;
  readonly office: string;
}

/** An opportunity as the file has it. Empty cells are ''; `cents` is null where no close value stands. */
export interface Deal {
  readonly id: string;
  readonly agent: string;
  readonly product: string;
  readonly account: string;
  readonly stage: string;
  readonly engaged: string;
  readonly closed: string;
  readonly cents: number | null;
}

/** What the files say, worked out here and nowhere in the product. */
export interface SalesData {
  readonly agents: readonly Agent[];
  readonly managers: readonly string[];
  readonly accounts: readonly string[];
  readonly products: readonly string[];
  readonly deals: readonly Deal[];
  /** The deals of these agents. */
  dealsOf(agents: readonly string[]): readonly Deal[];
  /** The agents who name this manager. */
  teamOf(manager: string): readonly string[];
}

export const hasSalesData = existsSync(join(salesData, 'sales_pipeline.csv'));

/** Path of one of the files. */
export const salesFile = (name: string) => join(salesData, name);

function cell(row: Readonly<Record<string, string>>, name: string): string {
  const found = row[name];
  if (found === undefined) throw new Error(`The file has no column ${name}.`);
  return found;
}

function centsOf(text: string): number | null {
  if (text === '') return null;
  if (!/^\d+(\.\d{1,2})?$/.test(text)) throw new Error(`Not an amount: ${text}`);
  return Math.round(Number(text) * 100);
}

/** `M/D/YYYY` of the files as `YYYY-MM-DD`. */
function dayOf(text: string): string {
  if (text === '') return '';
  const [month = '', day = '', year = ''] = text.split('/');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

export function readSalesData(): SalesData {
  const agents = readCsv(salesFile('sales_teams.csv')).map((row) => ({
    name: cell(row, 'sales_agent'),
    manager: cell(row, 'manager'),
    office: cell(row, 'regional_office'),
  }));
  const deals = readCsv(salesFile('sales_pipeline.csv')).map((row) => ({
    id: cell(row, 'opportunity_id'),
    agent: cell(row, 'sales_agent'),
    product: cell(row, 'product'),
    account: cell(row, 'account'),
    stage: cell(row, 'deal_stage'),
    engaged: dayOf(cell(row, 'engage_date')),
    closed: dayOf(cell(row, 'close_date')),
    cents: centsOf(cell(row, 'close_value')),
  }));
  return {
    agents,
    managers: [...new Set(agents.map(({ manager }) => manager))],
    accounts: readCsv(salesFile('accounts.csv')).map((row) => cell(row, 'account')),
    products: readCsv(salesFile('products.csv')).map((row) => cell(row, 'product')),
    deals,
    dealsOf: (names) => deals.filter(({ agent }) => names.includes(agent)),
    teamOf: (manager) => agents.filter((one) => one.manager === manager).map(({ name }) => name),
  };
}

/** The sum of close values in currency units. */
export function sumOf(deals: readonly Deal[]): number {
  return deals.reduce((sum, { cents }) => sum + (cents ?? 0), 0) / 100;
}

/** The accounts that deals name, in order of the alphabet. */
export function accountsOf(deals: readonly Deal[]): readonly string[] {
  return [...new Set(deals.map(({ account }) => account).filter((name) => name !== ''))].sort();
}

/** The first address for a name: "Moses Frase" -> moses.frase@domain. */
export function addressOf(name: string, domain: string): string {
  return `${name.toLowerCase().split(' ').join('.')}@${domain}`;
}
