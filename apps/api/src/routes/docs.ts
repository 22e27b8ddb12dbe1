import type { Hono } from 'hono';

/** The OpenAPI document and a page to read it, both made from the registry at their first use. */
export function docsRoutes(api: Hono, version: string): void {
  api.get('/openapi.json', async () => {
    const { openApiDocument } = await import('./openapi.ts');
    return Response.json(openApiDocument(version), { headers: { 'cache-control': 'no-cache' } });
  });
  api.get('/docs', async () => {
    const [{ openApiDocument }, { referencePage }] = await Promise.all([
      import('./openapi.ts'),
      import('./reference-page.ts'),
    ]);
    return new Response(referencePage(openApiDocument(version)), {
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
    });
  });
}
