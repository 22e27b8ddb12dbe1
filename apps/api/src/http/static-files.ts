import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * Serves the built web client: files under `assets/` carry a hash in their name and are kept forever; every other
 * path without an extension is the client's own page, which is asked for again each time.
 */
export function staticFiles(folder: string): (path: string) => Promise<Response | undefined> {
  return async (path) => {
    let decoded: string;
    try {
      decoded = decodeURIComponent(path);
    } catch {
      return undefined;
    }
    const name = normalize(join(folder, decoded));
    if (decoded.includes('\0') || (name !== folder && !name.startsWith(folder + sep)))
      return undefined;
    const known = types[extname(name)];
    if (known !== undefined) {
      const file = await readOrNothing(name);
      if (file === undefined) return undefined;
      const kept = decoded.startsWith('/assets/');
      return respond(file, known, kept ? 'public, max-age=31536000, immutable' : 'no-cache');
    }
    if (extname(name) !== '' && decoded.startsWith('/assets/')) return undefined;
    const index = await readOrNothing(join(folder, 'index.html'));
    return index && respond(index, 'text/html; charset=utf-8', 'no-cache');
  };
}

function respond(file: Buffer, type: string, cache: string): Response {
  return new Response(new Uint8Array(file), {
    headers: { 'content-type': type, 'cache-control': cache },
  });
}

async function readOrNothing(name: string): Promise<Buffer | undefined> {
  try {
    return (await stat(name)).isFile() ? await readFile(name) : undefined;
  } catch {
    return undefined;
  }
}
