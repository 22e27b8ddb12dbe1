import type {
  ConversionAnswer,
  DeletedRecordsAnswer,
  RemovedAnswer,
  TrashAnswer,
} from '@tessera/protocol';
import { z } from 'zod';
import { shape } from './answers.ts';

const count = z.int();

export const conversionAnswer = shape<ConversionAnswer>(
  z.strictObject({
    empty: count,
    exact: count.describe('The same, and given back by converting once more.'),
    changed: count,
    lost: count,
    choices: count.optional().describe('How many choices a select would have.'),
    examples: z.array(z.strictObject({ before: z.string(), after: z.string().nullable() })),
    views: z
      .array(z.strictObject({ id: z.string(), name: z.string(), conditions: count }))
      .describe('Views with conditions that would be false from then on.'),
  }),
);

const id = z.string();
const instant = z.string().describe('ISO instant.');

export const removedAnswer = shape<RemovedAnswer>(
  z.strictObject({ id, trash: id.describe('Names it in the trash.') }),
);
export const trashAnswer = shape<TrashAnswer>(
  z.strictObject({
    items: z.array(
      z.strictObject({
        id,
        kind: z.enum(['table', 'field']),
        name: z.string(),
        type: z.string().optional(),
        table: z.string().nullable(),
        at: instant,
        by: z.string(),
        until: instant,
      }),
    ),
  }),
);
export const deletedRecordsAnswer = shape<DeletedRecordsAnswer>(
  z.strictObject({
    deleted: z.array(z.strictObject({ id, title: z.string(), at: instant, by: z.string() })),
  }),
);
