import {
  type App,
  applySchemaChanges,
  conditionLimits,
  type Denial,
  denial,
  type Grant,
  instantiateTemplate,
  isDenial,
  type Member,
  type Policy,
  type RecordChange,
  type SchemaChange,
  sampleTitles,
  type Template,
  todayIn,
} from '@tessera/model';
import {
  type Access,
  checkPolicy,
  checkUnique,
  planChange,
  secureRows,
  systemAccess,
} from '@tessera/permissions';
import { applyOrganisationChanges, type OrganisationChange } from '@tessera/store';
import { tellerOf } from '../audit/workspace-log.ts';
import type { AppContext, WorkspaceContext } from '../context.ts';
import { refuseBroken } from './broken-guarantees.ts';
import { commitOrganisation, commitPolicy, commitRecords, commitSchema } from './commit.ts';
import { withoutDecisions } from './template-decisions.ts';
import { refuseUniqueSamples, withLawfulUnique } from './template-unique.ts';

const batch = 500;

/**
 * Sets up a template in a workspace: structure, roles, rules, and sample records that belong to `member`. What
 * other templates have set up already is used: shared tables, roles, classes, rules, sample records of that name.
 * Records are written under the system's own subject "template". Whoever calls has checked the rights.
 */
export async function applyTemplate(
  app: AppContext,
  workspace: WorkspaceContext,
  template: Template,
  options: {
    readonly member: Member;
    readonly samples: boolean;
    /** With whose eyes sample records are found again that are there already; absent: the house itself looks. */
    readonly reader?: Access;
    /** Refuses rules that whoever starts from it may not make; absent: the house itself starts from it. */
    readonly refuse?: (grants: readonly Grant[]) => Denial | null;
    /**
     * Whether who starts from it manages the rules: then fields may own records, be classified and unique, and a refusal says which rules
     * stand against it. Absent: the house itself starts from it.
     */
    readonly managesRules?: boolean;
  },
): Promise<App | Denial> {
  const { store } = workspace;
  const { language, timeZone } = store.info();
  const now = app.clock();
  const by = () => ({
    by: options.member.id,
    at: now,
    change: app.makeId('change'),
    via: 'template' as const,
  });
  const reader = options.reader ?? systemAccess('template', store.schema(), { now, timeZone });
  const samples = options.samples ? await samplesThere(workspace, template, reader) : new Map();
  const made = instantiateTemplate(template, {
    language,
    timeZone,
    today: todayIn(now, timeZone),
    makeId: app.makeId,
    member: options.member.id,
    schema: store.schema(),
    roles: store.organisation().roles,
    policy: store.policy(),
    records: (table, title) => samples.get(`${table} ${title}`),
  });
  const roles = made.roles
    .filter(({ shared }) => !shared)
    .map(({ id, name, description }) => ({ kind: 'putRole' as const, id, name, description }));
  const before = store.policy();
  const policy = {
    version: before.version,
    grants: [...before.grants, ...made.grants],
    restrictions: [...before.restrictions, ...made.restrictions],
    guarantees: [...(before.guarantees ?? []), ...made.guarantees],
  };
  const { managesRules = true } = options;
  const structure = managesRules ? made.changes : withoutDecisions(made.changes, policy);
  const changes = withLawfulUnique(structure, store.schema(), policy, managesRules);
  // All of it is looked at before any of it is written.
  const refused =
    options.refuse?.(made.grants) ??
    (options.samples ? refuseUniqueSamples(made.records, store.schema()) : null) ??
    checkWhole(workspace, changes, roles, policy, { now, managesRules });
  if (refused) return refused;
  const schema = await commitSchema(workspace, changes, by());
  if (isDenial(schema)) return schema;
  const objects = { app: made.app.id };
  await workspace.log.tell({ kind: 'template.apply', objects }, tellerOf(options.member.id, now));
  if (roles.length > 0) {
    const organisation = await commitOrganisation(workspace, roles, by());
    if (isDenial(organisation)) return organisation;
  }
  if (made.grants.length + made.restrictions.length + made.guarantees.length > 0) {
    const saved = await commitPolicy(workspace, policy, by(), template.name[language]);
    if (isDenial(saved)) return saved;
  }
  if (!options.samples) return made.app;
  const access = systemAccess('template', store.schema(), { now, timeZone });
  for (const { table, records, updates } of made.records) {
    const writes: RecordChange[] = [
      ...records.map(({ id, cells }) => ({ kind: 'create' as const, id, cells })),
      ...updates.map(({ id, cells }) => ({ kind: 'update' as const, id, cells })),
    ];
    for (let at = 0; at < writes.length; at += batch) {
      const plan = planChange(access, { table, changes: writes.slice(at, at + batch) });
      const written = isDenial(plan) ? plan : await commitRecords(workspace, plan, by());
      if (isDenial(written)) return written;
    }
  }
  return made.app;
}

/** Whether the workspace can take the structure, the roles and the rules. */
function checkWhole(
  workspace: WorkspaceContext,
  changes: readonly SchemaChange[],
  roles: readonly OrganisationChange[],
  policy: Policy,
  { now, managesRules }: { readonly now: number; readonly managesRules: boolean },
): Denial | null {
  const { store } = workspace;
  const schema = applySchemaChanges(store.schema(), changes);
  if (isDenial(schema)) return schema;
  const organisation = applyOrganisationChanges(store.organisation(), roles);
  if (isDenial(organisation)) return organisation;
  const after = { schema, organisation };
  const unlawful =
    checkPolicy(policy, after) ??
    checkUnique(policy, schema) ??
    refuseBroken(workspace, store.policy(), policy, now, after);
  return unlawful && !managesRules
    ? denial('forbidden', 'The rules of this workspace stand against it.')
    : unlawful;
}

/** Ids by table and title of records that the reader sees and that are named like a sample record of the template. */
async function samplesThere(
  { store }: WorkspaceContext,
  template: Template,
  access: Access,
): Promise<ReadonlyMap<string, string>> {
  const { language } = store.info();
  const found = new Map<string, string>();
  for (const { table, titles } of sampleTitles(template, store.schema(), language)) {
    const named = titles.map((value) => ({ op: 'is' as const, field: table.titleField, value }));
    const filter = { op: 'or' as const, of: named.slice(0, conditionLimits.atoms) };
    const query = { table: table.id, fields: [table.titleField], filter, limit: batch };
    const secured = secureRows(access, query);
    if (isDenial(secured)) continue;
    const { rows } = await store.rows(secured);
    for (const { id, cells } of rows) {
      const title = titles.find((one) => one === cells[table.titleField]);
      if (title !== undefined) found.set(`${table.id} ${title}`, id);
    }
  }
  return found;
}
