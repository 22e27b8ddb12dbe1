import {
  type App,
  type Denial,
  instantiateTemplate,
  isDenial,
  type Member,
  type Template,
  todayIn,
} from '@tessera/model';
import { planChange, systemAccess } from '@tessera/permissions';
import type { AppContext, WorkspaceContext } from '../context.ts';
import { commitOrganisation, commitPolicy, commitRecords, commitSchema } from './commit.ts';

const batch = 500;

/**
 * Sets up a template in a workspace: structure, roles, rules, and sample records that belong to `member`.
 * Records are written under the system's own subject "template". Whoever calls has checked the rights.
 */
export async function applyTemplate(
  app: AppContext,
  workspace: WorkspaceContext,
  template: Template,
  options: { readonly member: Member; readonly samples: boolean },
): Promise<App | Denial> {
  const { store } = workspace;
  const { language, timeZone } = store.info();
  const now = app.clock();
  const by = () => ({ by: options.member.id, at: now, change: app.makeId('change') });
  const made = instantiateTemplate(template, {
    language,
    timeZone,
    today: todayIn(now, timeZone),
    makeId: app.makeId,
    member: options.member.id,
    schema: store.schema(),
  });
  const schema = await commitSchema(workspace, made.changes, by());
  if (isDenial(schema)) return schema;
  const organisation = await commitOrganisation(
    workspace,
    made.roles.map(({ id, name, description }) => ({
      kind: 'putRole' as const,
      id,
      name,
      description,
    })),
    by(),
  );
  if (isDenial(organisation)) return organisation;
  const policy = store.policy();
  const saved = await commitPolicy(
    workspace,
    {
      version: policy.version,
      grants: [...policy.grants, ...made.grants],
      restrictions: [...policy.restrictions, ...made.restrictions],
    },
    by(),
    template.name[language],
  );
  if (isDenial(saved)) return saved;
  if (!options.samples) return made.app;
  const access = systemAccess('template', store.schema(), { now, timeZone });
  for (const { table, records } of made.records) {
    for (let at = 0; at < records.length; at += batch) {
      const changes = records
        .slice(at, at + batch)
        .map(({ id, cells }) => ({ kind: 'create' as const, id, cells }));
      const plan = planChange(access, { table, changes });
      const written = isDenial(plan) ? plan : await commitRecords(workspace, plan, by());
      if (isDenial(written)) return written;
    }
  }
  return made.app;
}
