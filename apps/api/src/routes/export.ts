import { isDenial } from '@tessera/model';
import { exportRequest } from '@tessera/protocol';
import { z } from 'zod';
import { disposition } from '../export/file-name.ts';
import { exportRecords } from '../operations/export-records.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { streamOf } from './stream.ts';

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Files out. */
export const exportRoutes: readonly Endpoint[] = [
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/tables/{t}/export',
    reads: true,
    tag: 'Records',
    summary: 'Export records as a file',
    description:
      'The question of records/query, answered as CSV or as an Excel workbook: only records and cells that may be exported. A file that breaks off because access ended meanwhile is incomplete and its transfer fails.',
    body: exportRequest,
    produces: Object.values(types),
    answer: z.instanceof(Response),
    run: async (context, { params, body }) => {
      const file = await exportRecords(context, params.t, body);
      if (isDenial(file)) return file;
      return new Response(streamOf(context.app.log, file.content), {
        headers: {
          'content-type': types[file.format],
          'content-disposition': disposition(file.table, file.day, file.format),
          'cache-control': 'no-store',
        },
      });
    },
  }),
];
