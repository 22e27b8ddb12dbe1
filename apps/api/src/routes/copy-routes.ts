import { type CopiesAnswer, type CopyAnswer, copyRequest } from '@tessera/protocol';
import { z } from 'zod';
import { listCopies, makeCopy, removeCopy } from '../operations/copies.ts';
import { shape } from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'Copies to try things in';
const rights = 'Needs the rights to manage backups and to change the rules.';
const copy = z.strictObject({ id: z.string(), name: z.string(), at: z.string() });

/** Copies of a workspace. */
export const copyRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/copies',
    tag,
    summary: 'The copies of this workspace one may enter',
    description: rights,
    answer: shape<CopiesAnswer>(z.strictObject({ copies: z.array(copy) })),
    run: listCopies,
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/copies',
    tag,
    summary: 'Copy the workspace, to try rules in the copy',
    description: `${rights} The copy is entered by holders of both rights alone; its log begins with it.`,
    body: copyRequest,
    status: 201,
    answer: shape<CopyAnswer>(z.strictObject({ copy })),
    run: (context, { body }) => makeCopy(context, body),
  }),
  endpoint({
    access: 'member',
    method: 'delete',
    path: '/workspaces/{ws}/copies/{copy}',
    tag,
    summary: 'Take a copy away with all it holds',
    description: rights,
    answer: z.strictObject({ ok: z.literal(true) }),
    run: (context, { params }) => removeCopy(context, params.copy),
  }),
];
