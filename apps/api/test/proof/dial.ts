import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { WebSocket, WebSocketServer } from 'ws';
import type { Listener } from './live.ts';
import { workspaceId } from './spec.ts';
import type { World } from './world.ts';

/** A client of the hub over a real socket, to a server of its own before the world. It ends with the world. */
export async function dial(world: World, member: string): Promise<Listener> {
  const sockets = new WebSocketServer({ noServer: true });
  const server = createAdaptorServer({
    fetch: world.app.fetch,
    websocket: { server: sockets as never },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/workspaces/${workspaceId}/live`, {
    headers: { cookie: world.cookie(member) },
  });
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(String(data)));
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  world.context.onClose(async () => {
    socket.terminate();
    for (const open of sockets.clients) open.terminate();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    frames,
    client: {
      receive: (message) => socket.send(String(message)),
      alive: () => undefined,
      closed: () => socket.close(),
    },
  };
}
