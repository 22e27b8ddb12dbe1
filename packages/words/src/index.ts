export { describeCondition } from './describe-condition.ts';
export { type ChangeWords, describeDifference, describeLevels } from './describe-difference.ts';
export {
  type AskedWhy,
  describeExplanation,
  describePeople,
  type ExplanationWords,
} from './describe-explanation.ts';
export { describeFinding, type FindingWords } from './describe-finding.ts';
export { describeBreach, describeGuarantee } from './describe-guarantee.ts';
export {
  describeGrant,
  describePrincipal,
  describeRestriction,
  describeScope,
} from './describe-rule.ts';
export { en } from './en/en.ts';
export { type Say, sayIn, type WordKey } from './say.ts';
export type { Texts } from './texts.ts';
export { type Things, thingsOf } from './things.ts';
export { zh } from './zh/zh.ts';
