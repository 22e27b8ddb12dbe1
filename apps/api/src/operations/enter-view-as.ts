import {
  type Denial,
  denial,
  isDenial,
  type Member,
  type MemberId,
  type TokenId,
} from '@tessera/model';
import { type Access, viewedBy } from '@tessera/permissions';
import { accessUnder } from '../access-cache.ts';
import type { AppContext, MemberContext, WorkspaceContext } from '../context.ts';
import type { LookedAs } from '../sittings.ts';
import { memberContext } from './enter-workspace.ts';
import { sharesKnown } from './shares-to-tell.ts';

/** The one answer for a sitting that has ended, is somebody else's, or never was. */
export const viewAsEnded: Denial = denial('forbidden', 'You no longer look as somebody else.', {
  viewAs: 'ended',
});

/** The answer of everything that would change something while its caller looks as somebody else. */
export const viewAsReadOnly: Denial = denial(
  'forbidden',
  'You are looking as somebody else: nothing can be changed.',
  { viewAs: 'readOnly' },
);

/** Who somebody would be as another, and what that one may do; undefined for one who is not there, or not any more. */
export function lookedAs(
  { store, accessOf, accessOfRole }: WorkspaceContext,
  { kind, id }: LookedAs,
): { readonly member: Member; readonly access: Access } | undefined {
  const { members, roles } = store.organisation();
  if (kind === 'member') {
    const member = members.find((one) => one.id === id && one.status !== 'deactivated');
    return member && { member, access: accessOf(id) };
  }
  const role = roles.find((one) => one.id === id);
  if (role === undefined) return undefined;
  const access = accessOfRole(id);
  const { name } = role;
  return {
    member: { id: access.subject.id, name, email: '', status: 'active', manager: null },
    access,
  };
}

/**
 * The context of one who looks as somebody else in a sitting: the other's identity, and of his access what the viewer
 * has too. A denial when the sitting is not open, or its viewer may not look any more.
 */
export function viewAsContext(viewer: MemberContext, id: string): MemberContext | Denial {
  const { workspace, now } = viewer;
  const sitting = workspace.sittings.find(id, now);
  if (sitting?.viewer !== viewer.member.id) return viewAsEnded;
  const seen = viewer.access.workspace.has('managePolicy') && lookedAs(workspace, sitting.as);
  if (!seen) return viewAsEnded;
  const viewed = asKnownTo(viewer, seen.access);
  return {
    ...viewer,
    member: seen.member,
    access: seenBy(viewed, viewer.access),
    viewAs: { sitting, viewer, viewed },
  };
}

/** Another's access without what shares of records in tables give him that the viewer does not see whole: that there are any would show. */
function asKnownTo({ workspace, access, now }: MemberContext, viewed: Access): Access {
  const { store } = workspace;
  const { open } = store.shares();
  const shares = sharesKnown(access, open);
  if (shares.length === open.length) return viewed;
  return accessUnder(store, { policy: store.policy(), shares }, viewed.subject, now);
}

/** Who is at the other end, by whatever way he came. */
interface Caller {
  readonly member: MemberId;
  /** In which he looks as somebody else. */
  readonly sitting?: string | undefined;
  readonly token?: TokenId | undefined;
}

/** The same member, or the same sitting, as things are now; undefined when he is not let in any more. */
export function contextNow(
  app: AppContext,
  workspace: WorkspaceContext,
  { member, sitting, token }: Caller,
): MemberContext | undefined {
  const own = memberContext(app, workspace, member, token);
  if (own === undefined || sitting === undefined) return own;
  const seen = viewAsContext(own, sitting);
  return isDenial(seen) ? undefined : seen;
}

/** The context of a request, as things are now. */
export function again(context: MemberContext): MemberContext | undefined {
  const { app, workspace, token, viewAs } = context;
  const { member } = viewAs?.viewer ?? context;
  const caller = { member: member.id, sitting: viewAs?.sitting.id, token: token?.id };
  return contextNow(app, workspace, caller);
}

/** Whether what is open to a member himself alone is open: to one who looks as him only where he manages members. */
export function isOneself({ member, viewAs }: MemberContext, id: MemberId): boolean {
  return (
    id === member.id &&
    (viewAs === undefined || viewAs.viewer.access.workspace.has('manageMembers'))
  );
}

const both = new WeakMap<Access, WeakMap<Access, Access>>();

/** Kept with the two accesses it is made of: when either is compiled anew, so is this. */
function seenBy(viewed: Access, viewer: Access): Access {
  const known = both.get(viewed) ?? new WeakMap<Access, Access>();
  both.set(viewed, known);
  const access = known.get(viewer) ?? viewedBy(viewed, viewer);
  known.set(viewer, access);
  return access;
}
