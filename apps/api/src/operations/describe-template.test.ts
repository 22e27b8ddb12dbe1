import { templateBySlug, templates } from '@tessera/templates';
import { describe, expect, it } from 'vitest';
import { describeTemplate } from './describe-template.ts';

function shown(slug: string, role: string, table: string) {
  const template = templateBySlug(slug);
  const found = template && describeTemplate(template).roles.find(({ name }) => name.en === role);
  return found?.sees.find((one) => one.table.en === table);
}

describe('a template that is looked at before it is chosen', () => {
  it.each(templates)('tells its tables, roles and locks: $slug', (template) => {
    const answer = describeTemplate(template);
    expect(answer.tables.map(({ name }) => name)).toEqual(template.tables.map(({ name }) => name));
    expect(answer.roles.map(({ name }) => name)).toEqual(template.roles.map(({ name }) => name));
    expect(answer.locks.length).toBe(template.restrictions.length);
    expect(answer.roles.find(({ name }) => name.en === 'Management')?.sees.length).toBe(
      template.tables.length,
    );
    expect(answer.roles.find(({ name }) => name.en === 'Administrator')?.sees).toEqual([]);
  });

  it('says what each role sees as the engine will show it', () => {
    expect(shown('orders', 'Sales', 'Orders')).toMatchObject({
      records: ['own', 'reports'],
      may: ['create', 'edit'],
      hidden: [{ en: 'Gross margin' }],
    });
    expect(shown('orders', 'Finance', 'Orders')).toMatchObject({ records: ['all'], hidden: [] });
    expect(shown('after-sales', 'Service', 'Tickets')).toMatchObject({
      records: ['all'],
      hidden: [{ en: 'Charge' }],
    });
    expect(shown('marketing', 'Marketing', 'Customers')?.records).toEqual(['via']);
    expect(shown('crm', 'Service', 'Opportunities')).toBeUndefined();
  });
});
