import type { ConversionAnswer } from '@tessera/protocol';
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
