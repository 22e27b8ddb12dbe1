import { memberChangeRequest, memberRequest, type OutMember } from '@tessera/protocol';
import { describe, expect, it } from 'vitest';
import { changesOf, emptyForm, formOf, invitationOf, withRoles } from './member-form.ts';

const member: OutMember = {
  id: 'mem1',
  name: 'Li Na',
  email: 'li.na@example.com',
  status: 'active',
  manager: 'mem2',
  roles: [{ role: 'rolsales' }, { role: 'roladmin', until: 99 }],
  teams: ['tea1'],
  departments: [],
};

describe('the form of a member', () => {
  it('asks for nothing when nothing was changed', () => {
    expect(changesOf(member, formOf(member))).toEqual({});
  });

  it('keeps roles for a time when others change', () => {
    const changed = changesOf(member, withRoles(formOf(member), ['roladmin', 'rolservice']));
    expect(changed.roles).toEqual([{ role: 'roladmin', until: 99 }, { role: 'rolservice' }]);
    expect(memberChangeRequest.safeParse(changed).success).toBe(true);
  });

  it('notices that a role ends earlier', () => {
    const form = formOf(member);
    const roles = form.roles.map((one) => (one.role === 'rolsales' ? { ...one, until: 7 } : one));
    expect(changesOf(member, { ...form, roles }).roles).toContainEqual({
      role: 'rolsales',
      until: 7,
    });
  });

  it('makes an invitation the server accepts', () => {
    const body = invitationOf({ ...emptyForm, name: ' Wang Wei ', email: 'wei@example.com' });
    expect(body.name).toBe('Wang Wei');
    expect(memberRequest.safeParse(body).success).toBe(true);
  });
});
