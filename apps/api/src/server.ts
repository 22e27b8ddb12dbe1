import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType, type WebSocketServerLike } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { AppContext } from './context.ts';
import { type Given, openContext } from './open-context.ts';
import { setupToken } from './operations/setup.ts';

export interface Running {
  /** Address of this server without a slash at the end. */
  readonly url: string;
  readonly context: AppContext;
  /** Where to set up an installation that has no account yet; undefined afterwards. */
  setupUrl(): Promise<string | undefined>;
  /** Ends connections, then closes the stores. */
  close(): Promise<void>;
}

/** Opens the installation and listens. `given` replaces clock, randomness or log in tests. */
export async function startServer(config: Config, given: Given = {}): Promise<Running> {
  const context = await openContext(config, given);
  try {
    const app = createApp(context);
    const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
    const server = createAdaptorServer({
      fetch: app.fetch,
      // ws leaves `noServer` optional in its types where the adapter wants it told.
      websocket: { server: sockets as WebSocketServerLike },
    });
    await listen(server, config);
    const { port } = server.address() as AddressInfo;
    const host = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host;
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    context.address.url = config.url ?? url;
    return {
      url,
      context,
      async setupUrl() {
        const token = await setupToken(context);
        return token && `${context.address.url}/setup?token=${encodeURIComponent(token)}`;
      },
      async close() {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        for (const socket of sockets.clients) socket.close(1001);
        if ('closeIdleConnections' in server) server.closeIdleConnections();
        const hurry = setTimeout(() => {
          for (const socket of sockets.clients) socket.terminate();
          if ('closeAllConnections' in server) server.closeAllConnections();
        }, 500);
        await closed;
        clearTimeout(hurry);
        sockets.close();
        await context.close();
      },
    };
  } catch (cause) {
    await context.close();
    throw cause;
  }
}

function listen(server: ServerType, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
