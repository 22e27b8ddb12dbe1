import type { Template } from '@tessera/model';
import { afterSales } from './after-sales/index.ts';
import { crm } from './crm/index.ts';
import { marketing } from './marketing/index.ts';
import { orders } from './orders/index.ts';

export * as crmWhoSeesWhat from './crm/who-sees-what.ts';

/** Every template that comes with the product, in the order in which it is offered. */
export const templates: readonly Template[] = [crm, orders, afterSales, marketing];

/** The template of this slug, undefined when there is none. */
export function templateBySlug(slug: string): Template | undefined {
  return templates.find((template) => template.slug === slug);
}
