import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { demoOf } from './auth/demo-key.ts';
import type { AppContext } from './context.ts';
import { errorResponse, noSuchAddress, thrownResponse } from './http/error-response.ts';
import { isForged } from './http/origin.ts';
import { setSecurityHeaders } from './http/security-headers.ts';
import { staticFiles } from './http/static-files.ts';
import { docsRoutes } from './routes/docs.ts';
import { liveRoutes } from './routes/live.ts';
import { mount } from './routes/mount.ts';
import { endpoints } from './routes/registry.ts';

/** The request path: who may ask at all, then the API, then the files of the web client. */
export function createApp(app: AppContext): Hono {
  const server = new Hono<{ Variables: { id: string } }>();

  server.use(async (c, next) => {
    const id = Buffer.from(app.random(9)).toString('base64url');
    c.set('id', id);
    const begun = performance.now();
    if (isForged(app.config, c.req.raw)) {
      c.res = errorResponse('forbidden', foreignOrigin(app));
    } else {
      await next();
    }
    setSecurityHeaders(c.res.headers, app.config, await mayBeFramed(app, c.req.path, c.req.raw));
    c.res.headers.set('x-request-id', id);
    if (!c.req.path.startsWith('/api')) return;
    // The route's pattern, not its address: that may hold an invitation's token.
    const route = c.req.routePath === '/*' ? '/api' : c.req.routePath;
    const ms = Math.round(performance.now() - begun);
    app.log.info({ id, method: c.req.method, route, status: c.res.status, ms }, 'request');
  });
  server.onError((thrown, c) => thrownResponse(thrown, app.log.child({ id: c.get('id') })));

  const api = new Hono();
  mount(api, app, endpoints);
  liveRoutes(api, app);
  docsRoutes(api, app.version);
  server.route('/api', api);
  server.all('/api', () => nothingHere());
  server.all('/api/*', () => nothingHere());

  const files = staticFiles(webFolder(app));
  server.get('*', async (c) => (await files(c.req.path)) ?? nothingHere());
  server.notFound(() => nothingHere());
  // What a request carries with it inside is nobody else's business.
  return server as unknown as Hono;
}

function nothingHere(): Response {
  return errorResponse('not_found', noSuchAddress);
}

function foreignOrigin(app: AppContext): string {
  return app.config.url === undefined
    ? 'This page is not the address of the server. Set TESSERA_URL to the address people use.'
    : 'This page is not the address of the server.';
}

/** Only pages of the demo company, and only where its key is: two personas stand beside one another in one window. */
async function mayBeFramed(app: AppContext, path: string, request: Request): Promise<boolean> {
  const [, workspace] = /^\/w\/([^/]+)/.exec(path) ?? [];
  if (workspace === undefined) return false;
  return (await demoOf(app, request.headers.get('cookie')))?.workspaceId === workspace;
}

/** The built web client: beside the sources (`src/`) and beside the bundle (`dist/`) it is two folders up. */
function webFolder(app: AppContext): string {
  if (app.config.web !== undefined) return resolve(app.config.web);
  const here = fileURLToPath(new URL('../../web/dist', import.meta.url));
  return existsSync(here) ? here : resolve('apps/web/dist');
}
