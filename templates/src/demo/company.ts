import { demoActivities } from './activities.ts';
import { demoCustomers } from './customers.ts';
import { en } from './en.ts';
import { demoMarketing } from './marketing.ts';
import { demoOpportunities } from './opportunities.ts';
import { demoOrders } from './orders.ts';
import { demoPeople } from './people.ts';
import { demoProducts, productRecords } from './products.ts';
import { demoService } from './service.ts';
import type { DemoCompany, Making } from './types.ts';
import { zh } from './zh.ts';

/** Customers of the demo company as it is made for people. */
export const demoSize = 2000;

/**
 * A company up and running, for whoever wants to look around: people, customers and everything that belongs to
 * them, over the tables of all templates. The same every time for the same day, language, seed and size.
 */
export function demoCompany(given: {
  readonly language: 'en' | 'zh';
  /** 'YYYY-MM-DD': all dates lie around this day. */
  readonly today: string;
  /** Customers; the rest follows. */
  readonly customers?: number;
  readonly seed?: string;
}): DemoCompany {
  const words = given.language === 'zh' ? zh : en;
  const making: Making = {
    today: given.today,
    seed: given.seed ?? 'tessera',
    customers: given.customers ?? demoSize,
  };
  const people = demoPeople(making, words);
  const products = demoProducts(words);
  const { customers, records, contacts } = demoCustomers(making, words, people.members);
  const deals = demoOpportunities(making, words, customers, products);
  const sold = demoOrders(making, words, customers, deals.opportunities, products);
  const service = demoService(making, words, sold.orders, people.members);
  const marketing = demoMarketing(making, words, customers, people.members);
  return {
    name: words.company,
    ...people,
    first: {
      customers: ['name', 'annual_revenue', 'tier', 'status', 'owner'],
      products: ['name', 'list_price', 'cost', 'category'],
      opportunities: ['name', 'stage', 'close_value', 'margin', 'owner', 'close_date', 'customer'],
      orders: ['number', 'customer', 'amount', 'margin', 'owner', 'status', 'approval', 'payment'],
      order_lines: ['item', 'quantity', 'amount', 'cost', 'order', 'product'],
    },
    tables: [
      { table: 'customers', records },
      { table: 'contacts', records: contacts },
      { table: 'products', records: productRecords(products, words) },
      { table: 'opportunities', records: deals.records },
      {
        table: 'activities',
        records: demoActivities(making, words, customers, deals.opportunities, people.members),
      },
      { table: 'orders', records: sold.records },
      { table: 'order_lines', records: sold.lines },
      { table: 'installed_products', records: service.installed },
      { table: 'tickets', records: service.tickets },
      { table: 'service_visits', records: service.visits },
      { table: 'campaigns', records: marketing.campaigns },
      { table: 'leads', records: marketing.leads },
    ],
  };
}
