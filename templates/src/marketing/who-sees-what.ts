import { administratorsOnly, byOwner, everything, type WhoSeesWhat } from '../who-sees-what.ts';

/** Who sees what in the marketing template, on its own. */
export const whoSeesWhat: WhoSeesWhat = {
  roles: ['marketing', 'sales', 'management', 'administrator', 'owner', 'none'],
  tables: {
    customers: {
      fields:
        'name industry region tier status owner co_owner phone email website country annual_revenue employees notes created_time modified_time leads',
      owner: 'owner',
      records: {
        ...byOwner('owner'),
        // A stranger's customer that came from a lead.
        via: {
          cells: { owner: 'stranger' },
          linkedBy: { table: 'leads', field: 'customer', cells: { salesperson: 'stranger' } },
        },
      },
    },
    campaigns: {
      fields: 'name kind status owner start end budget spent audience notes created_time leads',
      owner: 'owner',
      records: byOwner('owner'),
    },
    leads: {
      fields:
        'company contact_name phone email campaign region status salesperson received_on interest expected_value customer converted_on created_time',
      owner: 'salesperson',
      records: byOwner('salesperson'),
    },
  },
  statements: [
    // Marketing: which customers came from a lead, and nothing else of them.
    {
      role: 'marketing',
      table: 'customers',
      on: 'own report stranger',
      actions: '',
      edit: '',
      read: '',
      hidden:
        'name industry region tier status owner co_owner phone email website country annual_revenue employees notes created_time modified_time leads',
    },
    {
      role: 'marketing',
      table: 'customers',
      on: 'via',
      actions: 'view',
      edit: '',
      read: 'name industry region status leads',
      hidden:
        'tier owner co_owner phone email website country annual_revenue employees notes created_time modified_time',
    },
    {
      role: 'marketing',
      table: 'campaigns',
      on: 'own',
      actions: 'view edit comment viewHistory',
      edit: 'name kind status start end budget spent audience notes',
      read: 'owner created_time leads',
      hidden: '',
    },
    {
      role: 'marketing',
      table: 'campaigns',
      on: 'report stranger',
      actions: 'view comment viewHistory',
      edit: '',
      read: 'name kind status owner start end budget spent audience notes created_time leads',
      hidden: '',
    },
    // Every lead, without what sales expects of it.
    {
      role: 'marketing',
      table: 'leads',
      on: 'own report stranger',
      actions: 'view edit delete export transfer comment viewHistory',
      edit: 'company contact_name phone email campaign region status salesperson received_on interest converted_on',
      read: 'customer created_time',
      hidden: 'expected_value',
    },
    // Sales: own customers and the leads handed over; no budgets.
    {
      role: 'sales',
      table: 'customers',
      on: 'own',
      actions: 'view edit comment viewHistory',
      edit: 'name industry region tier status phone email website country annual_revenue employees notes',
      read: 'owner co_owner created_time modified_time leads',
      hidden: '',
    },
    {
      role: 'sales',
      table: 'customers',
      on: 'report',
      actions: 'view edit transfer comment viewHistory',
      edit: 'name industry region tier status owner co_owner phone email website country annual_revenue employees notes',
      read: 'created_time modified_time leads',
      hidden: '',
    },
    {
      role: 'sales',
      table: 'customers',
      on: 'stranger via',
      actions: '',
      edit: '',
      read: '',
      hidden:
        'name industry region tier status owner co_owner phone email website country annual_revenue employees notes created_time modified_time leads',
    },
    {
      role: 'sales',
      table: 'campaigns',
      on: 'own report stranger',
      actions: 'view',
      edit: '',
      read: 'name kind status owner start end audience notes created_time leads',
      hidden: 'budget spent',
    },
    {
      role: 'sales',
      table: 'leads',
      on: 'own',
      actions: 'view edit comment viewHistory',
      edit: 'company contact_name phone email region status interest expected_value customer converted_on',
      read: 'campaign salesperson received_on created_time',
      hidden: '',
    },
    {
      role: 'sales',
      table: 'leads',
      on: 'report',
      actions: 'view edit transfer comment viewHistory',
      edit: 'company contact_name phone email region status salesperson interest customer converted_on',
      read: 'campaign received_on expected_value created_time',
      hidden: '',
    },
    {
      role: 'sales',
      table: 'leads',
      on: 'stranger',
      actions: '',
      edit: '',
      read: '',
      hidden:
        'company contact_name phone email campaign region status salesperson received_on interest expected_value customer converted_on created_time',
    },
    // Management: everything but what the product fills in.
    {
      role: 'management',
      table: 'customers',
      on: 'own report stranger via',
      actions: everything,
      edit: 'name industry region tier status owner co_owner phone email website country annual_revenue employees notes',
      read: 'created_time modified_time leads',
      hidden: '',
    },
    {
      role: 'management',
      table: 'campaigns',
      on: 'own report stranger',
      actions: everything,
      edit: 'name kind status owner start end budget spent audience notes',
      read: 'created_time leads',
      hidden: '',
    },
    {
      role: 'management',
      table: 'leads',
      on: 'own report stranger',
      actions: everything,
      edit: 'company contact_name phone email campaign region status salesperson received_on interest expected_value customer converted_on',
      read: 'created_time',
      hidden: '',
    },
    // The owner of the workspace: everything that no lock closes. Budgets are locked.
    {
      role: 'owner',
      table: 'customers',
      on: 'own report stranger via',
      actions: everything,
      edit: 'name industry region tier status owner co_owner phone email website country annual_revenue employees notes',
      read: 'created_time modified_time leads',
      hidden: '',
    },
    {
      role: 'owner',
      table: 'campaigns',
      on: 'own report stranger',
      actions: everything,
      edit: 'name kind status owner start end audience notes',
      read: 'created_time leads',
      hidden: 'budget spent',
    },
    {
      role: 'owner',
      table: 'leads',
      on: 'own report stranger',
      actions: everything,
      edit: 'company contact_name phone email campaign region status salesperson received_on interest expected_value customer converted_on',
      read: 'created_time',
      hidden: '',
    },
  ],
  unseen: [
    { role: 'administrator', tables: 'customers campaigns leads' },
    { role: 'none', tables: 'customers campaigns leads' },
  ],
  creates: [
    {
      role: 'marketing',
      table: 'campaigns',
      on: 'own',
      fields: 'name kind status start end budget spent audience notes',
    },
    {
      role: 'marketing',
      table: 'leads',
      on: 'own report stranger',
      fields:
        'company contact_name phone email campaign region status received_on interest converted_on',
    },
    {
      role: 'sales',
      table: 'customers',
      on: 'own',
      fields:
        'name industry region tier status phone email website country annual_revenue employees notes',
    },
    {
      role: 'sales',
      table: 'customers',
      on: 'report',
      fields:
        'name industry region tier status co_owner phone email website country annual_revenue employees notes',
    },
    ...['management', 'owner'].flatMap((role) => [
      {
        role,
        table: 'customers',
        on: 'own report stranger',
        fields:
          'name industry region tier status co_owner phone email website country annual_revenue employees notes',
      },
      {
        role,
        table: 'leads',
        on: 'own report stranger',
        fields:
          'company contact_name phone email campaign region status received_on interest expected_value customer converted_on',
      },
    ]),
    {
      role: 'management',
      table: 'campaigns',
      on: 'own report stranger',
      fields: 'name kind status start end budget spent audience notes',
    },
    {
      role: 'owner',
      table: 'campaigns',
      on: 'own report stranger',
      fields: 'name kind status start end audience notes',
    },
  ],
  workspace: administratorsOnly,
};
