import { type Field, type Grant, type Schema, unclassified } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { accessOf, grant, inRole, organisation, policy, schema } from './world.ts';

const people = organisation([inRole('rolsales', 'membob'), inRole('rolboss', 'memann')]);

describe('a scope through links', () => {
  const names = ['tbla', 'tblb', 'tblc', 'tbld'];
  const chain: Schema = {
    ...schema,
    tables: names.map((id, i) => {
      const next = names[i + 1];
      const base = { name: id, slug: id, classes: [] };
      const title: Field = { ...base, id: `fldtitle${i}`, type: 'text' };
      const link: Field[] = next
        ? [
            {
              ...base,
              id: `fldnext${i}`,
              type: 'link',
              target: next,
              reverse: `fldback${i}`,
              side: 'forward',
              single: true,
            },
          ]
        : [];
      return {
        ...base,
        id,
        app: 'appcrm',
        titleField: title.id,
        fields: [title, ...link],
        views: [],
      };
    }),
  };
  const through = names
    .slice(0, -1)
    .map((id, i) =>
      grant('rolsales', id, ['view'], { kind: 'any', of: [{ kind: 'via', link: `fldnext${i}` }] }),
    );

  it('reaches one link, one further link of the linked record, and no third', () => {
    const rules = policy([...through, grant('rolsales', 'tbld', ['view'])]);
    const { tables } = accessOf('membob', rules, people, { schema: chain });
    expect([...tables.keys()].sort()).toEqual(['tblb', 'tblc', 'tbld']);
    expect(JSON.stringify(tables.get('tblb')?.visible)).toContain('fldnext2');
  });
});

describe('a role that a department holds', () => {
  const held = (subtree: boolean) =>
    organisation([
      {
        group: { kind: 'role', id: 'rolboss' },
        holder: { kind: 'department', id: 'depall', subtree },
      },
    ]);
  const rules = policy([grant('rolboss', 'tblorders', ['view'])]);
  const opens = (member: string, subtree: boolean) =>
    accessOf(member, rules, held(subtree)).tables.has('tblorders');

  it('is held in it, and below it where that is said', () => {
    // Ann stands in the department itself, Bob in one below it, Cid in none.
    expect(['memann', 'membob', 'memcid'].map((one) => opens(one, false))).toEqual([
      true,
      false,
      false,
    ]);
    expect(['memann', 'membob', 'memcid'].map((one) => opens(one, true))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('records of nobody', () => {
  it('are those whose ownership fields are empty, and none where there is no such field', () => {
    const ownerless: Schema = {
      ...schema,
      tables: schema.tables.map((table) => ({
        ...table,
        fields: table.fields.filter(({ type }) => table.id !== 'tblorders' || type !== 'member'),
      })),
    };
    const unowned = { kind: 'any', of: [{ kind: 'unowned' }] } as const;
    const rules = policy([
      grant('rolsales', 'tblorders', ['view'], unowned),
      grant('rolsales', 'tblcustomers', ['view'], unowned),
    ]);
    const { tables } = accessOf('membob', rules, people, { schema: ownerless });
    expect([...tables.keys()]).toEqual(['tblcustomers']);
    expect(tables.get('tblcustomers')?.visible).toEqual({
      kind: 'atom',
      field: 'fldowner',
      test: { op: 'empty' },
    });
  });
});

describe('a field that nobody has classified yet', () => {
  const open: Schema = {
    ...schema,
    tables: schema.tables.map((table) => ({
      ...table,
      fields: table.fields.map((field) =>
        field.id === 'fldregion' ? { ...field, classes: [unclassified] } : field,
      ),
    })),
  };
  const sees = (role: string) => grant(role, 'tblcustomers', ['view', 'edit']);
  const rules: Grant = {
    ...grant('rolboss', '', [], { kind: 'none' }, { default: 'hidden', except: [] }),
    on: { kind: 'workspace' },
    actions: ['managePolicy'],
  };

  it('is hidden whatever rules say, but from who may classify it', () => {
    const shown = (member: string) =>
      accessOf(member, policy([sees('rolsales'), sees('rolboss'), rules]), people, { schema: open })
        .tables.get('tblcustomers')
        ?.shown.has('fldregion');
    expect([shown('membob'), shown('memann')]).toEqual([false, true]);
    const named = grant(
      'rolsales',
      'tblcustomers',
      ['view'],
      { kind: 'all' },
      {
        default: 'hidden',
        except: [{ field: 'fldregion', level: 'edit' }],
      },
    );
    const access = accessOf('membob', policy([named, sees('rolsales')]), people, { schema: open });
    expect(access.tables.get('tblcustomers')?.shown.has('fldregion')).toBe(false);
    expect(access.tables.get('tblcustomers')?.shown.has('fldname')).toBe(true);
  });
});
