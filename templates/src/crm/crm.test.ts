import {
  applySchemaChanges,
  checkTemplate,
  idMaker,
  instantiateTemplate,
  isDenial,
  type Language,
  type Organisation,
  type Text,
  tableActions,
} from '@tessera/model';
import { checkPolicy } from '@tessera/permissions';
import { describe, expect, it } from 'vitest';
import { templateBySlug, templates } from '../index.ts';
import { crm } from './index.ts';
import {
  createStatements,
  fieldSlugs,
  reach,
  recordActions,
  relations,
  roleSlugs,
  statements,
  type TableSlug,
  workspaceActionsByRole,
} from './who-sees-what.ts';

const tableSlugs = Object.keys(fieldSlugs) as TableSlug[];

/** Fields that the product fills: no statement may call them editable. */
function filledFields(table: TableSlug): ReadonlySet<string> {
  const own = crm.tables.find(({ slug }) => slug === table)?.fields ?? [];
  const types = ['autonumber', 'createdTime', 'createdBy', 'modifiedTime', 'modifiedBy'];
  return new Set([
    ...own.filter(({ type }) => types.includes(type)).map(({ slug }) => slug),
    ...reverseFields(table),
  ]);
}

function reverseFields(table: TableSlug): readonly string[] {
  return crm.tables.flatMap(({ fields }) =>
    fields.flatMap(({ target, reverse }) => (target === table && reverse ? [reverse.slug] : [])),
  );
}

/** Every object with both texts in it, with the path that leads there. */
function textsIn(value: unknown, path: string): { path: string; en: unknown; zh: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('en' in value || 'zh' in value) {
    const { en, zh } = value as { en?: unknown; zh?: unknown };
    return [{ path, en, zh }];
  }
  return Object.entries(value).flatMap(([key, child]) => textsIn(child, `${path}.${key}`));
}

describe('the CRM template', () => {
  it('is offered under its slug, and nothing under another', () => {
    expect(templates).toContain(crm);
    expect(templateBySlug('crm')).toBe(crm);
    expect(templateBySlug('no-such')).toBeUndefined();
  });

  it('names nothing that does not exist', () => {
    expect(checkTemplate(crm)).toEqual([]);
  });

  it('has every text in English and in Chinese', () => {
    const texts = textsIn(crm, 'crm').filter(({ path }) => !path.endsWith('.currency'));
    expect(texts.length).toBeGreaterThan(200);
    for (const { path, en, zh } of texts) {
      expect(en, `${path}.en`).toMatch(/^\S(.*\S)?$/);
      expect(en, `${path}.en`).not.toMatch(/\p{Script=Han}/u);
      if (/\.cells\.(phone|email|website)$/u.test(path)) expect(zh, `${path}.zh`).not.toBe('');
      else expect(zh, `${path}.zh`).toMatch(/\p{Script=Han}/u);
    }
  });

  it.each<Language>(['en', 'zh'])(
    'makes tables and a policy that may be saved (%s)',
    (language) => {
      let seed = 1;
      const makeId = idMaker((count) =>
        Uint8Array.from({ length: count }, () => {
          seed = (seed * 48271) % 2147483647;
          return seed & 255;
        }),
      );
      const made = instantiateTemplate(crm, {
        language,
        makeId,
        member: 'mem1',
        today: '2026-11-21',
      });
      const empty = { workspace: 'wsp1', version: 0, apps: [], tables: [], classes: [] };
      const schema = applySchemaChanges(empty, made.changes);
      if (isDenial(schema)) throw new Error(schema.message);
      const organisation: Organisation = {
        version: 1,
        members: [],
        roles: made.roles,
        teams: [],
        departments: [],
        memberships: [],
      };
      const { grants, restrictions } = made;
      expect(
        checkPolicy({ version: 1, grants, restrictions }, { schema, organisation }),
      ).toBeNull();
      const count = (slug: string) => {
        const id = schema.tables.find((table) => table.slug === slug)?.id;
        return made.records.find(({ table }) => table === id)?.records.length;
      };
      expect(tableSlugs.map(count)).toEqual([12, 20, 8, 25, 25]);
    },
  );

  it('invents its samples: only reserved domains and numbers', () => {
    for (const { cells } of [...(crm.records.customers ?? []), ...(crm.records.contacts ?? [])]) {
      const [email, phone] = [cells.email, cells.phone].map((cell) =>
        typeof cell === 'string' ? { en: cell, zh: cell } : (cell as Text),
      );
      for (const address of [email?.en, email?.zh])
        expect(address).toMatch(/^[a-z.]+@[a-z]+\.example$/);
      expect(phone?.en).toMatch(/^\+(1 \d{3} 555 01\d\d|47 555 01 \d{3})$/);
      expect(phone?.zh).toMatch(/^(138 0013 01\d\d|\+47 555 01 \d{3})$/);
    }
  });

  it('titles records by a field that every reader of the record sees', () => {
    for (const { table, view, fields } of statements) {
      const title = crm.tables.find(({ slug }) => slug === table)?.titleField ?? '';
      const levels: Readonly<Record<string, string>> = fields;
      if (view) expect(levels[title], table).not.toBe('hidden');
    }
  });

  it('watches no field for modification that some reader of the record does not see', () => {
    for (const { slug, fields } of crm.tables) {
      for (const field of fields) {
        if (!('watch' in field)) continue;
        const watched = field.watch === 'all' ? [] : field.watch;
        expect(watched.length).toBeGreaterThan(0);
        for (const { table, view, role, fields: shown } of statements) {
          if (table !== slug || !view) continue;
          const levels: Readonly<Record<string, string>> = shown;
          for (const name of watched) expect(levels[name], `${role} ${name}`).not.toBe('hidden');
        }
      }
    }
  });
});

describe('who sees what', () => {
  it('names all tables, and all fields with the reverse sides of links', () => {
    expect(tableSlugs).toEqual(crm.tables.map(({ slug }) => slug));
    for (const table of tableSlugs) {
      const own = crm.tables.find(({ slug }) => slug === table)?.fields ?? [];
      const all = [...own.map(({ slug }) => slug), ...reverseFields(table)];
      expect([...fieldSlugs[table]].sort()).toEqual(all.sort());
    }
  });

  it('names all roles of the template, the owner, and a member without a role', () => {
    expect(roleSlugs).toEqual([...crm.roles.map(({ slug }) => slug), 'owner', 'none']);
  });

  it('states each role, table and relation exactly once, over every field', () => {
    for (const role of roleSlugs) {
      for (const table of tableSlugs) {
        for (const relation of relations[table]) {
          const found = statements.filter(
            (one) =>
              one.role === role && one.table === table && one.on.some((on) => on === relation),
          );
          expect(found.length, `${role} ${table} ${relation}`).toBe(1);
          expect(Object.keys(found[0]?.fields ?? {})).toEqual(fieldSlugs[table]);
        }
      }
    }
  });

  it('states each role, table and owner of a new record exactly once', () => {
    for (const role of roleSlugs) {
      for (const table of tableSlugs) {
        for (const relation of relations[table].filter((one) => one !== 'via')) {
          const found = createStatements.filter(
            (one) =>
              one.role === role && one.table === table && one.on.some((on) => on === relation),
          );
          expect(found.length, `${role} ${table} ${relation}`).toBe(1);
          for (const { allowed, fields } of found) expect(fields.length > 0).toBe(allowed);
        }
      }
    }
  });

  it('does not contradict itself', () => {
    for (const { role, table, on, view, actions, notWhenWon, fields } of statements) {
      const where = `${role} ${table} ${on.join()}`;
      const shown = Object.values(fields);
      expect(actions.includes('view'), where).toBe(view);
      expect(
        shown.some((level) => level !== 'hidden'),
        where,
      ).toBe(view);
      if (!view) expect(actions, where).toEqual([]);
      if (shown.includes('edit')) expect(actions, where).toContain('edit');
      for (const action of notWhenWon ?? []) expect(actions, where).toContain(action);
    }
  });

  it('lets nobody write what the product fills in, nor an owner without the right to transfer', () => {
    for (const { role, table, on, actions, fields } of statements) {
      const levels: Readonly<Record<string, string>> = fields;
      for (const slug of filledFields(table)) expect(levels[slug], slug).not.toBe('edit');
      for (const slug of ['owner', 'co_owner']) {
        if (!actions.includes('transfer')) expect(levels[slug], `${role} ${on}`).not.toBe('edit');
      }
    }
    for (const { table, fields } of createStatements) {
      const filled = filledFields(table);
      expect(fields.filter((slug) => filled.has(slug))).toEqual([]);
    }
  });

  it('says the same in words as record by record', () => {
    const expected: Readonly<Record<string, readonly string[]>> = {
      never: [],
      own: ['own'],
      reports: ['report'],
      'own + reports': ['own', 'report'],
      'own + reports + via customer': ['own', 'report', 'via'],
      'all but won': ['own', 'report', 'stranger', 'via'],
      all: ['own', 'report', 'stranger', 'via'],
    };
    for (const role of roleSlugs) {
      for (const table of tableSlugs) {
        expect(Object.keys(reach[role][table])).toEqual(tableActions);
        for (const action of recordActions) {
          const rows = statements.filter((one) => one.role === role && one.table === table);
          const on = rows
            .filter(({ actions }) => actions.includes(action))
            .flatMap((one): readonly string[] => one.on);
          const word = reach[role][table][action];
          const all: readonly string[] = relations[table];
          const wanted = (expected[word] ?? ['?']).filter((one) => all.includes(one));
          expect([...on].sort(), `${role} ${table} ${action}`).toEqual([...wanted].sort());
          const won = rows.some(({ notWhenWon }) => notWhenWon?.includes(action));
          expect(word === 'all but won', `${role} ${table} ${action}`).toBe(won);
        }
        const made = createStatements
          .filter((one) => one.role === role && one.table === table && one.allowed)
          .flatMap((one): readonly string[] => one.on);
        const words: Readonly<Record<string, readonly string[]>> = {
          never: [],
          own: ['own'],
          'own + reports': ['own', 'report'],
          all: ['own', 'report', 'stranger'].filter(
            (one) => one === 'stranger' || table !== 'products',
          ),
        };
        expect([...made].sort(), `${role} ${table}`).toEqual(words[reach[role][table].create]);
      }
    }
  });

  it('shows margin to management alone, and no opportunity to service', () => {
    for (const { role, table, view, fields } of statements) {
      if (table === 'opportunities' && 'margin' in fields) {
        expect(fields.margin === 'hidden').toBe(role !== 'management');
        if (role === 'service') expect(view).toBe(false);
      }
    }
    expect(workspaceActionsByRole.administrator).not.toContain('manageBackups');
  });
});
