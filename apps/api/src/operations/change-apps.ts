import {
  type App,
  type Denial,
  denial,
  type Grant,
  isDenial,
  type SchemaChange,
  type Template,
  workspaceActions,
} from '@tessera/model';
import { templateBySlug } from '@tessera/templates';
import type { MemberContext } from '../context.ts';
import { applyTemplate } from './apply-template.ts';
import { authorship, commitSchema } from './commit.ts';
import { openTemplate } from './open-template.ts';
import { seenTemplate } from './own-templates.ts';
import { isOwner } from './people-rules.ts';
import { readSchema } from './read-schema.ts';
import { requireRight } from './rights.ts';

const noSuchApp = denial('not_found', 'There is no such app.');

export interface AppRequest {
  readonly name?: string | undefined;
  readonly icon?: string | undefined;
  readonly color?: string | undefined;
  readonly template?: string | undefined;
  readonly samples?: boolean | undefined;
}

/** The app a member names among those he sees; of nothing given the first one, undefined when there is none. */
export function seenApp(context: MemberContext, given: undefined): App | undefined | Denial;
export function seenApp(context: MemberContext, given: string): App | Denial;
export function seenApp(
  context: MemberContext,
  given: string | undefined,
): App | undefined | Denial;
export function seenApp(
  context: MemberContext,
  given: string | undefined,
): App | undefined | Denial {
  const { apps } = readSchema(context);
  if (given === undefined) return apps[0];
  return apps.find(({ id }) => id === given) ?? noSuchApp;
}

/** Adds an empty app, or one from a template with its tables, roles and rules. */
export async function addApp(context: MemberContext, request: AppRequest): Promise<App | Denial> {
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  if (request.template === undefined) {
    if (request.name === undefined) return denial('invalid', 'An app needs a name.');
    if (request.samples !== undefined) return denial('invalid', 'Samples come with a template.');
    const app: App = {
      id: context.app.makeId('app'),
      name: request.name,
      ...(request.icon !== undefined && { icon: request.icon }),
      ...(request.color !== undefined && { color: request.color }),
    };
    return await put(context, { kind: 'addApp', app });
  }
  const template = await findTemplate(context, request.template);
  if (isDenial(template)) return template;
  const { roles, grants, restrictions, guarantees = [] } = template;
  const ruled = roles.length + grants.length + restrictions.length + guarantees.length > 0;
  const ruler = ruled ? requireRight(context, 'managePolicy') : null;
  if (ruler) return ruler;
  const { workspace, member } = context;
  return await workspace.exclusively(() =>
    applyTemplate(context.app, workspace, template, {
      member,
      samples: request.samples ?? false,
      reader: context.access,
      refuse: (grants) => refuseBeyond(context, grants),
      managesRules: context.access.workspace.has('managePolicy'),
    }),
  );
}

/** One that comes with Tessera, by its name, or one that is kept here, by its id. */
async function findTemplate(context: MemberContext, name: string): Promise<Template | Denial> {
  const shipped = templateBySlug(name);
  if (shipped) return shipped;
  const kept = await seenTemplate(context, name);
  return isDenial(kept)
    ? denial('invalid', 'There is no such template.')
    : openTemplate(context, kept);
}

/** A template gives no rights on the workspace that whoever starts from it lacks, unless an owner does. */
function refuseBeyond(context: MemberContext, grants: readonly Grant[]): Denial | null {
  if (isOwner(context.workspace.store.organisation(), context)) return null;
  const { workspace } = context.access;
  const lacks = ({ actions }: Grant) =>
    workspaceActions.some((action) => actions.includes(action) && !workspace.has(action));
  return grants.some(lacks)
    ? denial('forbidden', 'You may not give rights that you do not have.')
    : null;
}

export async function changeApp(
  context: MemberContext,
  id: string,
  request: Pick<AppRequest, 'name' | 'icon' | 'color'> & {
    readonly before?: string | null | undefined;
  },
): Promise<App | Denial> {
  const before = seenApp(context, id);
  if (isDenial(before)) return before;
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const app: App = {
    ...before,
    ...(request.name !== undefined && { name: request.name }),
    ...(request.icon !== undefined && { icon: request.icon }),
    ...(request.color !== undefined && { color: request.color }),
  };
  const next = typeof request.before === 'string' ? seenApp(context, request.before) : null;
  if (isDenial(next)) return next;
  const moves: SchemaChange[] =
    request.before === undefined
      ? []
      : [{ kind: 'moveApp', app: app.id, before: next?.id ?? null }];
  return await put(context, { kind: 'updateApp', app }, moves);
}

/** Removes an app that has no tables left. */
export async function removeApp(
  context: MemberContext,
  id: string,
): Promise<{ readonly id: string } | Denial> {
  const app = seenApp(context, id);
  if (isDenial(app)) return app;
  const refused = requireRight(context, 'manageSchema');
  if (refused) return refused;
  const change: SchemaChange = { kind: 'removeApp', app: app.id };
  const schema = await commitSchema(context.workspace, [change], authorship(context));
  return isDenial(schema) ? schema : { id: app.id };
}

async function put(
  context: MemberContext,
  change: Extract<SchemaChange, { kind: 'addApp' | 'updateApp' }>,
  moves: readonly SchemaChange[] = [],
): Promise<App | Denial> {
  const schema = await commitSchema(context.workspace, [change, ...moves], authorship(context));
  return isDenial(schema) ? schema : change.app;
}
