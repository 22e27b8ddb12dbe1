export {
  type Access,
  bitLimit,
  type Lock,
  type Rectangle,
  readsWhole,
  type TableAccess,
} from './access.ts';
export { type ChangePlan, creatable, planChange } from './authorize-change.ts';
export { ceilingAccess, underCeiling } from './ceiling.ts';
export { checkPolicy } from './check-policy.ts';
export { comparePolicies, ruleText, sameRule } from './compare.ts';
export { type CompileInput, compileAccess } from './compile.ts';
export { secureTrash } from './decide-restore.ts';
export {
  type CeilingTrace,
  type ExplainInput,
  type ExplainQuestion,
  type Explanation,
  explain,
  type GrantTrace,
  type LockTrace,
  type ShareTrace,
} from './explain/explain.ts';
export { type Fit, type FitPlan, planFit } from './explain/fit.ts';
export type { BehindTrace, InputTrace } from './explain/made.ts';
export type { Path } from './explain/path.ts';
export {
  type ExplainAbout,
  type ExplainPlan,
  planExplanation,
  planWhoCan,
  type WhoCan,
} from './explain/plan.ts';
export type { ConditionTrace, PartTrace, ScopeTrace } from './explain/trace.ts';
export type { Ground, Truth } from './explain/truth.ts';
export {
  type ExportedRecord,
  exportableFields,
  mayExport,
  mayExportField,
  projectExport,
} from './exportable.ts';
export {
  breaksOn,
  findBreaches,
  type GuaranteeGround,
  isAbout,
  newBreaches,
} from './guarantees.ts';
export { intersectAccess } from './intersect.ts';
export type { LintGround } from './lint/finding.ts';
export { lintPolicy } from './lint/lint.ts';
export { type NewlyGiven, newlyGiven } from './newly-given.ts';
export { type Outcome, outcomeOf, type ShownLevel } from './outcome.ts';
export {
  planShare,
  planUnshare,
  refuseSharing,
  type SharePlan,
  type ShareRequest,
} from './plan-share.ts';
export type { CellUse } from './preview/difference.ts';
export { type Amount, plus, type TableEffect, type Turnover } from './preview/effect.ts';
export {
  type MemberEffect,
  type PolicyPreview,
  PreviewDraft,
  type PreviewPlan,
} from './preview/preview.ts';
export {
  mayNotice,
  outcomeKey,
  type ProjectedRecord,
  type Projection,
  projectRows,
} from './project.ts';
export {
  type ProjectedField,
  type ProjectedSchema,
  type ProjectedTable,
  type ProjectedView,
  projectSchema,
  type Reach,
  wholeTable,
} from './project-schema.ts';
export { seesWhole } from './reads-all.ts';
export { secureQuery, secureRows } from './secure-query.ts';
export {
  type AuthorizedChange,
  type AuthorizedSharing,
  type AuthorizedWrite,
  type DerivedReference,
  type Facts,
  type FactsNeeded,
  type FieldReference,
  type GroupReference,
  isDerivedReference,
  isLinkReference,
  isProven,
  type LinkReference,
  type ReadGroup,
  type ReadRow,
  type ReadRows,
  type RecordKind,
  type Reference,
  type SecuredGroups,
  type SecuredQuery,
  type SecuredRows,
  type SecuredTally,
  type SecuredTrash,
  type Signature,
  type SignatureKey,
  type Tally,
  type TrashedRecord,
} from './secured-query.ts';
export { isActive, type Moment, type Subject, subjectOf, subjectOfRole } from './subject.ts';
export { systemAccess } from './system-access.ts';
export { checkUnique, mayBeUnique } from './unique.ts';
export { viewedBy } from './view-as.ts';
