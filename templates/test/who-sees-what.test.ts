import type { Template } from '@tessera/model';
import { checkTemplate } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { afterSales } from '../src/after-sales/index.ts';
import { whoSeesWhat as afterSalesSheet } from '../src/after-sales/who-sees-what.ts';
import { crm } from '../src/crm/index.ts';
import { marketing } from '../src/marketing/index.ts';
import { whoSeesWhat as marketingSheet } from '../src/marketing/who-sees-what.ts';
import { orders } from '../src/orders/index.ts';
import { whoSeesWhat as ordersSheet } from '../src/orders/who-sees-what.ts';
import { whoSeesWhatTogether } from '../src/together.ts';
import type { WhoSeesWhat } from '../src/who-sees-what.ts';
import { checkComplete, checkRecords, checkRole } from './check.ts';
import { companyOf } from './company.ts';
import { crmSheet } from './crm-sheet.ts';

const alone: readonly { readonly template: Template; readonly sheet: WhoSeesWhat }[] = [
  { template: crm, sheet: crmSheet },
  { template: orders, sheet: ordersSheet },
  { template: afterSales, sheet: afterSalesSheet },
  { template: marketing, sheet: marketingSheet },
];

describe.each(alone)('the rules of $template.slug, on their own,', ({ template, sheet }) => {
  it('are stated for every role, record and field exactly once', () => {
    checkComplete(template, sheet);
  });

  it.each(sheet.roles)('show and allow what is stated: %s', (role) => {
    expect.hasAssertions();
    checkRole(companyOf([template]), sheet, role);
  });
});

const orders24 = permutations(alone.map(({ template }) => template));

describe('side by side in one workspace', () => {
  it.each(orders24.map((templates) => ({ names: slugs(templates), templates })))(
    'they say what they say alone, and what stands where they meet: $names',
    ({ templates }) => {
      const company = companyOf(templates);
      for (const { sheet } of alone)
        for (const role of sheet.roles) checkRole(company, sheet, role);
      for (const role of whoSeesWhatTogether.roles)
        checkRecords(company, whoSeesWhatTogether, role);
    },
  );

  it('share customers, products, roles and classes, whatever comes first', () => {
    const shapes = orders24.map((templates) => {
      const { schema, roles, policy } = companyOf(templates);
      const tables = schema.tables
        .map(
          ({ slug, fields }) =>
            `${slug}: ${fields
              .map((one) => one.slug)
              .sort()
              .join(' ')}`,
        )
        .sort();
      const names = [...roles.map(({ name }) => name), ...schema.classes.map(({ name }) => name)];
      return { tables, names: names.sort(), rules: policy.grants.length };
    });
    const [first] = shapes;
    expect(first?.tables.length).toBe(12);
    expect(first?.tables.find((one) => one.startsWith('products'))).toContain('cost');
    expect(first?.names.length).toBe(14);
    for (const shape of shapes) expect(shape).toEqual(first);
  });

  it.each(alone)('are sound where the others are already: $template.slug', ({ template }) => {
    const others = alone.map((one) => one.template).filter((one) => one !== template);
    expect(checkTemplate(template, companyOf(others).schema)).toEqual([]);
  });
});

function slugs(templates: readonly Template[]): string {
  return templates.map(({ slug }) => slug).join(', ');
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item) =>
    permutations(items.filter((one) => one !== item)).map((rest) => [item, ...rest]),
  );
}
