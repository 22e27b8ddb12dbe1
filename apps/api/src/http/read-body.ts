import { AppError } from '@tessera/model';
import type { z } from 'zod';

const maxDepth = 64;

/** Reads at most `limit` bytes of a request; throws too_large beyond. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const announced = request.headers.get('content-length');
  if (announced !== null && /^\d+$/.test(announced)) {
    if (Number(announced) > limit) throw tooLarge();
    // The HTTP parser gives no more than was announced, so that nothing has to be counted as it comes.
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.byteLength > limit) throw tooLarge();
    return bytes;
  }
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

/** Reads a JSON body; throws `invalid` for what is no JSON, nests deeper than 64 or names `__proto__`. */
export async function readJson(request: Request, limit: number): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  const bytes = await readBytes(request, limit);
  // Where nothing has to be said, nothing needs to be sent.
  if (bytes.length === 0) return {};
  // An HTML form of another site cannot send this type without asking first.
  if (!/^application\/json\b/i.test(type)) {
    throw new AppError('invalid', 'The body must be JSON, sent as application/json.');
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new AppError('invalid', 'The body is not valid JSON.');
  }
  checkTree(value);
  return value;
}

/** Walks without recursion, so that no nesting can exhaust the stack of whatever reads the value next. */
function checkTree(root: unknown): void {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) throw new AppError('invalid', `The body nests deeper than ${maxDepth}.`);
    const next: unknown[] = [];
    for (const node of level) {
      if (typeof node !== 'object' || node === null) continue;
      if (Array.isArray(node)) {
        for (const item of node) if (typeof item === 'object' && item !== null) next.push(item);
        continue;
      }
      if (Object.hasOwn(node, '__proto__')) {
        throw new AppError('invalid', 'The body has a key that is not allowed.');
      }
      for (const item of Object.values(node)) {
        if (typeof item === 'object' && item !== null) next.push(item);
      }
    }
    level = next;
  }
}

/** Checks a value against a closed schema. Too many records are `too_large`, anything else is `invalid`. */
export function parseWith<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const first = issues[0];
  const tooMany = issues.find(
    (issue) =>
      issue.code === 'too_big' &&
      issue.origin === 'array' &&
      issue.path.length === 1 &&
      (issue.path[0] === 'records' || issue.path[0] === 'ids'),
  );
  if (tooMany?.code === 'too_big') {
    throw new AppError('too_large', `At most ${tooMany.maximum} records at once.`);
  }
  const where = first === undefined ? '' : first.path.map(String).join('.').slice(0, 100);
  const what = first?.message ?? 'invalid';
  throw new AppError('invalid', where === '' ? what : `${where}: ${what}`, {
    issues: issues.slice(0, 20).map((issue) => ({
      path: issue.path.map((part) => String(part).slice(0, 100)),
      message: issue.message.slice(0, 300),
    })),
  });
}

function tooLarge(): AppError {
  return new AppError('too_large', 'The body is too large.');
}
