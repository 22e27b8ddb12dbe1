import {
  type Denial,
  denial,
  isDenial,
  isOpenToken,
  type Token,
  type TokenHolder,
} from '@tessera/model';
import type { MadeToken, OutToken, TokenRequest, TokensAnswer } from '@tessera/protocol';
import { hashToken } from '../auth/one-time-token.ts';
import { makeTokenText } from '../auth/token-text.ts';
import type { MemberContext } from '../context.ts';
import { liveHub } from '../live/hub.ts';
import { authorship } from './commit.ts';

/** Open tokens of one holder. */
const mostOfOne = 30;
const dayMs = 24 * 3600 * 1000;

/** One's own tokens that are not revoked, newest first. */
export function readTokens(context: MemberContext): TokensAnswer {
  // Those of another one are his own, also to one who looks as him.
  if (context.viewAs) return { tokens: [] };
  return { tokens: tokensOf(context, holderOf(context)) };
}

/** Makes a token of one's own. It is never more than oneself, so nobody else need allow it. */
export async function makeToken(
  context: MemberContext,
  request: TokenRequest,
): Promise<MadeToken | Denial> {
  return await makeTokenFor(context, holderOf(context), request);
}

/** Revokes a token of one's own; who is connected by it is cut off. */
export async function revokeToken(
  context: MemberContext,
  id: string,
): Promise<{ readonly id: string } | Denial> {
  return await revokeTokenOf(context, holderOf(context), id);
}

/** The tokens of a holder that are not revoked, newest first. */
export function tokensOf(context: MemberContext, holder: TokenHolder): readonly OutToken[] {
  const { store } = context.workspace;
  return store
    .tokens()
    .filter((token) => isHeldBy(token, holder) && token.revokedAt === undefined)
    .map((token) => outToken(context, token))
    .reverse();
}

export async function makeTokenFor(
  context: MemberContext,
  holder: TokenHolder,
  { name, ceiling, days }: TokenRequest,
): Promise<MadeToken | Denial> {
  const { app, workspace, member, now } = context;
  const open = workspace.store
    .tokens()
    .filter((token) => isHeldBy(token, holder) && isOpenToken(token, now));
  if (open.length >= mostOfOne)
    return denial('too_large', `At most ${mostOfOne} tokens at once. Revoke one first.`);
  const secret = makeTokenText(workspace.id, app.random);
  const token: Token = {
    id: app.makeId('token'),
    holder,
    name,
    ceiling,
    until: now + days * dayMs,
    at: now,
    by: member.id,
  };
  await workspace.store.addToken(token, hashToken(secret), authorship(context));
  return { token: outToken(context, token), secret };
}

export async function revokeTokenOf(
  context: MemberContext,
  holder: TokenHolder,
  id: string,
): Promise<{ readonly id: string } | Denial> {
  const { app, workspace } = context;
  const found = workspace.store.tokens().find((token) => token.id === id);
  // Of somebody else, or none: one like the other.
  if (!found || !isHeldBy(found, holder)) return denial('not_found', 'There is no such token.');
  const done = await workspace.store.revokeToken(id, authorship(context));
  if (isDenial(done)) return done;
  liveHub(app).endSession(id);
  return { id };
}

const holderOf = ({ member }: MemberContext): TokenHolder => ({ kind: 'member', id: member.id });

const isHeldBy = ({ holder }: Token, { kind, id }: TokenHolder) =>
  holder.kind === kind && holder.id === id;

function outToken({ workspace, now }: MemberContext, token: Token): OutToken {
  const { id, name, ceiling, at, until, by, usedAt } = token;
  const maker = workspace.store.organisation().members.find((one) => one.id === by);
  return {
    id,
    name,
    ceiling,
    at: new Date(at).toISOString(),
    until: new Date(until).toISOString(),
    by: { id: by, name: maker?.name ?? '' },
    ...(usedAt !== undefined && { usedAt: new Date(usedAt).toISOString() }),
    open: isOpenToken(token, now),
  };
}
