import { type FirstStepsAnswer, firstSteps, firstStepsRequest } from '@tessera/protocol';
import { z } from 'zod';
import { changeFirstSteps, readFirstSteps } from '../operations/first-steps.ts';
import { endpoint } from './endpoint.ts';

const path = '/workspaces/{ws}/first-steps';
const answer = z.strictObject({
  steps: z.array(
    z.strictObject({
      step: z.enum(firstSteps),
      done: z.boolean(),
      table: z.string().exactOptional(),
    }),
  ),
  closed: z.boolean(),
}) as z.ZodType<FirstStepsAnswer>;

/** The checklist of those who are new. */
export const firstStepsRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path,
    tokens: false,
    tag: 'Workspaces',
    summary: 'What one may do first, and what of it is done',
    answer,
    run: readFirstSteps,
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path,
    tokens: false,
    tag: 'Workspaces',
    summary: 'Close the first steps, open them again, or note a page as seen',
    body: firstStepsRequest,
    answer,
    run: (context, { body }) => changeFirstSteps(context, body),
  }),
];
