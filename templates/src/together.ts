import { byOwner, type WhoSeesWhat } from './who-sees-what.ts';

/**
 * Who sees what where the templates meet, all set up in one workspace in whatever order: what each says of its own
 * tables on its own stays true, and this comes to it.
 */
export const whoSeesWhatTogether: WhoSeesWhat = {
  roles: ['sales', 'service', 'service_lead', 'finance', 'marketing'],
  tables: {
    customers: {
      fields: 'opportunities orders leads',
      records: byOwner('owner'),
    },
    products: { fields: 'cost opportunities order_lines', records: { any: { cells: {} } } },
    opportunities: { fields: 'orders margin', records: byOwner('owner') },
    orders: {
      fields:
        'number customer owner status approval order_date delivery_date amount tax_rate tax margin payment invoice_no paid_on notes created_time modified_time lines opportunity installed_products',
      records: byOwner('owner'),
    },
    order_lines: {
      fields: 'item order product owner quantity unit_price amount unit_cost cost created_time',
      records: byOwner('owner'),
    },
    installed_products: {
      fields: 'name order tickets',
      records: { any: { cells: { customer: 'customers.own' } } },
    },
    contacts: { fields: 'name tickets', records: byOwner('owner') },
    tickets: {
      fields: 'subject customer contact installed_product phone charge solution',
      records: {
        own: { cells: { assignee: 'stranger', customer: 'customers.own' } },
        stranger: { cells: { assignee: 'stranger', customer: 'customers.stranger' } },
      },
    },
    service_visits: {
      fields: 'subject ticket customer remark',
      records: {
        own: { cells: { engineer: 'stranger', customer: 'customers.own' } },
        stranger: { cells: { engineer: 'stranger', customer: 'customers.stranger' } },
      },
    },
  },
  statements: [
    // Service sees what was bought, as it was ordered, and still not one amount nor an opportunity.
    ...['service', 'service_lead'].flatMap((role) => [
      {
        role,
        table: 'customers',
        on: 'own stranger',
        actions: 'view comment',
        edit: '',
        read: 'orders leads',
        hidden: 'opportunities',
      },
      {
        role,
        table: 'products',
        on: 'any',
        actions: 'view',
        edit: '',
        read: 'order_lines',
        hidden: 'cost opportunities',
      },
      {
        role,
        table: 'orders',
        on: 'own report stranger',
        actions: 'view',
        edit: '',
        read: 'number customer owner status approval order_date delivery_date notes created_time modified_time lines installed_products',
        hidden: 'amount tax_rate tax margin payment invoice_no paid_on opportunity',
      },
      {
        role,
        table: 'order_lines',
        on: 'own report stranger',
        actions: 'view',
        edit: '',
        read: 'item order product owner quantity created_time',
        hidden: 'unit_price amount unit_cost cost',
      },
    ]),
    {
      role: 'service',
      table: 'installed_products',
      on: 'any',
      actions: 'view comment viewHistory',
      edit: '',
      read: 'name order tickets',
      hidden: '',
    },
    // Sales sees what service does for an own customer, and from which opportunity an order came.
    {
      role: 'sales',
      table: 'tickets',
      on: 'own',
      actions: 'view comment',
      edit: '',
      read: 'subject customer contact installed_product phone solution',
      hidden: 'charge',
    },
    {
      role: 'sales',
      table: 'tickets',
      on: 'stranger',
      actions: '',
      edit: '',
      read: '',
      hidden: 'subject customer contact installed_product phone charge solution',
    },
    {
      role: 'sales',
      table: 'service_visits',
      on: 'own',
      actions: 'view comment',
      edit: '',
      read: 'subject ticket customer remark',
      hidden: '',
    },
    {
      role: 'sales',
      table: 'service_visits',
      on: 'stranger',
      actions: '',
      edit: '',
      read: '',
      hidden: 'subject ticket customer remark',
    },
    {
      role: 'sales',
      table: 'opportunities',
      on: 'own',
      actions: 'view edit comment viewHistory',
      edit: '',
      read: 'orders',
      hidden: 'margin',
    },
    {
      role: 'sales',
      table: 'contacts',
      on: 'own',
      actions: 'view edit comment viewHistory',
      edit: 'name',
      read: 'tickets',
      hidden: '',
    },
    // Finance knows the cost of products and of no opportunity.
    {
      role: 'finance',
      table: 'products',
      on: 'any',
      actions: 'view edit viewHistory',
      edit: 'cost',
      read: 'order_lines',
      hidden: 'opportunities',
    },
    {
      role: 'finance',
      table: 'customers',
      on: 'own stranger',
      actions: 'view comment',
      edit: '',
      read: 'orders',
      hidden: 'opportunities leads',
    },
  ],
  unseen: [
    {
      role: 'finance',
      tables: 'opportunities contacts tickets service_visits installed_products',
    },
    {
      role: 'marketing',
      tables:
        'products opportunities orders order_lines installed_products contacts tickets service_visits',
    },
    { role: 'service', tables: 'opportunities' },
    { role: 'service_lead', tables: 'opportunities contacts' },
    { role: 'sales', tables: 'installed_products' },
  ],
  creates: [],
  workspace: {},
};
