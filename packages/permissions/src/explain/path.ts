import type {
  DepartmentId,
  Organisation,
  Principal,
  RoleId,
  ServiceId,
  TeamId,
} from '@tessera/model';
import { isActive, isPrincipalOf, type Subject } from '../subject.ts';

/** How a rule comes to a member: named himself, with everyone, or through a group. */
export type Path =
  | { readonly kind: 'member' | 'everyone' }
  | { readonly kind: 'service'; readonly id: ServiceId }
  | { readonly kind: 'team'; readonly id: TeamId }
  | { readonly kind: 'department'; readonly id: DepartmentId }
  | {
      readonly kind: 'role';
      readonly id: RoleId;
      /** What holds the role: the member, or a team or department he stands in. */
      readonly by: 'member' | 'team' | 'department';
      readonly group?: TeamId | DepartmentId;
      /** Epoch ms at which the role ends by itself. */
      readonly until?: number;
    };

/** Every way in which a principal is among those of the subject now; none when it is not. */
export function pathsTo(
  principal: Principal,
  subject: Subject,
  organisation: Organisation,
  now: number,
): readonly Path[] {
  if (subject.kind === 'system' || !isPrincipalOf(subject, principal)) return [];
  switch (principal.kind) {
    case 'member':
    case 'everyone':
      return [{ kind: principal.kind }];
    case 'team':
    case 'department':
    case 'service':
      return [{ kind: principal.kind, id: principal.id }];
    case 'role':
      return organisation.memberships
        .filter(({ group }) => group.kind === 'role' && group.id === principal.id)
        .filter((membership) => isActive(membership, now))
        .filter(({ holder }) => isPrincipalOf(subject, holder))
        .map(({ holder, until }) => ({
          kind: 'role',
          id: principal.id,
          by: holder.kind,
          ...(holder.kind !== 'member' && { group: holder.id }),
          ...(until !== undefined && { until }),
        }));
    case 'link':
      return [];
  }
}
