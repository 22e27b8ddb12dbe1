import type { TemplateJoin } from '@tessera/model';
import { text } from '../text.ts';

/** With the CRM: the opportunity that an order came from. */
export const ordersWithCrm: TemplateJoin = {
  tables: [
    {
      slug: 'opportunities',
      name: text('Opportunities', '商机'),
      icon: 'target',
      color: 'green',
      titleField: 'name',
      fields: [],
      views: [],
    },
    {
      slug: 'orders',
      name: text('Orders', '订单'),
      icon: 'shopping-cart',
      color: 'green',
      titleField: 'number',
      fields: [
        {
          slug: 'opportunity',
          name: text('Opportunity', '商机'),
          type: 'link',
          side: 'forward',
          single: true,
          classes: ['pipeline'],
          target: 'opportunities',
          reverse: { slug: 'orders', name: text('Orders', '订单') },
        },
      ],
      views: [],
    },
  ],
  grants: [],
};
