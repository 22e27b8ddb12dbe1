import type { Command } from './command.ts';
import { auditVerify } from './commands/audit-verify.ts';
import { explainCommand, whoCan } from './commands/explain.ts';
import { policyApply } from './commands/policy-apply.ts';
import { policyLint } from './commands/policy-lint.ts';
import { policyPlan } from './commands/policy-plan.ts';
import { policyPull } from './commands/policy-pull.ts';
import { policyTest } from './commands/policy-test.ts';
import { policyDiff, policyRestore, policyVersions } from './commands/policy-versions.ts';
import { workspaceCopy, workspaceRemove } from './commands/workspace-copy.ts';

/** Every command there is. */
export const commands: readonly Command[] = [
  auditVerify,
  explainCommand,
  whoCan,
  policyPull,
  policyPlan,
  policyApply,
  policyLint,
  policyTest,
  policyVersions,
  policyDiff,
  policyRestore,
  workspaceCopy,
  workspaceRemove,
];
