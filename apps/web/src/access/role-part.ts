import type { OrganisationAnswer } from '@tessera/protocol';
import type { RulesPart } from './RulesFrame.tsx';

/** What every part of a role's page gets. */
export interface RolePart extends RulesPart {
  readonly role: OrganisationAnswer['roles'][number];
  /** The role cannot be changed. */
  readonly fixed: boolean;
}
