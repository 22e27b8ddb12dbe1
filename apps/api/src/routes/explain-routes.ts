import { levels, shareLevels } from '@tessera/model';
import {
  type ExplainAnswer,
  explainRequest,
  type WhoCanAnswer,
  whoCanRequest,
} from '@tessera/protocol';
import { z } from 'zod';
import { explainAccess, explainWhoCan } from '../operations/explain-access.ts';
import { shape } from './answers.ts';
import { endpoint } from './endpoint.ts';

const id = z.string();
const level = z.enum(levels);
const truth = z.union([z.boolean(), z.literal('unknown')]);
const range = z.strictObject({ least: level, most: level });
const principal = z.strictObject({
  kind: z.enum(['member', 'role', 'team', 'department', 'everyone', 'link', 'service']),
  id: id.optional(),
  name: z.string().optional(),
});
const condition: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['all', 'any']), of: z.array(condition), holds: truth }),
    z.strictObject({
      kind: z.literal('atom'),
      atom: z.record(z.string(), z.unknown()),
      negated: z.boolean(),
      holds: truth,
    }),
    z.strictObject({ kind: z.literal('closed'), holds: z.literal('unknown') }),
  ]),
);
const part = z.strictObject({
  part: z.string(),
  depth: z.enum(['direct', 'all']).optional(),
  link: id.optional(),
  condition: condition.optional(),
  and: condition.optional(),
  holds: truth,
});

const called = z.strictObject({ id, name: z.string() });
const inputs = z.array(z.strictObject({ field: called.optional(), level }));

const explainAnswer = shape<ExplainAnswer>(
  z.strictObject({
    allowed: truth,
    level: range.optional(),
    grants: z.array(
      z.strictObject({
        grant: id,
        to: principal,
        paths: z.array(
          z.strictObject({
            to: principal,
            by: principal.optional(),
            until: z.int().optional(),
          }),
        ),
        active: z.boolean(),
        scope: z.strictObject({
          kind: z.enum(['none', 'all', 'any']),
          of: z.array(part),
          holds: truth,
        }),
        level: level.optional(),
        inputs: inputs.optional(),
        own: level.optional(),
        opens: truth,
      }),
    ),
    locks: z.array(
      z.strictObject({
        restriction: id,
        name: z.string(),
        cap: level.optional(),
        inputs: inputs.optional(),
        when: condition.optional(),
        holds: truth,
        exempt: z.boolean(),
        closes: truth,
      }),
    ),
    shares: z.array(
      z.strictObject({
        share: id,
        to: principal,
        level: z.enum(shareLevels),
        until: z.int().optional(),
        inert: z.boolean(),
        opens: z.boolean(),
      }),
    ),
    behind: z
      .strictObject({
        link: called.optional(),
        table: called.optional(),
        of: called.optional(),
        declassified: z.literal(true).optional(),
        opens: z.boolean(),
      })
      .optional(),
    fixed: z.literal(true).optional(),
    ceiling: z
      .strictObject({
        holder: z.enum(['member', 'service']),
        opens: z.boolean(),
        level: level.optional(),
      })
      .optional(),
  }),
);

const whoCanAnswer = shape<WhoCanAnswer>(
  z.strictObject({
    owners: z.array(z.strictObject({ id, name: z.string() })).optional(),
    rules: z
      .array(z.strictObject({ to: principal, scope: z.array(z.string()), level: level.optional() }))
      .optional(),
    members: z
      .array(z.strictObject({ id, name: z.string(), allowed: truth, level: range.optional() }))
      .optional(),
  }),
);

const tag = 'Rules';

/** Why, and who. */
export const explainRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/explain',
    tag,
    summary: 'Why somebody may or may not',
    description:
      'Of oneself; of others for whoever writes the rules. What hangs on cells that the one who asks may not read is `unknown`.',
    query: explainRequest,
    answer: explainAnswer,
    run: (context, { query }) => explainAccess(context, query),
  }),
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/who-can',
    tag,
    summary: 'Who can do something with a record, or see a field of it',
    description: 'Its owners; rules and people for whoever writes the rules.',
    query: whoCanRequest,
    answer: whoCanAnswer,
    run: (context, { query }) => explainWhoCan(context, query),
  }),
];
