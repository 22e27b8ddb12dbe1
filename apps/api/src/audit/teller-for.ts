import type { Teller } from '@tessera/store';
import type { MemberContext } from '../context.ts';
import { tellerOf } from './workspace-log.ts';

/** Who asks, as the log names him. */
export const tellerFor = ({ member, token, now }: MemberContext, reason?: string): Teller => ({
  ...tellerOf(member.id, now, reason),
  ...(token && { token: token.id }),
});
