import { expect, it } from 'vitest';
import type { SalesData } from '../../src/sales-data.ts';
import { dealOptions, type Imported, salesUpload } from '../../src/sales-workspace.ts';
import type { Session } from '../../src/session.ts';

/** How many records there are for this person. */
export const total = async (who: Session, table: string, filter?: object) =>
  (await who.query(table, { limit: 0, ...(filter && { filter }) })).total;
/** The titles of all there is for this person, in order of the alphabet. */
export const titlesOf = async (who: Session, table: string) => {
  const { titleField } = await who.table(table);
  const { records } = await who.query(table, { limit: 1000 });
  return records.map((record) => String(record.fields[titleField ?? ''])).sort();
};

/** Holds what was imported against what the files say. `now` gives the workspace once it is there. */
export function broughtIn(
  data: SalesData,
  now: () => { readonly owner: Session; readonly imported: Imported },
): void {
  it('with agents and managers as members, and an invitation for each', async () => {
    const names = [...data.agents.map(({ name }) => name), ...data.managers];
    const members = await now().owner.members();
    expect(members.map(({ name }) => name).sort()).toEqual([...names, 'Olivia Owner'].sort());
    expect([...now().imported.links.keys()].sort()).toEqual([...names].sort());
    expect(now().imported.members.rows).toBe(data.agents.length);
    expect(now().imported.members.refused).toBe(0);
    const { departments, roles } = await now().owner.organisation();
    const offices = [...new Set(data.agents.map(({ office }) => office))];
    expect(departments.map(({ name }) => name).sort()).toEqual([...offices].sort());
    const sales = roles.find(({ name }) => name === 'Sales');
    expect(sales?.members).toBe(names.length);
    const idOf = new Map(members.map(({ id, name }) => [name, id]));
    for (const agent of data.agents) {
      const member = members.find(({ name }) => name === agent.name);
      expect(member?.manager, agent.name).toBe(idOf.get(agent.manager));
      const held = departments.filter(({ id }) => member?.departments?.includes(id));
      expect(held.map(({ name }) => name)).toEqual([agent.office]);
      expect(member?.email).toBe(
        `${agent.name.toLowerCase().replaceAll(' ', '.')}@hardware.example`,
      );
    }
  });

  it('with every account and product', async () => {
    expect(await titlesOf(now().owner, 'customers')).toEqual([...data.accounts].sort());
    expect(await titlesOf(now().owner, 'products')).toEqual([...data.products].sort());
    expect(now().imported.accounts).toMatchObject({ rows: 85, created: 85, refused: 0 });
    expect(now().imported.products).toMatchObject({ rows: 7, created: 7, refused: 0 });
  });

  it('with rows taken, mapped and refused that add up', async () => {
    const { rows, created, updated, skipped, refused, mapped } = now().imported.deals;
    expect(rows).toBe(data.deals.length);
    expect(created + updated + skipped + refused).toBe(rows);
    expect({ created, refused }).toEqual({ created: data.deals.length, refused: 0 });
    const misspelt = data.deals.filter(({ product }) => product === 'GTXPro');
    expect(misspelt.length).toBe(1480);
    expect(mapped).toBe(misspelt.length);
    const named = data.deals.filter(({ product }) => ['GTXPro', 'GTX Pro'].includes(product));
    const filter = { op: 'contains', field: 'product', value: 'GTX Pro' };
    expect(await total(now().owner, 'opportunities', filter)).toBe(named.length);
    const empty = data.deals.filter(({ account }) => account === '');
    expect(empty.length).toBe(1425);
    const none = { op: 'empty', field: 'customer' };
    expect(await total(now().owner, 'opportunities', none)).toBe(empty.length);
  });

  it('and, without the mapping, names what it could not match and takes nothing', async () => {
    const { names: _, ...options } = dealOptions;
    const report = await now().owner.import(
      '/tables/opportunities',
      salesUpload('sales_pipeline.csv'),
      { ...options, dryRun: true },
    );
    expect(report.unmatched).toEqual([
      {
        field: (await now().owner.field('opportunities', 'product')).id,
        name: 'GTXPro',
        rows: 1480,
      },
    ]);
    expect(report.refused).toBe(1480);
    expect(report.created).toBe(0);
    expect(report.updated).toBe(data.deals.length - 1480);
    expect(report.refusedFile?.trim().split('\n').length).toBe(1481);
    expect(await total(now().owner, 'opportunities')).toBe(data.deals.length);
  });

  it('cell by cell as the file has it', async () => {
    const table = await now().owner.table('opportunities');
    const id = new Map(table.fields.map((field) => [field.slug, field.id]));
    const { records } = await now().owner.query('opportunities', {
      sort: [{ field: 'name', direction: 'asc' }],
      limit: 1000,
    });
    const byName = new Map(data.deals.map((deal) => [deal.id, deal]));
    expect(records.length).toBe(1000);
    for (const { fields } of records) {
      const cell = (slug: string) => fields[id.get(slug) ?? ''];
      const deal = byName.get(String(cell('name')));
      const product = deal?.product === 'GTXPro' ? 'GTX Pro' : deal?.product;
      expect(cell('owner')).toMatchObject({ name: deal?.agent });
      expect(cell('product')).toMatchObject([{ title: product }]);
      const account = deal?.account ? [{ title: deal.account }] : [];
      expect(cell('customer') ?? []).toMatchObject(account);
      expect(cell('stage')).toMatchObject({ name: deal?.stage });
      expect(cell('engage_date') ?? '').toBe(deal?.engaged);
      expect(cell('close_date') ?? '').toBe(deal?.closed);
      expect(cell('close_value') ?? null).toBe(deal?.cents == null ? null : deal.cents / 100);
    }
  });
}
