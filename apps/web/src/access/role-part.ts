import type { MakeId, Policy } from '@tessera/model';
import type { OrganisationAnswer, OutMember, SchemaAnswer } from '@tessera/protocol';
import type { Things } from '@tessera/words';
import type { Draft } from './use-draft.ts';

/** What every part of a role's page gets. */
export interface RolePart {
  readonly ws: string;
  readonly role: OrganisationAnswer['roles'][number];
  readonly schema: SchemaAnswer;
  readonly organisation: OrganisationAnswer;
  readonly members: readonly OutMember[];
  readonly saved: Policy;
  readonly draft: Draft;
  readonly things: Things;
  readonly makeId: MakeId;
  /** The role cannot be changed. */
  readonly fixed: boolean;
}
