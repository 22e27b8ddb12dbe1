import { giveDutyRequest, takeDutyRequest } from '@tessera/protocol';
import { readAdministrators } from '../operations/administrators.ts';
import { giveDuty, takeDuty } from '../operations/change-administrators.ts';
import { administratorsAnswer } from './answers.ts';
import { endpoint } from './endpoint.ts';

const path = '/workspaces/{ws}/administrators';
const tag = 'People';

/** Administrators and what each answers for. */
export const administratorRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path,
    tag,
    summary: 'Who holds which duty of administration, and through what',
    description: 'For whoever manages members.',
    answer: administratorsAnswer,
    run: readAdministrators,
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: `${path}/give`,
    tokens: false,
    tag,
    summary: 'Give a member a duty',
    description:
      'By the role that stands for the duty alone; it is made when there is none. `owner` and `security` need `confirmed`.',
    body: giveDutyRequest,
    answer: administratorsAnswer,
    run: (context, { body }) => giveDuty(context, body),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: `${path}/take`,
    tokens: false,
    tag,
    summary: 'Take a duty from a member',
    description: 'Ends the membership of a role that carries it. The last owner stays.',
    body: takeDutyRequest,
    answer: administratorsAnswer,
    run: (context, { body }) => takeDuty(context, body),
  }),
];
