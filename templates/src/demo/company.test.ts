import { describe, expect, it } from 'vitest';
import { templates } from '../index.ts';
import { demoCompany } from './company.ts';

const today = '2026-03-18';
const fields = new Map(
  templates
    .flatMap(({ tables, joins = [] }) => [...tables, ...joins.flatMap((join) => join.tables)])
    .flatMap((table) => table.fields.map((field) => [`${table.slug}.${field.slug}`, field])),
);

describe.each(['en', 'zh'] as const)('the demo company (%s)', (language) => {
  const company = demoCompany({ language, today, customers: 150 });
  const tables = new Map(company.tables.map(({ table, records }) => [table, records]));
  const cells = company.tables.flatMap(({ table, records }) =>
    records.flatMap(({ cells }) =>
      Object.entries(cells).map(([slug, cell]) => ({ where: `${table}.${slug}`, cell })),
    ),
  );

  it('is the same every time, and another one for another seed', () => {
    expect(demoCompany({ language, today, customers: 150 })).toEqual(company);
    expect(demoCompany({ language, today, customers: 150, seed: 'other' }).tables).not.toEqual(
      company.tables,
    );
  });

  it('has records in every table of every template, with fields and choices they know', () => {
    const known = new Set(templates.flatMap((template) => template.tables.map(({ slug }) => slug)));
    expect(new Set(tables.keys())).toEqual(known);
    for (const [table, records] of tables)
      expect([table, records.length > 20]).toEqual([table, true]);
    const strange = cells.filter(({ where, cell }) => {
      const field = fields.get(where);
      return !field || (field.options && !field.options.some(({ slug }) => slug === cell));
    });
    expect(strange).toEqual([]);
    for (const [table, slugs] of Object.entries(company.first)) {
      for (const slug of slugs) expect([...fields.keys()]).toContain(`${table}.${slug}`);
    }
  });

  it('links to records that come before, and names members there are', () => {
    const members = new Set(company.members.map(({ key }) => key));
    const before = new Map<string, ReadonlySet<string>>();
    const lost: string[] = [];
    for (const { table, records } of company.tables) {
      const keys = new Set(records.map(({ key }) => key));
      expect(keys.size).toBe(records.length);
      before.set(table, keys);
      for (const { cells: given } of records) {
        for (const [slug, cell] of Object.entries(given)) {
          const field = fields.get(`${table}.${slug}`);
          if (field?.type === 'member' && !members.has(String(cell))) lost.push(String(cell));
          if (field?.type !== 'link') continue;
          const there = before.get(field.target ?? '');
          lost.push(...(cell as readonly string[]).filter((key) => !there?.has(key)));
        }
      }
    }
    expect(lost).toEqual([]);
  });

  it('has sixty people under one head, each under somebody who comes before, and six to walk as', () => {
    expect(company.members).toHaveLength(60);
    const seen = new Set<string | null>([null]);
    for (const { key, manager } of company.members) {
      expect(seen).toContain(manager);
      seen.add(key);
    }
    expect(company.members.filter(({ manager }) => manager === null)).toHaveLength(1);
    const roles = new Set(templates.flatMap((template) => template.roles.map(({ slug }) => slug)));
    for (const { roles: held } of company.members) {
      for (const role of held) expect([...roles, 'owner']).toContain(role);
    }
    for (const key of Object.values(company.personas)) expect(seen).toContain(key);
    const { sales, sales_manager: lead } = company.personas;
    expect(company.members.find(({ key }) => key === sales)?.manager).toBe(lead);
  });

  it('reaches nobody: reserved domains and telephone numbers that are nobody’s', () => {
    const mails = [
      ...cells.filter(({ where }) => where.endsWith('.email')).map(({ cell }) => String(cell)),
      ...company.members.map(({ email }) => email),
    ];
    expect(new Set(company.members.map(({ email }) => email)).size).toBe(60);
    for (const mail of mails) expect(mail).toMatch(/^[a-z.]+@[a-z0-9-]+\.example$/);
    for (const { where, cell } of cells) {
      if (where.endsWith('.phone')) expect(cell).toMatch(/^\+\d+ \d+ 555/);
      if (where.endsWith('.website')) expect(cell).toMatch(/\.example$/);
    }
  });

  it('speaks one language', () => {
    const words = cells.filter(({ where }) =>
      /\.(name|subject|remark|notes|next_step|interest|solution|site|job_title)$/.test(where),
    );
    const han = words.filter(({ cell }) => /\p{Script=Han}/u.test(String(cell))).length;
    expect(words.length).toBeGreaterThan(1000);
    if (language === 'en') expect(han).toBe(0);
    else expect(han).toBe(words.length);
  });

  it('lies around its day: open work ahead, closed work behind', () => {
    const opportunities = tables.get('opportunities') ?? [];
    const closed = opportunities.filter(
      ({ cells: { stage } }) => stage === 'won' || stage === 'lost',
    );
    const open = opportunities.filter((one) => !closed.includes(one));
    for (const { cells: one } of closed) expect(String(one.close_date) <= today).toBe(true);
    const ahead = open.filter(({ cells: one }) => String(one.close_date) > today);
    expect(ahead.length).toBeGreaterThan(open.length / 2);
    expect(closed.length).toBeGreaterThan(open.length / 2);
    for (const { cells: one } of tables.get('orders') ?? []) {
      expect(String(one.order_date) <= '2026-03-20').toBe(true);
      if (one.payment === 'paid') expect(String(one.paid_on) <= today).toBe(true);
      // Half of what is asked for is cost.
      expect(Number(one.margin) < Number(one.amount)).toBe(true);
    }
  });
});
