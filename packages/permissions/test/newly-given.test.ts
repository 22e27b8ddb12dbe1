import type { Grant } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { newlyGiven } from '../src/index.ts';
import { policy } from './world.ts';

const rule = (more: Partial<Grant> = {}): Grant => ({
  id: 'graone',
  to: { kind: 'role', id: 'rolsales' },
  on: { kind: 'workspace' },
  actions: ['manageSchema'],
  scope: { kind: 'none' },
  fields: { default: 'hidden', except: [] },
  origin: 'role',
  reason: 'Why',
  ...more,
});
const everyone = (more: Partial<Grant> = {}) =>
  rule({
    to: { kind: 'everyone' },
    actions: ['view', 'edit'],
    on: { kind: 'table', id: 'tblorders' },
    scope: { kind: 'all' },
    ...more,
  });
const between = (before: readonly Grant[], after: readonly Grant[]) =>
  newlyGiven(policy([...before]), policy([...after]));

describe('what rules newly give', () => {
  it('is nothing where they give rights on records to some, or only take', () => {
    expect(between([], [rule({ actions: ['view', 'delete'], scope: { kind: 'all' } })])).toBeNull();
    expect(between([rule(), everyone()], [])).toBeNull();
    const less = rule({ actions: ['manageSchema', 'viewAudit'], until: 20 });
    expect(between([less], [rule({ until: 10 })])).toBeNull();
    expect(between([everyone()], [everyone({ actions: ['view'], from: 5 })])).toBeNull();
  });

  it('is nothing where a rule that stood is called or reasoned otherwise, or told by two', () => {
    expect(between([rule()], [rule({ id: 'graother', reason: 'Better' })])).toBeNull();
    const two = [rule({ actions: ['viewAudit'] }), rule({ id: 'gratwo' })];
    expect(between([rule({ actions: ['manageSchema', 'viewAudit'] })], two)).toBeNull();
    expect(between([everyone()], [everyone({ id: 'graother', reason: 'Better' })])).toBeNull();
  });

  it('is each right on the workspace by whom it is given to, also for longer than before', () => {
    const given = (to: Grant['to'], ...rights: string[]) => ({
      rights: [{ to, rights }],
      everyone: [],
    });
    const { to } = rule();
    expect(between([], [rule()])).toEqual(given(to, 'manageSchema'));
    expect(between([rule()], [rule({ actions: ['manageSchema', 'managePolicy'] })])).toEqual(
      given(to, 'managePolicy'),
    );
    expect(between([rule({ until: 10 })], [rule()])).toEqual(given(to, 'manageSchema'));
    expect(between([rule({ from: 10 })], [rule({ from: 5 })])).toEqual(given(to, 'manageSchema'));
    const department = { kind: 'department', id: 'depsales', subtree: false } as const;
    const tree = { ...department, subtree: true };
    expect(between([rule({ to: department })], [rule({ to: tree })])).toEqual(
      given(tree, 'manageSchema'),
    );
    expect(between([], [rule(), rule({ id: 'gratwo', actions: ['viewAudit'] })])).toEqual(
      given(to, 'manageSchema', 'viewAudit'),
    );
  });

  it('is each rule for everyone that gives what none for everyone gave', () => {
    const found = { rights: [], everyone: ['graone'] };
    expect(between([], [everyone()])).toEqual(found);
    expect(between([everyone({ to: { kind: 'role', id: 'rolsales' } })], [everyone()])).toEqual(
      found,
    );
    for (const before of [
      everyone({ actions: ['view'] }),
      everyone({ scope: { kind: 'none' } }),
      everyone({ fields: { default: 'masked', except: [] } }),
      everyone({ on: { kind: 'table', id: 'tbltasks' } }),
      everyone({ until: 10 }),
    ])
      expect(between([before], [everyone()])).toEqual(found);
    expect(between([], [everyone({ actions: [] })])).toBeNull();
  });
});
