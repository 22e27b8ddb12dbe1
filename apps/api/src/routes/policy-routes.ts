import {
  findingCodes,
  type Policy,
  severities,
  tableActions,
  workspaceActions,
} from '@tessera/model';
import {
  type GuaranteesAnswer,
  type PolicyDifferenceAnswer,
  type PolicyLintAnswer,
  type PolicyPreviewAnswer,
  type PolicyTestAnswer,
  type PolicyVersionsAnswer,
  policyCompareRequest,
  policyRestoreRequest,
  policyTestRequest,
  policyVersionsRequest,
} from '@tessera/protocol';
import { z } from 'zod';
import { changePolicy, readPolicy } from '../operations/change-policy.ts';
import { checkDraftGuarantees, checkSavedGuarantees } from '../operations/guarantees.ts';
import { lintDraftPolicy, lintSavedPolicy } from '../operations/lint-policy.ts';
import {
  comparePolicyVersions,
  listPolicyVersions,
  readPolicyVersion,
  restorePolicyVersion,
} from '../operations/policy-versions.ts';
import { previewPolicy } from '../operations/preview-policy.ts';
import { testPolicy } from '../operations/test-policy.ts';
import { policyAnswer, shape } from './answers.ts';
import { endpoint } from './endpoint.ts';
import {
  grantShape,
  guaranteeShape,
  policyBody,
  policyShape,
  restrictionShape,
} from './policy-shape.ts';

const change = (rule: z.ZodType) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('added'), after: rule }),
    z.strictObject({ kind: z.literal('removed'), before: rule }),
    z.strictObject({
      kind: z.literal('changed'),
      before: rule,
      after: rule,
      parts: z.array(z.string()),
    }),
  ]);

const differenceAnswer = shape<PolicyDifferenceAnswer>(
  z.strictObject({
    grants: z.array(change(grantShape)),
    restrictions: z.array(change(restrictionShape)),
    guarantees: z.array(change(guaranteeShape)),
  }),
);

const versionsAnswer = shape<PolicyVersionsAnswer>(
  z.strictObject({
    versions: z.array(
      z.strictObject({
        version: z.int(),
        at: z.string(),
        by: z.strictObject({ id: z.string(), name: z.string() }),
        reason: z.string(),
        hash: z.string(),
      }),
    ),
    more: z.boolean(),
  }),
);

const ids = z.array(z.string());
const lintAnswer = shape<PolicyLintAnswer>(
  z.strictObject({
    findings: z.array(
      z.strictObject({
        code: z.enum(findingCodes),
        severity: z.enum(severities),
        rules: ids,
        tables: ids,
        fields: ids,
        roles: ids,
        members: ids,
      }),
    ),
  }),
);

const principals = z.array(z.looseObject({ kind: z.string() }));
const guaranteesAnswer = shape<GuaranteesAnswer>(
  z.strictObject({
    breaches: z.array(
      z.strictObject({
        guarantee: z.string(),
        members: ids,
        groups: principals,
        tables: ids,
        fields: ids,
        actions: ids,
        rules: ids,
      }),
    ),
  }),
);

const amount = z.union([z.int(), z.literal('some')]);
const turnover = { gained: amount, lost: amount };
const rights = z.array(z.enum(workspaceActions));
const examples = z.array(z.strictObject({ id: z.string(), title: z.unknown() }));
const previewAnswer = shape<PolicyPreviewAnswer>(
  z.strictObject({
    totals: z.array(
      z.strictObject({
        table: z.string(),
        members: z.int(),
        records: z.strictObject(turnover),
        cells: z.strictObject(turnover),
      }),
    ),
    effects: z.array(
      z.strictObject({
        members: ids,
        rights: z.strictObject({ gained: rights, lost: rights }),
        tables: z.array(
          z.strictObject({
            table: z.string(),
            records: z.strictObject(turnover),
            actions: z.array(z.strictObject({ action: z.enum(tableActions), ...turnover })),
            cells: z.array(
              z.strictObject({
                use: z.enum(['masked', 'read', 'edit', 'export']),
                fields: ids,
                ...turnover,
              }),
            ),
            create: z.enum(['gained', 'lost', 'changed']).optional(),
            examples: z.strictObject({ gained: examples, lost: examples }),
          }),
        ),
      }),
    ),
    views: z.array(z.strictObject({ table: z.string(), view: z.string(), members: z.int() })),
    errors: z.array(
      z.strictObject({ code: z.literal('nobodyHolds'), right: z.enum(workspaceActions) }),
    ),
    warnings: z.array(
      z.strictObject({ code: z.literal('youLose'), right: z.enum(workspaceActions) }),
    ),
    names: z.record(z.string(), z.string()),
  }),
);

const testAnswer = shape<PolicyTestAnswer>(
  z.strictObject({
    outcomes: z.array(
      z.strictObject({
        found: z.union([z.boolean(), z.literal('unknown')]),
        fitting: z.int().optional(),
        against: z.strictObject({ count: z.int(), records: ids }).optional(),
      }),
    ),
  }),
);
/** The protocol's request with its draft in closed shapes. */
const policyTestBody = policyTestRequest.extend({ policy: policyShape.optional() });

const tag = 'Rules';
const versionOf = (given: string): number => (/^[1-9]\d{0,9}$/.test(given) ? Number(given) : 0);

/** The rules, and every version of them there was. */
export const policyRoutes = [
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/policy',
    tag,
    summary: 'The rules: grants and restrictions',
    answer: policyAnswer,
    run: readPolicy,
  }),
  endpoint({
    access: 'member',
    method: 'put',
    path: '/workspaces/{ws}/policy',
    tag,
    summary: 'Save new rules',
    description:
      '`version` names the rules they were made from; a conflict when somebody saved since. Rules that newly give rights on the workspace, or reach everyone, need `confirmed`.',
    body: policyBody,
    answer: policyAnswer,
    run: (context, { body }) => {
      const { reason, confirmed, ...policy } = body;
      return changePolicy(context, policy as Policy, { reason, confirmed });
    },
  }),
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/policy/lint',
    tag,
    summary: 'What somebody should look at in the rules',
    description:
      'Dead, redundant, clashing, leaking rules and such as name what is gone, the gravest first.',
    answer: lintAnswer,
    run: lintSavedPolicy,
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/policy/lint',
    reads: true,
    tag,
    summary: 'The same for rules that are not saved',
    description: 'Rules that could not be saved are refused as a save would refuse them.',
    body: policyShape,
    answer: lintAnswer,
    run: (context, { body }) =>
      lintDraftPolicy(context, body as Parameters<typeof lintDraftPolicy>[1]),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/policy/preview',
    reads: true,
    tag,
    summary: 'What rules that are not saved would change',
    description:
      'Per member, records, actions and cells gained and lost under a draft. Numbers are exact where you may read, on every record, all that the deciding conditions read; elsewhere they are `some`. Rules that could not be saved are refused as a save would refuse them.',
    body: policyShape,
    answer: previewAnswer,
    run: (context, { body, http }) =>
      previewPolicy(context, body as Parameters<typeof previewPolicy>[1], http.request.signal),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/policy/test',
    reads: true,
    tag,
    summary: 'Whether statements about who sees what are true',
    description:
      'By the rules as they are, or by the draft in `policy`. With `where`, `can` is true when it is so for every record that fits the condition, `cannot` when it is so for none. What hangs on more than you may read is `unknown`.',
    body: policyTestBody,
    answer: testAnswer,
    run: (context, { body: { policy, tests }, http }) =>
      testPolicy(
        context,
        { tests, ...(policy && { draft: policy as Policy }) },
        http.request.signal,
      ),
  }),
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/policy/guarantees',
    tag,
    summary: 'What breaks the guarantees, by the rules and by the records as they are read',
    description: 'Empty: all are kept.',
    answer: guaranteesAnswer,
    run: checkSavedGuarantees,
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/policy/guarantees',
    reads: true,
    tag,
    summary: 'What rules that are not saved would break',
    description: 'By the rules alone. A save is refused when something of it is not there already.',
    body: policyShape,
    answer: guaranteesAnswer,
    run: (context, { body }) =>
      checkDraftGuarantees(context, body as Parameters<typeof checkDraftGuarantees>[1]),
  }),
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/policy/versions',
    tag,
    summary: 'Every version of the rules there was',
    description: 'Newest first, fifty at a time: `before` names the version to go on from.',
    query: policyVersionsRequest,
    answer: versionsAnswer,
    run: (context, { query }) => listPolicyVersions(context, query),
  }),
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/policy/versions/{version}',
    tag,
    summary: 'The rules as one version had them',
    answer: policyAnswer,
    run: (context, { params }) => readPolicyVersion(context, versionOf(params.version)),
  }),
  endpoint({
    access: 'member',
    method: 'post',
    path: '/workspaces/{ws}/policy/versions/{version}/restore',
    tag,
    summary: 'Save the rules of an earlier version as a new one',
    description:
      '`base` names the version that is replaced; a conflict when somebody saved since. `confirmed` as for a save.',
    body: policyRestoreRequest,
    answer: policyAnswer,
    run: (context, { params, body }) =>
      restorePolicyVersion(context, versionOf(params.version), body),
  }),
  endpoint({
    access: 'member',
    method: 'get',
    path: '/workspaces/{ws}/policy/compare',
    tag,
    summary: 'What was done to the rules between two versions',
    query: policyCompareRequest,
    answer: differenceAnswer,
    run: (context, { query }) => comparePolicyVersions(context, query),
  }),
];
