import { AppError } from '@tessera/model';
import {
  type ImportOptions,
  type InspectOptions,
  importOptions,
  inspectOptions,
} from '@tessera/protocol';
import { z } from 'zod';
import type { MemberContext } from '../context.ts';
import { parseWith, readBytes } from '../http/read-body.ts';
import { inspectMembersFile, inspectRecordsFile } from '../operations/import-inspect.ts';
import { importMembers } from '../operations/import-members.ts';
import { importRecords } from '../operations/import-records.ts';
import { type Endpoint, endpoint, type Http } from './endpoint.ts';

/** Bytes of an uploaded file, and what the parts around it may take. */
const fileLimit = 50 * 1024 * 1024;
const limit = fileLimit + 4 * 1024 * 1024;

const encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030']);
const inspection = z.strictObject({
  encoding,
  delimiter: z.enum([',', ';', '\t', '|']),
  header: z.boolean(),
  rows: z.int(),
  columns: z.array(
    z.strictObject({
      column: z.int(),
      name: z.string(),
      samples: z.array(z.string()),
      type: z.string(),
      field: z.string().exactOptional(),
    }),
  ),
  dateOrder: z.enum(['ymd', 'mdy', 'dmy']).exactOptional(),
  sheets: z.array(z.string()).exactOptional(),
  sheet: z.string().exactOptional(),
});
const seenTable = z.strictObject({
  table: z.string(),
  name: z.string(),
  records: z.array(
    z.enum(['all', 'own', 'reports', 'team', 'department', 'unowned', 'via', 'rule']),
  ),
  locked: z.literal(true).exactOptional(),
  count: z.strictObject({ least: z.int(), most: z.int() }).exactOptional(),
  may: z.array(z.enum(['create', 'edit', 'delete', 'import', 'export', 'approve'])),
  hidden: z.array(z.string()),
  masked: z.array(z.string()),
});
const report = z.strictObject({
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  skipped: z.int(),
  refused: z.int(),
  mapped: z.int(),
  unmatched: z.array(z.strictObject({ field: z.string(), name: z.string(), rows: z.int() })),
  refusals: z.array(z.strictObject({ row: z.int(), reason: z.string() })),
  refusedFile: z.string().nullable(),
  invitations: z
    .array(
      z.strictObject({
        member: z.string(),
        email: z.string(),
        link: z.string(),
        mail: z.enum(['sent', 'failed']).exactOptional(),
      }),
    )
    .exactOptional(),
  preview: z
    .array(
      z.strictObject({
        roles: z.array(z.string()),
        tables: z.array(seenTable).exactOptional(),
        people: z.array(
          z.strictObject({
            row: z.int(),
            name: z.string(),
            title: z.string().exactOptional(),
            departments: z.array(z.string()),
            fresh: z.boolean(),
            rules: z.array(z.string()),
          }),
        ),
      }),
    )
    .exactOptional(),
});

const shared = { access: 'member', method: 'post', content: 'multipart', limit } as const;
const records = { ...shared, tag: 'Records' } as const;
const members = { ...shared, tag: 'Members' } as const;
const form =
  'multipart/form-data with `file` (CSV or .xlsx, at most 50 MB) and `options` (JSON text). A dry run writes nothing.';
const formToInspect =
  'multipart/form-data with `file`; of a workbook the first sheet is read, or the one that `options` names: {"sheet": "Staff"}.';

/** Files in: records of a table, and members. */
export const importRoutes: readonly Endpoint[] = [
  endpoint({
    ...records,
    path: '/workspaces/{ws}/tables/{t}/import/inspect',
    reads: true,
    summary: 'Guess what a file holds',
    description: formToInspect,
    answer: inspection,
    run: async (context, { params, http }) => {
      const { file, options } = await readForm(http, toInspect);
      return await inspectRecordsFile(context, params.t, file, options);
    },
  }),
  endpoint({
    ...records,
    path: '/workspaces/{ws}/tables/{t}/import',
    summary: 'Import records from a file',
    description: form,
    answer: report,
    run: async (context, { params, http }) => {
      const { file, options } = await readForm(http, toImport);
      return await oneAtATime(context, () => importRecords(context, params.t, file, options));
    },
  }),
  endpoint({
    ...members,
    path: '/workspaces/{ws}/members/import/inspect',
    reads: true,
    summary: 'Guess what a list of members holds',
    description: formToInspect,
    answer: inspection,
    run: async (context, { http }) => {
      const { file, options } = await readForm(http, toInspect);
      return await inspectMembersFile(context, file, options);
    },
  }),
  endpoint({
    ...members,
    path: '/workspaces/{ws}/members/import',
    summary: 'Import members from a file',
    description: form,
    answer: report,
    run: async (context, { http }) => {
      const { file, options } = await readForm(http, toImport);
      return await oneAtATime(context, () => importMembers(context, file, options));
    },
  }),
];

/** The parts of the form: a closed set, like the keys of any other request. */
async function readForm<Options>(
  { request }: Http,
  optionsOf: (part: unknown) => Options,
): Promise<{ readonly file: Uint8Array; readonly options: Options }> {
  const type = request.headers.get('content-type') ?? '';
  const bytes = await readBytes(request, limit);
  if (!/^multipart\/form-data\b/i.test(type)) {
    throw new AppError('invalid', 'The body must be multipart/form-data.');
  }
  let parts: FormData;
  try {
    const body = new Uint8Array(bytes);
    parts = await new Response(body, { headers: { 'content-type': type } }).formData();
  } catch {
    throw new AppError('invalid', 'The body is not valid multipart/form-data.');
  }
  for (const name of parts.keys()) {
    if ((name !== 'file' && name !== 'options') || parts.getAll(name).length > 1) {
      throw new AppError('invalid', `The part "${name.slice(0, 100)}" is not expected.`);
    }
  }
  const file = parts.get('file');
  if (file === null || typeof file === 'string') {
    throw new AppError('invalid', 'The part "file" must be a file.');
  }
  if (file.size > fileLimit) throw new AppError('too_large', 'A file may have at most 50 MB.');
  return {
    file: new Uint8Array(await file.arrayBuffer()),
    options: optionsOf(parts.get('options')),
  };
}

const toImport = (part: unknown): ImportOptions => parseWith(importOptions, jsonOf(part));
const toInspect = (part: unknown): InspectOptions =>
  part === null ? {} : parseWith(inspectOptions, jsonOf(part));

function jsonOf(part: unknown): unknown {
  try {
    return JSON.parse(typeof part === 'string' ? part : '');
  } catch {
    throw new AppError('invalid', 'The part "options" must be JSON text.');
  }
}

const running = new WeakMap<MemberContext['workspace'], Set<string>>();

/** A member has one import under way in a workspace: two of the same file would make everything twice. */
async function oneAtATime<T>(context: MemberContext, work: () => Promise<T>): Promise<T> {
  const busy = running.get(context.workspace) ?? new Set();
  running.set(context.workspace, busy);
  const { id } = context.member;
  if (busy.has(id)) throw new AppError('conflict', 'Another import of yours is still running.');
  busy.add(id);
  try {
    return await work();
  } finally {
    busy.delete(id);
  }
}
