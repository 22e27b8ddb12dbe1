import type { OrganisationAnswer, OutMember } from '@tessera/protocol';

/** What every part of the page about people gets. */
export interface PeopleProps {
  readonly ws: string;
  readonly members: readonly OutMember[];
  readonly organisation: OrganisationAnswer;
}
