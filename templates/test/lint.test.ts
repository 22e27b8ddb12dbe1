import { lintPolicy } from '@tessera/permissions';
import { expect, it } from 'vitest';
import { templates } from '../src/index.ts';
import { type Company, companyOf } from './company.ts';

/** Errors and warnings, with somebody in every role; administrators hold what the check would part, knowingly. */
function gravely({ schema, roles, policy }: Company) {
  const organisation = {
    version: 1,
    members: roles.map(({ id, name }) => ({
      id: `mem${id}`,
      name,
      email: `${id}@tessera.example`,
      status: 'active' as const,
      manager: null,
    })),
    roles: [...roles, { id: 'rolowner', name: 'Owner', builtIn: 'owner' as const }],
    teams: [],
    departments: [],
    memberships: roles.map(({ id }) => ({
      group: { kind: 'role' as const, id },
      holder: { kind: 'member' as const, id: `mem${id}` },
    })),
  };
  return lintPolicy(policy, { schema, organisation, now: 0 }).filter(
    ({ code, severity }) => severity !== 'note' && code !== 'duties',
  );
}

it.each(templates)('the check of the rules has no error and no warning in $slug', (template) => {
  expect(gravely(companyOf([template]))).toEqual([]);
});

it('nor in all of them together', () => {
  expect(gravely(companyOf(templates))).toEqual([]);
});
