import type { Told } from '@tessera/store';
import { tellerFor } from '../audit/teller-for.ts';
import type { MemberContext } from '../context.ts';

/** Tells the log what the caller is about to take out; of one who looks as somebody else, also as whom. */
export async function tell(context: MemberContext, { kind, objects }: Told): Promise<void> {
  const { workspace, viewAs } = context;
  if (viewAs === undefined) return await workspace.log.tell({ kind, objects }, tellerFor(context));
  const { as } = viewAs.sitting;
  const looking = { ...objects, [as.kind]: as.id, via: 'viewAs' as const };
  await workspace.log.tell({ kind, objects: looking }, tellerFor(viewAs.viewer));
}
