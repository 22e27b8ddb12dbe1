import { auditFaults, auditKinds, isDenial } from '@tessera/model';
import {
  type AuditAnswer,
  type AuditHeadAnswer,
  type AuditVerifyAnswer,
  auditExportRequest,
  auditObjectKinds,
  auditRequest,
  auditVerifyRequest,
} from '@tessera/protocol';
import { z } from 'zod';
import { disposition } from '../export/file-name.ts';
import { exportAudit, readAudit, readAuditHead, verifyAudit } from '../operations/read-audit.ts';
import { shape } from './answers.ts';
import { endpoint } from './endpoint.ts';
import { streamOf } from './stream.ts';

const tag = 'Log';
const path = '/workspaces/{ws}/audit';
const behind = 'viewAudit' as const;
const id = z.string();
const head = z.string().describe('`number:hash` of the last entry.');

const entry = z.strictObject({
  seq: z.int(),
  at: z.iso.datetime(),
  kind: z.enum(auditKinds as [(typeof auditKinds)[number]]),
  actor: z.union([z.strictObject({ id, name: z.string() }), z.null()]),
  token: z.strictObject({ id, name: z.string() }).optional(),
  about: z.array(z.strictObject({ kind: z.enum(auditObjectKinds), id, name: z.string() })),
  closed: z.literal(true).optional().describe('About more that may not be seen, or that is gone.'),
  count: z.int().optional(),
  aspects: z.array(z.string()).optional(),
  via: z.enum(['import', 'transfer', 'template', 'demo', 'viewAs']).optional(),
  duty: z.string().optional(),
  version: z.int().optional(),
  rules: z.strictObject({ added: z.int(), changed: z.int(), removed: z.int() }).optional(),
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  reason: z.string().optional(),
  policy: z.int(),
  hash: z.string(),
});

const auditAnswer = shape<AuditAnswer>(
  z.strictObject({ entries: z.array(entry), before: z.string().optional() }),
);
const headAnswer = shape<AuditHeadAnswer>(z.strictObject({ entries: z.int(), head }));
const verifyAnswer = shape<AuditVerifyAnswer>(
  z.strictObject({
    entries: z.int(),
    head,
    fault: z.strictObject({ kind: z.enum(auditFaults), seq: z.int() }).optional(),
  }),
);

const types = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const;

/** What everybody did. Without `viewAudit` these addresses do not exist. */
export const auditRoutes = [
  endpoint({
    access: 'member',
    behind,
    method: 'get',
    path,
    tag,
    summary: 'What was done by whom, newest first',
    description:
      'For holders of viewAudit. Tables, fields and records are named as far as the reader may see them today; the log holds no values.',
    query: auditRequest,
    answer: auditAnswer,
    run: (context, { query }) => readAudit(context, query),
  }),
  endpoint({
    access: 'member',
    behind,
    method: 'get',
    path: `${path}/head`,
    tag,
    summary: 'Where the log ends: keep it elsewhere, and nobody cuts or rewrites the log unnoticed',
    answer: headAnswer,
    run: readAuditHead,
  }),
  endpoint({
    access: 'member',
    behind,
    method: 'get',
    path: `${path}/export`,
    tag,
    summary: 'The log as CSV or as lines of JSON',
    description: 'The same filters. The last line holds the head of the log.',
    query: auditExportRequest,
    produces: Object.values(types),
    answer: z.instanceof(Response),
    run: async (context, { query }) => {
      const file = await exportAudit(context, query);
      if (isDenial(file)) return file;
      return new Response(streamOf(context.app.log, file.content), {
        headers: {
          'content-type': types[file.format],
          'content-disposition': disposition('log', file.day, file.format),
          'cache-control': 'no-store',
        },
      });
    },
  }),
  endpoint({
    access: 'member',
    behind,
    method: 'post',
    path: `${path}/verify`,
    reads: true,
    tag,
    summary: 'Whether the log is as it was written',
    description: 'Walks all of it. `head`: one that was kept elsewhere.',
    body: auditVerifyRequest,
    answer: verifyAnswer,
    run: (context, { body }) => verifyAudit(context, body),
  }),
];
