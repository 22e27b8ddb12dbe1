import { type Grant, levels, type Policy, type Scope, tableActions } from '@tessera/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addVia, hasWorkspaceRight, levelOf, setLevel, setWorkspaceRight } from './edit-policy.ts';
import { cellOf, grantsOn, reachesInVain, setWords } from './matrix.ts';
import { offeredWords, scopeOf, wordsKey, wordsOf } from './scope-words.ts';

const table = { id: 'tblorders', app: 'appcrm' };
let made = 0;
const makeId = () => `granew${++made}`;

function grant(
  id: string,
  scope: Scope,
  actions: Grant['actions'],
  more: Partial<Grant> = {},
): Grant {
  return {
    id,
    to: { kind: 'role', id: 'rolsales' },
    on: { kind: 'table', id: 'tblorders' },
    actions,
    scope,
    fields: { default: 'edit', except: [{ class: 'clsprofit', level: 'hidden' }] },
    origin: 'role',
    reason: 'as before',
    ...more,
  };
}

const own: Scope = { kind: 'any', of: [{ kind: 'own' }] };
const reports: Scope = { kind: 'any', of: [{ kind: 'reports', depth: 'all' }] };
const rule: Scope = { kind: 'any', of: [{ kind: 'via', link: 'fldcustomer' }] };
const sales: Policy = {
  version: 7,
  grants: [
    grant('graown', own, ['view', 'edit', 'create']),
    grant('gralead', reports, ['view', 'edit', 'transfer']),
    grant('gravia', rule, ['view', 'comment']),
    grant('graother', own, ['view'], { to: { kind: 'role', id: 'rolother' } }),
  ],
  restrictions: [],
};
const set = (
  policy: Policy,
  action: (typeof tableActions)[number],
  words: Parameters<typeof setWords>[4],
) => setWords(policy, 'rolsales', 'tblorders', action, words, makeId, 'changed');
const words = (policy: Policy, action: (typeof tableActions)[number]) =>
  wordsKey(cellOf(policy, 'rolsales', table, action).words);

describe('the matrix of a role', () => {
  it('shows the union of what plain grants give, and rules beside it', () => {
    expect(words(sales, 'view')).toBe('own+allReports');
    expect(words(sales, 'transfer')).toBe('allReports');
    expect(words(sales, 'delete')).toBe('nobody');
    expect(cellOf(sales, 'rolsales', table, 'view').byRule.map(({ id }) => id)).toEqual(['gravia']);
  });

  it('narrows by taking the action from grants that reach too far, and from nothing else', () => {
    const next = set(sales, 'edit', ['own']);
    expect(words(next, 'edit')).toBe('own');
    expect(words(next, 'view')).toBe('own+allReports');
    expect(next.grants.map(({ id }) => id)).toEqual(sales.grants.map(({ id }) => id));
    expect(next.grants[0]).toBe(sales.grants[0]);
    expect(next.grants[2]).toBe(sales.grants[2]);
  });

  it('widens into the grants there are, each with its own fields', () => {
    const next = set(sales, 'delete', ['own', 'allReports']);
    expect(next.grants).toHaveLength(sales.grants.length);
    expect(words(next, 'delete')).toBe('own+allReports');
  });

  it('makes one grant for what is missing, with the levels the role has there', () => {
    const next = set(sales, 'view', 'all');
    expect(words(next, 'view')).toBe('all');
    expect(next.grants.at(-1)).toMatchObject({
      actions: ['view'],
      scope: { kind: 'all' },
      fields: sales.grants[0]?.fields,
      reason: 'changed',
    });
  });

  it('removes a grant that has no action left', () => {
    const one: Policy = { ...sales, grants: [grant('gra1', own, ['view'])] };
    expect(set(one, 'view', []).grants).toEqual([]);
  });

  it('shows grants on the app or the workspace as inherited and never changes them', () => {
    const above: Policy = {
      ...sales,
      grants: [grant('gra1', { kind: 'all' }, ['view'], { on: { kind: 'app', id: 'appcrm' } })],
    };
    expect(cellOf(above, 'rolsales', table, 'view')).toMatchObject({ words: [], inherited: 'all' });
    expect(set(above, 'view', []).grants).toEqual(above.grants);
  });

  it('leaves dated and temporary grants alone', () => {
    const dated: Policy = { ...sales, grants: [grant('gra1', own, ['view'], { until: 5 })] };
    expect(set(dated, 'view', []).grants).toEqual(dated.grants);
    expect(cellOf(dated, 'rolsales', table, 'view').byRule).toHaveLength(1);
  });

  it('tells when an action reaches further than seeing', () => {
    const plain: Policy = { ...sales, grants: [grant('gra1', own, ['view'])] };
    expect(reachesInVain(set(plain, 'edit', 'all'), 'rolsales', table, 'edit')).toBe(true);
    expect(reachesInVain(set(plain, 'edit', ['own']), 'rolsales', table, 'edit')).toBe(false);
  });

  it('ends with exactly what was chosen, whatever stood there, and touches no rule', () => {
    const scopes = fc.constantFrom<Scope[]>(rule, ...offeredWords.map(scopeOf));
    const some = fc
      .array(fc.tuple(scopes, fc.subarray([...tableActions], { minLength: 1 })), { maxLength: 5 })
      .map((all) => ({
        ...sales,
        grants: all.map(([scope, actions], i) => grant(`gra${i}`, scope, actions)),
      }));
    fc.assert(
      fc.property(
        some,
        fc.constantFrom(...tableActions),
        fc.constantFrom(...offeredWords),
        (policy, action, chosen) => {
          const next = set(policy, action, chosen);
          expect(words(next, action)).toBe(wordsKey(chosen));
          for (const other of tableActions.filter((one) => one !== action))
            expect(words(next, other)).toBe(words(policy, other));
          const rules = (one: Policy) =>
            grantsOn(one, 'rolsales', 'tblorders').filter(({ scope }) => wordsOf(scope) === null);
          expect(rules(next)).toEqual(rules(policy));
        },
      ),
    );
  });
});

describe('levels of fields', () => {
  it('let a field beat its classes, and the lowest class the default', () => {
    const fields: Grant['fields'] = {
      default: 'edit',
      except: [
        { class: 'clsa', level: 'read' },
        { class: 'clsb', level: 'hidden' },
        { field: 'fld1', level: 'read' },
      ],
    };
    expect(levelOf(fields, 'fld1', ['clsb'])).toBe('read');
    expect(levelOf(fields, 'fld2', ['clsa', 'clsb'])).toBe('hidden');
    expect(levelOf(fields, 'fld3', [])).toBe('edit');
  });

  it('can be set and taken away again without a trace', () => {
    const key = { kind: 'field', id: 'fldmargin' } as const;
    for (const level of levels)
      expect(setLevel(setLevel(sales, 'graown', key, level), 'graown', key, null)).toEqual(sales);
  });
});

describe('rights on the workspace and rules', () => {
  it('are given in a grant of their own and taken again', () => {
    const given = setWorkspaceRight(sales, 'rolsales', 'viewAudit', true, makeId, 'why');
    expect(hasWorkspaceRight(given, 'rolsales', 'viewAudit')).toBe(true);
    expect(setWorkspaceRight(given, 'rolsales', 'viewAudit', false, makeId, 'why')).toEqual(sales);
  });

  it('open records through a link to look at only', () => {
    const next = addVia(sales, 'rolsales', 'tblorders', 'fldcustomer', 'gra9', 'why');
    expect(next.grants.at(-1)).toMatchObject({ actions: ['view'], fields: { default: 'read' } });
  });
});
