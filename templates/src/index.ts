import type { Template } from '@tessera/model';
import { afterSales } from './after-sales/index.ts';
import { whoSeesWhat as afterSalesSheet } from './after-sales/who-sees-what.ts';
import { crm } from './crm/index.ts';
import { marketing } from './marketing/index.ts';
import { whoSeesWhat as marketingSheet } from './marketing/who-sees-what.ts';
import { orders } from './orders/index.ts';
import { whoSeesWhat as ordersSheet } from './orders/who-sees-what.ts';
import type { WhoSeesWhat } from './who-sees-what.ts';

export * as crmWhoSeesWhat from './crm/who-sees-what.ts';
export { demoCompany, demoSize } from './demo/company.ts';
export type { DemoCompany, DemoRecord } from './demo/types.ts';
export { recordActions, type WhoSeesWhat, words } from './who-sees-what.ts';

/** Every template that comes with the product, in the order in which it is offered. */
export const templates: readonly Template[] = [crm, orders, afterSales, marketing];

/** The template of this slug, undefined when there is none. */
export function templateBySlug(slug: string): Template | undefined {
  return templates.find((template) => template.slug === slug);
}

/** The "who sees what" of templates by slug; the CRM's has a form of its own. */
export const whoSeesWhat: Readonly<Record<string, WhoSeesWhat>> = {
  orders: ordersSheet,
  'after-sales': afterSalesSheet,
  marketing: marketingSheet,
};
