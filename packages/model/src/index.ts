export * from './aggregate.ts';
export * from './apply-schema-change.ts';
export * from './audit.ts';
export { emptyBehind, testBehind } from './bind-behind.ts';
export * from './bind-condition.ts';
export type { Behind, BindContext, BindEnv } from './bind-env.ts';
export * from './bound.ts';
export * from './check-condition.ts';
export { formulaRefusal, schemaLimits, tidyName, titleTypes } from './check-field.ts';
export { dateRanges, maxRangeDays } from './check-operand.ts';
export { checkTemplate } from './check-template.ts';
export { colorWithout } from './check-view.ts';
export { type Choices, choicesOf, needsChoices } from './choices.ts';
export * from './compare-cells.ts';
export * from './condition.ts';
export { ceasingAtoms, conversionTypes, refuseConversion } from './convert-field.ts';
export * from './days.ts';
export { canHaveDefault, defaultCell } from './default-cell.ts';
export * from './derived.ts';
export * from './display-number.ts';
export * from './error.ts';
export * from './evaluate.ts';
export { type ConvertedCell, convertCell } from './field-types/convert-cell.ts';
export {
  type ConvertContext,
  type DateOrder,
  type FieldTypeSpec,
  type FormatContext,
  isBlank,
  operatorsByStorage,
  type ParseContext,
  type WireValue,
} from './field-types/field-type.ts';
export { findOption } from './field-types/find-option.ts';
export * from './field-types/index.ts';
export { readInstant } from './field-types/written-date.ts';
export * from './finding.ts';
export {
  formulaCell,
  formulaInputs,
  type ReadField,
  type ReadFormula,
  readFormula,
  writeFormula,
} from './formula/formula.ts';
export { functionGroups } from './formula/functions/index.ts';
export { type FormulaProblem, isProblem, problemText } from './formula/problem.ts';
export { givenField, plainField, resultsOf } from './formula/result.ts';
export { groupsThatFit, isGroupable } from './grouping.ts';
export { guessDateOrder } from './guess-dates.ts';
export { guessType } from './guess-type.ts';
export * from './ids.ts';
export {
  instantiateTemplate,
  type TemplateInstance,
  type TemplateOptions,
} from './instantiate-template.ts';
export * from './made-cells.ts';
export { maskCell, maskSign } from './mask-cell.ts';
export { isMeasurable } from './measurable.ts';
export * from './organisation.ts';
export * from './palette.ts';
export * from './persona.ts';
export * from './policy.ts';
export {
  type PolicyFault,
  type PolicyRefusal,
  policyDenial,
  policyFaults,
  policyRefusal,
} from './policy-faults.ts';
export {
  type FileCondition,
  type FilePath,
  type FileProblem,
  type PolicyFile,
  policyFileFormat,
} from './policy-file/policy-file.ts';
export type { PolicyNames } from './policy-file/policy-names.ts';
export { type ReadPolicyFile, readPolicyFile } from './policy-file/read-policy-file.ts';
export { type PolicyTest, readPolicyTests } from './policy-file/read-policy-tests.ts';
export { writePolicyFile } from './policy-file/write-policy-file.ts';
export * from './post-rule.ts';
export * from './product.ts';
export * from './query.ts';
export * from './record-change.ts';
export * from './schema.ts';
export * from './schema-change.ts';
export * from './schema-lookup.ts';
export * from './share.ts';
export * from './shown-type.ts';
export * from './slug.ts';
export * from './storage.ts';
export * from './template.ts';
export { type TemplateLeftOut, templateOf } from './template-of.ts';
export type { TemplateSource } from './template-of-names.ts';
export { sampleTitles } from './template-reuse.ts';
export * from './text-key.ts';
export { tidyTemplateRecords } from './tidy-template-records.ts';
export { isTimeZone, localTimeAt, offsetAt } from './time-zone.ts';
export * from './token.ts';
export {
  type Removed,
  type RemovedField,
  removedBy,
  removedIds,
  restoreRemoved,
  type TrashedItem,
  trashIdOf,
  trashTime,
  withTrashed,
} from './trash.ts';
export {
  canBeUnique,
  hasDuplicates,
  takenCell,
  type UniqueRefusal,
  uniqueKey,
  uniqueRefusal,
} from './unique.ts';
