import { z } from 'zod';
import { queryRequest } from './record-requests.ts';

export const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * POST /tables/:t/export: the question of records/query, without window, groups or measures. With a `view` and no
 * `fields`, the file has the columns that the view shows, in its order.
 */
export const exportRequest = queryRequest
  .pick({ view: true, filter: true, sort: true, grouped: true, search: true, fields: true })
  .extend({ format: z.enum(exportFormats) })
  .strict();
export type ExportRequest = z.input<typeof exportRequest>;
