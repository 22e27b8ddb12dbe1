import {
  departmentRequest,
  groupRequest,
  memberChangeRequest,
  memberRequest,
  roleHoldersRequest,
} from '@tessera/protocol';
import { z } from 'zod';
import {
  addDepartment,
  addGroup,
  changeDepartment,
  changeGroup,
  changeRoleHolders,
  removeGroup,
} from '../operations/change-groups.ts';
import { addMember, changeMember, renewInvitation } from '../operations/change-members.ts';
import { readMembers, readOrganisation } from '../operations/read-people.ts';
import { done, invitedAnswer, memberAnswer, membersAnswer, organisationAnswer } from './answers.ts';
import { endpoint } from './endpoint.ts';

const tag = 'People';

const memberRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/members',
    tag,
    summary: 'The directory of members',
    description: 'Beyond names only for oneself and for whoever manages members.',
    answer: membersAnswer,
    run: readMembers,
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/members',
    tag,
    summary: 'Add a member and make an invitation',
    body: memberRequest,
    status: 201,
    answer: invitedAnswer,
    run: (context, { body }) => addMember(context, body),
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path: '/workspaces/{ws}/members/{member}',
    tag,
    summary: 'Change a member',
    body: memberChangeRequest,
    answer: memberAnswer,
    run: (context, { params, body }) => changeMember(context, params.member, body),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/members/{member}/invitation',
    tag,
    summary: 'Make a new invitation for somebody who has not joined',
    body: z.strictObject({}),
    status: 201,
    answer: invitedAnswer,
    run: (context, { params }) => renewInvitation(context, params.member),
  }),
];

const organisationRoutes = (['organisation', 'roles'] as const).map((name) =>
  endpoint({
    access: 'member',
    method: 'get',
    path: `/workspaces/{ws}/${name}`,
    tag,
    summary: 'Roles with their holders, teams and departments',
    description: 'For whoever manages members or rules.',
    answer: organisationAnswer,
    run: readOrganisation,
  }),
);

const groupRoutes = (['role', 'team'] as const).flatMap((kind) => [
  endpoint({
    access: 'member',
    method: 'post',
    path: `/workspaces/{ws}/${kind}s`,
    tag,
    summary: `Add a ${kind}`,
    body: kind === 'team' ? groupRequest.omit({ description: true }) : groupRequest,
    status: 201,
    answer: done,
    run: (context, { body }) => addGroup(context, kind, body),
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path: `/workspaces/{ws}/${kind}s/{id}`,
    tag,
    summary: `Rename a ${kind}`,
    body: (kind === 'team' ? groupRequest.omit({ description: true }) : groupRequest).partial(),
    answer: done,
    run: (context, { params, body }) => changeGroup(context, kind, params.id, body),
  }),
]);

const removeRoutes = (['role', 'team', 'department'] as const).map((kind) =>
  endpoint({
    access: 'member',
    method: 'delete',
    path: `/workspaces/{ws}/${kind}s/{id}`,
    tag,
    summary: `Remove a ${kind} that no rule names`,
    answer: done,
    run: (context, { params }) => removeGroup(context, kind, params.id),
  }),
);

export const peopleRoutes = [
  ...memberRoutes,
  ...organisationRoutes,
  ...groupRoutes,
  ...removeRoutes,
  endpoint({
    access: 'member',
    method: 'put',
    path: '/workspaces/{ws}/roles/{id}/holders',
    tag,
    summary: 'Give a role to exactly these teams and departments',
    body: roleHoldersRequest,
    answer: done,
    run: (context, { params, body }) => changeRoleHolders(context, params.id, body),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/departments',
    tag,
    summary: 'Add a department',
    body: departmentRequest,
    status: 201,
    answer: done,
    run: (context, { body }) => addDepartment(context, body),
  }),
  endpoint({
    access: 'member',
    method: 'patch',
    path: '/workspaces/{ws}/departments/{id}',
    tag,
    summary: 'Rename or move a department',
    body: departmentRequest.partial(),
    answer: done,
    run: (context, { params, body }) => changeDepartment(context, params.id, body),
  }),
];
