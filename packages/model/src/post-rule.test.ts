import { describe, expect, it } from 'vitest';
import type { PostRule } from './organisation.ts';
import { rolesForPost, rulesForPost } from './post-rule.ts';

const departments = [
  { id: 'depsales', name: 'Sales', parent: null },
  { id: 'depeast', name: 'East', parent: 'depsales' },
  { id: 'depcity', name: 'City', parent: 'depeast' },
  { id: 'depservice', name: 'Service', parent: null },
];
const rules: readonly PostRule[] = [
  {
    id: 'all',
    department: { id: 'depsales', below: true },
    title: null,
    roles: ['rolsales'],
  },
  {
    id: 'lead',
    department: { id: 'sales ', below: true },
    title: { op: 'contains', text: 'manager' },
    roles: ['rollead', 'rolsales'],
  },
  {
    id: 'only',
    department: { id: 'depsales', below: false },
    title: { op: 'is', text: 'Ｄirector' },
    roles: ['rolboss'],
  },
  { id: 'empty', department: null, title: { op: 'contains', text: ' ' }, roles: ['rolnever'] },
];
const ids = (post: Parameters<typeof rulesForPost>[1]) =>
  rulesForPost(rules, post, departments).map(({ id }) => id);

describe('rules for posts', () => {
  it('fit those in a department and, when told so, all below it', () => {
    expect(ids({ departments: ['depcity'] })).toEqual(['all']);
    expect(ids({ departments: ['depservice'], title: 'Manager' })).toEqual([]);
    expect(ids({ departments: ['depservice', 'depeast'] })).toEqual(['all']);
    expect(ids({ departments: [] })).toEqual([]);
  });

  it('compare titles without regard to case and width, and an empty text fits nobody', () => {
    expect(ids({ departments: ['depeast'], title: 'Area MANAGER, east' })).toEqual(['all', 'lead']);
    expect(ids({ departments: ['depsales'], title: ' director' })).toEqual(['all', 'only']);
    expect(ids({ departments: ['depeast'], title: 'Director' })).toEqual(['all']);
    expect(ids({ departments: ['depsales'], title: 'Director of art' })).toEqual(['all']);
  });

  it('all give their roles, each once', () => {
    const post = { departments: ['depeast'], title: 'Manager' };
    expect(rolesForPost(rules, post, departments)).toEqual(['rolsales', 'rollead']);
  });
});
