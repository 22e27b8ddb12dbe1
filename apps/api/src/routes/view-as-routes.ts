import { type ViewAsAnswer, viewAsRequest } from '@tessera/protocol';
import { z } from 'zod';
import { beginViewAs, endViewAs } from '../operations/view-as.ts';
import { viewedShape } from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Rules';

/** Looking at the workspace as somebody else. */
export const viewAsRoutes = [
  endpoint({
    access: 'member',
    tokens: false,
    method: 'post',
    path: '/workspaces/{ws}/view-as',
    tag,
    summary: 'Look at the workspace as a member or as a role',
    description:
      'For whoever writes the rules. Requests with the header `X-Tessera-View-As: <id>`, and live connections with `?view-as=<id>`, are then answered as that member would be, as far as the caller may know it himself. They change nothing. It ends after an hour.',
    body: viewAsRequest,
    answer: z.strictObject({
      id: z.string(),
      as: viewedShape,
      until: z.string(),
    }) as z.ZodType<ViewAsAnswer>,
    status: 201,
    run: (context, { body }) => beginViewAs(context, body),
  }),
  endpoint({
    access: 'member',
    tokens: false,
    method: 'delete',
    path: '/workspaces/{ws}/view-as/{sitting}',
    tag,
    summary: 'Stop looking as somebody else',
    answer: z.strictObject({ id: z.string() }),
    run: (context, { params }) => endViewAs(context, params.sitting),
  }),
];
