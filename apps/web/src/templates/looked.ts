import type { OwnTemplate, TemplateAnswer } from '@tessera/protocol';

/** What is looked at: one of Tessera's templates, or one that is kept here. */
export interface Looked {
  readonly look: TemplateAnswer;
  readonly own?: OwnTemplate;
}
