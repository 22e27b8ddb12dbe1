import { upgradeWebSocket } from '@hono/node-server';
import { isDenial } from '@tessera/model';
import type { Context, Hono, Next } from 'hono';
import { WebSocket } from 'ws';
import { bearerOf } from '../auth/bearer.ts';
import { paneOf } from '../auth/pane.ts';
import { sessionOf } from '../auth/session.ts';
import type { AppContext, MemberContext } from '../context.ts';
import { denialResponse, errorResponse, thrownResponse } from '../http/error-response.ts';
import { isOwnOrigin } from '../http/origin.ts';
import type { Visitor } from '../live/connection.ts';
import { type LiveClient, liveHub } from '../live/hub.ts';
import { stillOpens } from '../operations/enter-by-token.ts';
import { viewAsContext } from '../operations/enter-view-as.ts';
import { memberOf } from '../operations/enter-workspace.ts';
import { addressOf, byToken } from './mount.ts';

/** GET /workspaces/:ws/live: who asks is settled before the socket opens, with the answers of any other request. */
export function liveRoutes(api: Hono, app: AppContext): void {
  api.get('/workspaces/:ws/live', async (c, next) => {
    const request = c.req.raw;
    // Browsers send no preflight before a WebSocket, so a page of another site is turned away here.
    const origin = request.headers.get('origin');
    if (origin !== null && !isOwnOrigin(app.config, origin, request)) {
      return errorResponse('forbidden', 'This page is not the address of the server.');
    }
    const secret = bearerOf(request);
    if (secret !== undefined) {
      const http = { request, address: addressOf(c) };
      const caller = await byToken(
        app,
        { access: 'member' },
        http,
        secret,
        c.req.param('ws'),
      ).catch((thrown: unknown) => thrownResponse(thrown, app.log));
      if (caller instanceof Response) return caller;
      const { workspace, member, token } = caller;
      return await connect(c, next, caller, {
        member: member.id,
        token: token.id,
        session: token.id,
        stillSignedIn: () => stillOpens(app, workspace, token),
      });
    }
    const pane = paneOf(c.req.query('pane'));
    const account = await sessionOf(app, request.headers.get('cookie'), pane);
    if (account === undefined) return errorResponse('unauthenticated', 'Please sign in.');
    const own = await memberOf(account, c.req.param('ws'));
    if (isDenial(own)) return denialResponse(own);
    const sitting = c.req.query('view-as');
    const context = sitting === undefined ? own : viewAsContext(own, sitting);
    if (isDenial(context)) return denialResponse(context);
    const cookies = request.headers.get('cookie');
    return await connect(c, next, context, {
      member: own.member.id,
      ...(sitting !== undefined && { sitting }),
      session: account.session.id,
      stillSignedIn: async () => {
        const still = await sessionOf(app, cookies, pane);
        return still !== undefined && !isDenial(await memberOf(still, context.workspace.id));
      },
    });
  });
}

async function connect(c: Context, next: Next, context: MemberContext, visitor: Visitor) {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    return errorResponse('invalid', 'This address takes WebSocket connections only.');
  }
  if (liveHub(context.app).isFull(context.viewAs?.viewer ?? context)) {
    return errorResponse('rate_limited', 'Too many open pages of this workspace.');
  }
  return await open(context, visitor)(c, next);
}

function open(context: MemberContext, visitor: Visitor) {
  return upgradeWebSocket(() => {
    let client: LiveClient | undefined;
    return {
      onOpen(_event, socket) {
        const raw = socket.raw;
        if (!(raw instanceof WebSocket)) return socket.close(1011);
        client = liveHub(context.app).connect(context, raw, visitor);
        raw.on('pong', () => client?.alive());
      },
      onMessage(event) {
        client?.receive(event.data);
      },
      onClose() {
        client?.closed();
      },
    };
  });
}
