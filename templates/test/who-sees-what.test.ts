import type { Template } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { orders } from '../src/orders/index.ts';
import { whoSeesWhat as ordersSheet } from '../src/orders/who-sees-what.ts';
import type { WhoSeesWhat } from '../src/who-sees-what.ts';
import { checkComplete, checkRole } from './check.ts';
import { companyOf } from './company.ts';

const alone: readonly (readonly [Template, WhoSeesWhat])[] = [[orders, ordersSheet]];

describe.each(alone.map(([template, sheet]) => ({ slug: template.slug, template, sheet })))(
  'the rules of $slug, on their own,',
  ({ template, sheet }) => {
    it('are stated for every role, record and field exactly once', () => {
      checkComplete(template, sheet);
    });

    it.each(sheet.roles)('show and allow what is stated: %s', (role) => {
      expect.hasAssertions();
      checkRole(companyOf([template]), sheet, role);
    });
  },
);
