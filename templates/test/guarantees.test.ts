import type { Policy, Template } from '@tessera/model';
import { tableActions } from '@tessera/model';
import { findBreaches } from '@tessera/permissions';
import { describe, expect, it } from 'vitest';
import { templates } from '../src/index.ts';
import { type Company, companyOf, organisation } from './company.ts';

/** With an owner who holds every role's workspace, and somebody new in each role. */
const breaches = (company: Company, policy: Policy = company.policy) =>
  findBreaches(policy, {
    schema: company.schema,
    organisation: organisation(company, 'owner'),
    now: 0,
    timeZone: 'UTC',
  });

describe('the guarantees of templates', () => {
  it.each(templates)('are kept by $slug', (template) => {
    const company = companyOf([template]);
    expect(company.policy.guarantees?.length).toBeGreaterThan(0);
    expect(breaches(company)).toEqual([]);
  });

  it('are kept by all templates together', () => {
    const company = companyOf(templates);
    const shipped = templates.flatMap(({ guarantees = [] }: Template) => guarantees);
    expect(company.policy.guarantees?.length).toBe(shipped.length);
    expect(breaches(company)).toEqual([]);
  });

  it('are each broken once everything is open to everyone', () => {
    const company = companyOf(templates);
    const open: Policy = {
      ...company.policy,
      grants: [
        {
          id: 'graopen',
          to: { kind: 'everyone' },
          on: { kind: 'workspace' },
          actions: [...tableActions],
          scope: { kind: 'all' },
          fields: { default: 'read', except: [] },
          origin: 'direct',
          reason: 'A mistake.',
        },
      ],
      restrictions: [],
    };
    expect(breaches(company, open).map(({ guarantee }) => guarantee)).toEqual(
      company.policy.guarantees?.map(({ id }) => id),
    );
  });
});
