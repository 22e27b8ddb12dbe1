import type { OrganisationAnswer, OutMember, SchemaAnswer } from '@tessera/protocol';
import { type Things, thingsOf } from '@tessera/words';
import { useMemo } from 'react';
import { useServices } from './use-services.ts';

/** The names of everything a rule may mention. */
export function useThings(
  ws: string,
  schema: SchemaAnswer,
  organisation: OrganisationAnswer,
  members: readonly OutMember[],
): Things {
  const services = useServices(ws);
  return useMemo(
    () => thingsOf(schema, organisation, members, services),
    [schema, organisation, members, services],
  );
}
