import type { Language } from '@tessera/model';
import { type Server, type ServerOptions, startServer } from './server.ts';
import { Session } from './session.ts';

/** A password that every person of the tests uses; long, and not among the known ones. */
export const password = 'mosaic-lantern-47-orchard';

export interface SetupOptions {
  readonly language?: Language;
  readonly samples?: boolean;
  readonly templates?: readonly string[];
}

export const owner = { name: 'Olivia Owner', email: 'olivia@tessera.example' } as const;

/** Completes the set-up of an empty installation with the token it printed; gives its owner. */
export async function setUp(server: Server, options: SetupOptions = {}): Promise<Session> {
  const token = new URL(server.setupUrl ?? 'none:').searchParams.get('token');
  if (token === null) throw new Error(`No set-up address was printed:\n${server.output()}`);
  const session = new Session(server.url);
  await session.ask('POST', '/setup', {
    token,
    name: owner.name,
    email: owner.email,
    password,
    workspace: 'Northwind Trading',
    language: options.language ?? 'en',
    timeZone: 'Asia/Shanghai',
    templates: options.templates ?? ['crm'],
    samples: options.samples ?? false,
  });
  return await session.enter();
}

export interface World {
  readonly server: Server;
  readonly owner: Session;
}

/** A server of its own with a new workspace. */
export async function startWorld(options: SetupOptions & ServerOptions = {}): Promise<World> {
  const server = await startServer(options);
  try {
    return { server, owner: await setUp(server, options) };
  } catch (cause) {
    await server.kill();
    throw cause;
  }
}

/** Invites somebody with a role and joins as them. */
export async function join(
  by: Session,
  person: {
    readonly name: string;
    readonly role?: string;
    readonly manager?: string;
    readonly language?: Language;
  },
): Promise<{ readonly session: Session; readonly id: string; readonly email: string }> {
  const email = `${person.name.toLowerCase().replaceAll(' ', '.')}@tessera.example`;
  const { member, link } = await by.invite({
    name: person.name,
    email,
    ...(person.language && { language: person.language }),
    ...(person.manager && { manager: person.manager }),
    ...(person.role && {
      roles: [{ role: await by.roleNamed(person.role) }],
      // Some roles carry a guarded duty.
      reason: 'Needed for the work',
      confirmed: true as const,
    }),
  });
  const session = await new Session(by.url).accept(link, password);
  return { session, id: member.id, email };
}
