import type { MemberContext } from '../context.ts';
import { contextNow } from '../operations/enter-view-as.ts';
import type { Visitor } from './connection.ts';

/** What somebody at the other end may do now, as himself or as whom he looks as; undefined when not any more. */
export function visitorNow(
  { app, workspace }: Pick<MemberContext, 'app' | 'workspace'>,
  visitor: Visitor,
): MemberContext | undefined {
  return contextNow(app, workspace, visitor);
}
