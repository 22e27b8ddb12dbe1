import type { SchemaAnswer } from '@tessera/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, type CrmServer, startTemplates } from '../crm/caller.ts';

interface Rows {
  readonly total: number;
  readonly records: readonly { readonly fields: Readonly<Record<string, unknown>> }[];
}

describe('templates with their samples in one workspace', () => {
  let server: CrmServer;
  let boss: Caller;
  let schema: SchemaAnswer;

  beforeAll(async () => {
    server = await startTemplates(['crm', 'after-sales'], true);
    for (const template of ['orders', 'marketing'])
      await server.owner.ask('POST', '/apps', { template, samples: true });
    const roles = (await server.roles()).filter(({ name }) => name === 'Management');
    boss = (
      await server.join(
        'Bo Boss',
        roles.map(({ id }) => id),
      )
    ).caller;
    schema = await boss.ask<SchemaAnswer>('GET', '/schema');
  });
  afterAll(async () => {
    await server?.close();
  });

  const rows = async (table: string) =>
    await boss.ask<Rows>('POST', `/tables/${table}/records/query`, { limit: 100 });
  const fieldId = (table: string, slug: string) =>
    schema.tables.find((one) => one.slug === table)?.fields.find((one) => one.slug === slug)?.id ??
    '';

  it('have one table of customers and one of products, and each sample in it once', async () => {
    expect(schema.tables.length).toBe(12);
    expect((await server.roles()).map(({ name }) => name).sort()).toEqual([
      'Administrator',
      'Finance',
      'Management',
      'Marketing',
      'Owner',
      'Sales',
      'Service',
      'Service lead',
    ]);
    expect((await rows('customers')).total).toBe(12);
    const products = await rows('products');
    expect(products.total).toBe(8);
    const cost = fieldId('products', 'cost');
    for (const { fields } of products.records) expect(fields[cost]).toBeGreaterThan(0);
  });

  it('link to the records that were there, and multiply what is written', async () => {
    const { records } = await rows('orders');
    expect(records.length).toBe(12);
    const [customer, amount, tax] = ['customer', 'amount', 'tax'].map((slug) =>
      fieldId('orders', slug),
    );
    for (const { fields } of records) {
      expect(fields[customer ?? '']).toHaveLength(1);
      expect(fields[tax ?? '']).toBeCloseTo(Number(fields[amount ?? '']) * 0.13, 2);
    }
    for (const { fields } of (await rows('order_lines')).records) {
      const [quantity, price, sum] = ['quantity', 'unit_price', 'amount'].map((slug) =>
        Number(fields[fieldId('order_lines', slug)]),
      );
      expect(sum).toBeCloseTo((quantity ?? 0) * (price ?? 0), 2);
    }
  });
});
