import { type Denial, denial } from '@tessera/model';
import type { ViewAsAnswer, ViewAsRequest } from '@tessera/protocol';
import { tellerOf } from '../audit/workspace-log.ts';
import type { MemberContext } from '../context.ts';
import { liveHub } from '../live/hub.ts';
import { type LookedAs, type Sitting, sittingMs } from '../sittings.ts';
import { lookedAs } from './enter-view-as.ts';
import { noteStep } from './first-steps.ts';
import { requireRight } from './rights.ts';

/** Begins to look as a member or a role; for holders of managePolicy. It is in the log before it is open. */
export async function beginViewAs(
  context: MemberContext,
  request: ViewAsRequest,
): Promise<ViewAsAnswer | Denial> {
  const refused = requireRight(context, 'managePolicy');
  if (refused) return refused;
  const { app, workspace, member, now } = context;
  const as: LookedAs =
    'member' in request
      ? { kind: 'member', id: request.member }
      : { kind: 'role', id: request.role };
  const seen = lookedAs(workspace, as);
  if (seen === undefined)
    return denial('not_found', `There is no such ${as.kind === 'member' ? 'member' : 'role'}.`);
  const sitting: Sitting = {
    id: Buffer.from(app.random(18)).toString('base64url'),
    viewer: member.id,
    as,
    until: now + sittingMs,
  };
  await tell(context, 'viewAs.begin', sitting);
  workspace.sittings.begin(sitting);
  await noteStep(context, 'viewAs');
  return {
    id: sitting.id,
    as: { ...as, name: seen.member.name },
    until: new Date(sitting.until).toISOString(),
  };
}

/** Ends a sitting of one's own; its screens say goodbye at once. */
export async function endViewAs(
  context: MemberContext,
  id: string,
): Promise<{ readonly id: string } | Denial> {
  const { app, workspace, member, now } = context;
  const sitting = workspace.sittings.find(id, now);
  if (sitting?.viewer !== member.id) return denial('not_found', 'There is no such sitting.');
  await tell(context, 'viewAs.end', sitting);
  workspace.sittings.end(id);
  liveHub(app).endSitting(id);
  return { id };
}

async function tell(
  { workspace, member, now }: MemberContext,
  kind: 'viewAs.begin' | 'viewAs.end',
  { as }: Sitting,
): Promise<void> {
  await workspace.log.tell({ kind, objects: { [as.kind]: as.id } }, tellerOf(member.id, now));
}
