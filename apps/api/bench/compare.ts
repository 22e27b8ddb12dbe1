import { deepStrictEqual } from 'node:assert';
import type { Case } from './cases.ts';
import type { LoadRequest } from './load.ts';
import { fieldsOf, type Seed, tableOf } from './seed.ts';

interface Body {
  readonly records?: readonly Answered[];
  readonly record?: Answered;
  readonly total?: number;
}

interface Answered {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Fails unless both servers answer each request of a case with the same records, cells, names and total. */
export async function checkEqual(
  seed: Seed,
  tested: Case,
  ports: { readonly ours: number; readonly bare: number },
): Promise<void> {
  const f = fieldsOf(tableOf(seed.tables, 'customers'));
  // Two clocks never agree; new records have ids of their own.
  const times = [f('created_time').id, f('modified_time').id];
  const write = tested.kind !== 'read';
  const shown = ({ id, fields }: Answered) => ({
    ...(tested.name.includes('created') ? {} : { id }),
    fields: Object.fromEntries(
      Object.entries(fields).filter(([field]) => !write || !times.includes(field)),
    ),
  });
  const count = write ? 1 : tested.ours.length;
  for (let i = 0; i < count; i++) {
    const [ours, bare] = await Promise.all([
      answerOf(ports.ours, tested.ours[i] as LoadRequest),
      answerOf(ports.bare, tested.bare[i] as LoadRequest),
    ]);
    const records = ({ record, records }: Body) => (records ?? (record ? [record] : [])).map(shown);
    if (records(ours).length === 0) throw new Error(`${tested.name}: no records.`);
    deepStrictEqual(records(ours), records(bare), `${tested.name}: the answers differ.`);
    deepStrictEqual(ours.total, bare.total, `${tested.name}: the totals differ.`);
  }
}

async function answerOf(port: number, request: LoadRequest): Promise<Body> {
  const { method, path, headers, body } = request;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: body.replaceAll('#', '7') }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
}
