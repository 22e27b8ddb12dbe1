import { leaveRequest, transferRequest } from '@tessera/protocol';
import { leave, readHoldings, transfer } from '../operations/leave.ts';
import { handedOverAnswer, holdingsAnswer } from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'People';

/** Members who leave, or take another post, and what becomes of their records. */
export const leavingRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/members/{member}/holdings',
    tag,
    summary: 'What a member owns',
    description: 'For whoever manages members, as far as they may see the records themselves.',
    answer: holdingsAnswer,
    run: (context, { params }) => readHoldings(context, params.member),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/members/{member}/leave',
    tag,
    summary: 'Deactivate a member and hand over their records',
    description:
      'Sessions and open pages end at once. Records go to the successors as far as the one who asks may transfer them.',
    body: leaveRequest,
    answer: handedOverAnswer,
    run: (context, { params, body }) => leave(context, params.member, body),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/members/{member}/transfer',
    tag,
    summary: 'Give a member another post',
    description: 'With `keepRecords` they keep their records; a `successor` takes them over.',
    body: transferRequest,
    answer: handedOverAnswer,
    run: (context, { params, body }) => transfer(context, params.member, body),
  }),
];
