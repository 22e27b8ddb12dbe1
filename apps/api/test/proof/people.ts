import type { Member, MemberId, Membership, Organisation } from '@tessera/model';

const member = (id: MemberId, name: string, manager: MemberId | null): Member => ({
  id,
  name,
  email: `${id}@example.com`,
  status: 'active',
  manager,
});

/** Everyone in the workspace of the suite. Lee leads Sam and Sia; Rex holds a role of random rules. */
export const members: readonly Member[] = [
  member('memowner', 'Olga Owner', null),
  member('memlead', 'Lee Lead', null),
  member('memsam', 'Sam Seller', 'memlead'),
  member('memsia', 'Sia Seller', 'memsam'),
  member('memtom', 'Tom Seller', null),
  member('memserv', 'Vic Service', null),
  member('memboss', 'Bo Boss', null),
  member('memadmin', 'Ada Admin', null),
  member('memkim', 'Kim Consultant', null),
  member('memned', 'Ned Dropper', null),
  member('memarch', 'Art Architect', null),
  member('memaud', 'Aud Auditor', null),
  member('memeve', 'Eve Nobody', null),
  member('memrex', 'Rex Random', null),
  member('memfay', 'Fay Friend', 'memrex'),
];

export const roleIds = {
  owner: 'rolowner',
  consultant: 'rolconsultant',
  dropper: 'roldropper',
  architect: 'rolarchitect',
  auditor: 'rolauditor',
  random: 'rolrandom',
  spare: 'rolspare',
} as const;

/** Roles of the suite's own, beside those of the template. */
export const ownRoles: Organisation['roles'] = [
  { id: roleIds.owner, name: 'Owner', builtIn: 'owner' },
  { id: roleIds.consultant, name: 'Consultant' },
  { id: roleIds.dropper, name: 'Dropper' },
  { id: roleIds.architect, name: 'Architect' },
  { id: roleIds.auditor, name: 'Auditor' },
  { id: roleIds.random, name: 'Random' },
  { id: roleIds.spare, name: 'Spare' },
];

/** Subjects of the proof: member, and what they stand for. */
export const subjects = {
  sales: 'memtom',
  salesManager: 'memlead',
  service: 'memserv',
  nobody: 'memeve',
  administrator: 'memadmin',
  consultant: 'memkim',
  dropper: 'memned',
  architect: 'memarch',
  auditor: 'memaud',
  random: 'memrex',
} as const;
export type SubjectName = keyof typeof subjects;
export const subjectNames = Object.keys(subjects) as SubjectName[];

/** Who holds which role; `role` gives the id of a template's role by its slug. */
export function membershipsOf(role: (slug: string) => string): readonly Membership[] {
  const inRole = (id: string, holder: MemberId): Membership => ({
    group: { kind: 'role', id },
    holder: { kind: 'member', id: holder },
  });
  const inGroup = (kind: 'team' | 'department', id: string, holder: MemberId): Membership => ({
    group: { kind, id },
    holder: { kind: 'member', id: holder },
  });
  return [
    inRole(roleIds.owner, 'memowner'),
    ...['memlead', 'memsam', 'memsia', 'memtom'].map((id) => inRole(role('sales'), id)),
    inRole(role('service'), 'memserv'),
    inRole(role('management'), 'memboss'),
    inRole(role('administrator'), 'memadmin'),
    inRole(roleIds.consultant, 'memkim'),
    inRole(roleIds.dropper, 'memned'),
    inRole(roleIds.architect, 'memarch'),
    inRole(roleIds.auditor, 'memaud'),
    inRole(roleIds.random, 'memrex'),
    inGroup('team', 'teaone', 'memrex'),
    inGroup('team', 'teaone', 'memsam'),
    inGroup('team', 'teatwo', 'memtom'),
    inGroup('department', 'depsub', 'memrex'),
    inGroup('department', 'depsub', 'memfay'),
    inGroup('department', 'depother', 'memsia'),
  ];
}

export const teams: Organisation['teams'] = [
  { id: 'teaone', name: 'One' },
  { id: 'teatwo', name: 'Two' },
];

export const departments: Organisation['departments'] = [
  { id: 'deptop', name: 'Top', parent: null },
  { id: 'depsub', name: 'Sub', parent: 'deptop' },
  { id: 'depother', name: 'Other', parent: null },
];
