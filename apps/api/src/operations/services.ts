import { type Denial, denial, isDenial, type ServiceAccount } from '@tessera/model';
import type {
  MadeToken,
  OutService,
  ServiceChangeRequest,
  ServiceRequest,
  ServicesAnswer,
  TokenRequest,
} from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { authorship, commitOrganisation } from './commit.ts';
import { requireRight } from './rights.ts';
import { makeTokenFor, revokeTokenOf, tokensOf } from './tokens.ts';

const noSuchService = denial('not_found', 'There is no such service account.');

/** Service accounts there may be in a workspace. */
const mostServices = 200;

/** The service accounts and their tokens, for whoever keeps them. */
export function readServices(context: MemberContext): ServicesAnswer | Denial {
  const refused = refuseKeeping(context);
  if (refused) return refused;
  const { services = [] } = context.workspace.store.organisation();
  return { services: services.map((service) => outService(context, service)) };
}

export async function addService(
  context: MemberContext,
  { name, description }: ServiceRequest,
): Promise<OutService | Denial> {
  const refused = refuseKeeping(context);
  if (refused) return refused;
  const { services = [] } = context.workspace.store.organisation();
  if (services.length >= mostServices)
    return denial('too_large', `A workspace has at most ${mostServices} service accounts.`);
  return await put(context, {
    id: context.app.makeId('service'),
    name,
    ...(description && { description }),
    status: 'active',
  });
}

/** Another name, another description, or whether it may come. One that is deactivated is out at once. */
export async function changeService(
  context: MemberContext,
  id: string,
  { name, description, status }: ServiceChangeRequest,
): Promise<OutService | Denial> {
  const before = keptService(context, id);
  if (isDenial(before)) return before;
  const { description: former, ...rest } = before;
  const told = description ?? former;
  const back = status === 'active' && before.status !== 'active';
  const refused = back ? refuseBeyond(context, id) : null;
  if (refused) return refused;
  return await put(context, {
    ...rest,
    ...(name !== undefined && { name }),
    ...(told && { description: told }),
    ...(status !== undefined && { status }),
  });
}

export async function makeServiceToken(
  context: MemberContext,
  id: string,
  request: TokenRequest,
): Promise<MadeToken | Denial> {
  const service = keptService(context, id);
  if (isDenial(service)) return service;
  const refused = refuseBeyond(context, id);
  if (refused) return refused;
  return await makeTokenFor(context, { kind: 'service', id }, request);
}

export async function revokeServiceToken(
  context: MemberContext,
  id: string,
  token: string,
): Promise<{ readonly id: string } | Denial> {
  const service = keptService(context, id);
  if (isDenial(service)) return service;
  return await revokeTokenOf(context, { kind: 'service', id }, token);
}

/** To keep service accounts takes both duties: over who there is, and over what they may. */
function refuseKeeping(context: MemberContext): Denial | null {
  return requireRight(context, 'manageMembers') ?? requireRight(context, 'managePolicy');
}

/** Nobody makes a key to a right on the workspace that he lacks. */
function refuseBeyond({ workspace, access }: MemberContext, id: string): Denial | null {
  const rights = workspace.accessOf(id).workspace;
  return [...rights].every((right) => access.workspace.has(right))
    ? null
    : denial('forbidden', 'This service account has rights that you do not have.');
}

function keptService(context: MemberContext, id: string): ServiceAccount | Denial {
  const refused = refuseKeeping(context);
  if (refused) return refused;
  const { services = [] } = context.workspace.store.organisation();
  return services.find((one) => one.id === id) ?? noSuchService;
}

async function put(context: MemberContext, service: ServiceAccount): Promise<OutService | Denial> {
  const change = { kind: 'putService', service } as const;
  const done = await commitOrganisation(context.workspace, [change], authorship(context));
  return isDenial(done) ? done : outService(context, service);
}

function outService(context: MemberContext, service: ServiceAccount): OutService {
  return { ...service, tokens: tokensOf(context, { kind: 'service', id: service.id }) };
}
