import type { Session } from './session.ts';

/** A table with a field of every type, and what it leads to. Gives the id of its two records. */
export async function makeAllTypes(owner: Session): Promise<readonly string[]> {
  const choices = [
    { name: 'Alpha', color: 'blue' },
    { name: 'Beta', color: 'green' },
    { name: 'Gamma', color: 'red' },
  ];
  await owner.in('POST', '/tables', { name: 'Targets', slug: 'targets' });
  await owner.create('targets', [
    { fields: { name: 'Harbour' } },
    { fields: { name: 'Lighthouse' } },
  ]);
  await owner.in('POST', '/tables', {
    name: 'Everything',
    slug: 'everything',
    fields: [
      { name: 'Title', slug: 'title', type: 'text' },
      { name: 'Story', slug: 'story', type: 'longText' },
      { name: 'Count', slug: 'count', type: 'number', precision: 2 },
      { name: 'Price', slug: 'price', type: 'currency', currency: 'USD', precision: 2 },
      { name: 'Share', slug: 'share', type: 'percent', precision: 3 },
      { name: 'Done', slug: 'done', type: 'checkbox' },
      { name: 'Kind', slug: 'kind', type: 'singleSelect', options: choices },
      { name: 'Tags', slug: 'tags', type: 'multiSelect', options: choices },
      { name: 'Day', slug: 'day', type: 'date' },
      { name: 'Moment', slug: 'moment', type: 'dateTime' },
      { name: 'Person', slug: 'person', type: 'member' },
      { name: 'Phone', slug: 'phone', type: 'phone' },
      { name: 'Mail', slug: 'mail', type: 'email' },
      { name: 'Site', slug: 'site', type: 'url' },
      { name: 'Number', slug: 'number', type: 'autonumber' },
      { name: 'Made', slug: 'made', type: 'createdTime' },
      { name: 'Changed', slug: 'changed', type: 'modifiedTime' },
      { name: 'Maker', slug: 'maker', type: 'createdBy' },
      { name: 'Changer', slug: 'changer', type: 'modifiedBy' },
    ],
  });
  await owner.in('POST', '/tables/everything/fields', {
    name: 'Target',
    slug: 'target',
    type: 'link',
    target: 'targets',
    single: true,
  });
  const { ids } = await owner.create('everything', [
    { fields: { title: 'One' } },
    { fields: { title: 'Two' } },
  ]);
  return ids;
}
