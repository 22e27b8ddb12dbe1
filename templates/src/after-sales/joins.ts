import type { TemplateJoin } from '@tessera/model';
import { roles as orderRoles } from '../orders/roles.ts';
import { customers } from '../shared/customers.ts';
import { look, noFigures, role, table, via } from '../shared/grants.ts';
import { text } from '../text.ts';
import { installedProducts } from './installed-products.ts';
import { roles } from './roles.ts';
import { tickets } from './tickets.ts';
import { visits } from './visits.ts';

type Table = TemplateJoin['tables'][number];

/** A table with these fields alone: what it has beside them is its own template's affair. */
const part = (whole: Table, fields: Table['fields'] = []): Table => ({
  ...whole,
  fields,
  views: [],
});

const contacts: Table = {
  slug: 'contacts',
  name: text('Contacts', '联系人'),
  icon: 'contact',
  color: 'teal',
  titleField: 'name',
  fields: [],
  views: [],
};
const orders: Table = {
  slug: 'orders',
  name: text('Orders', '订单'),
  icon: 'shopping-cart',
  color: 'green',
  titleField: 'number',
  fields: [],
  views: [],
};
const orderLines: Table = { ...orders, slug: 'order_lines', titleField: 'item' };

const named = (roles: NonNullable<TemplateJoin['roles']>, ...slugs: readonly string[]) =>
  roles.filter(({ slug }) => slugs.includes(slug));

/** With the CRM: whom to talk to, and for salespeople what service does for their customers. */
export const ticketsWithCrm: TemplateJoin = {
  tables: [
    part(tickets, [
      ...tickets.fields.filter(({ slug }) => slug === 'customer'),
      {
        slug: 'contact',
        name: text('Contact', '联系人'),
        type: 'link',
        side: 'forward',
        single: true,
        classes: [],
        target: 'contacts',
        reverse: { slug: 'tickets', name: text('Tickets', '服务工单') },
      },
    ]),
    part(
      visits,
      visits.fields.filter(({ slug }) => slug === 'customer'),
    ),
    part(customers),
    contacts,
  ],
  roles: named(orderRoles, 'sales'),
  grants: ['tickets', 'service_visits'].map((slug) => ({
    ...role('sales'),
    on: table(slug),
    actions: look,
    scope: via(`${slug}.customer`),
    fields: { default: 'read', except: noFigures },
    reason: text(
      'Whoever sees a customer sees what service does there.',
      '能看到客户，就能看到该客户的服务情况。',
    ),
  })),
};

/** With orders: what was bought, as it was ordered, without a single amount. */
export const installedWithOrders: TemplateJoin = {
  tables: [
    part(installedProducts, [
      {
        slug: 'order',
        name: text('Order', '订单'),
        type: 'link',
        side: 'forward',
        single: true,
        classes: [],
        target: 'orders',
        reverse: { slug: 'installed_products', name: text('Installed products', '已装产品') },
      },
    ]),
    orders,
    orderLines,
  ],
  roles: named(roles, 'service', 'service_lead'),
  grants: ['service', 'service_lead'].flatMap((slug) =>
    ['orders', 'order_lines'].map((name) => ({
      ...role(slug),
      on: table(name),
      actions: ['view' as const],
      scope: { kind: 'all' as const },
      fields: { default: 'read' as const, except: noFigures },
      reason: text(
        'Service sees what was bought, not for how much.',
        '客服可查看购买内容，看不到金额。',
      ),
    })),
  ),
};
