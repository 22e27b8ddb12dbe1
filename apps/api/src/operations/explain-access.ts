import {
  type Denial,
  denial,
  endOfDay,
  isDay,
  isDenial,
  type MemberId,
  type Organisation,
  ownershipFields,
  type Schema,
  startOfDay,
  type Table,
  type TableAction,
  type Token,
  tablesById,
  unknownField,
} from '@tessera/model';
import {
  type Access,
  ceilingAccess,
  type ExplainAbout,
  planExplanation,
  planWhoCan,
  seesWhole,
  subjectOf,
} from '@tessera/permissions';
import type { ExplainAnswer, ExplainRequest, WhoCanAnswer, WhoCanRequest } from '@tessera/protocol';
import { accessFor, accessIn, accessUnder, digest } from '../access-cache.ts';
import type { MemberContext } from '../context.ts';
import { outExplanation, outPrincipal } from './out-explanation.ts';
import { readRecord } from './read-records.ts';
import { seenTable, shownField } from './seen.ts';
import { sharesToTell } from './shares-to-tell.ts';

/** What is asked, and how to come to the access of those it is about. */
interface About extends ExplainAbout {
  accessOf(member: MemberId): Access;
}

type Named = NonNullable<WhoCanAnswer['owners']>[number];

const fieldActions: readonly string[] = ['view', 'edit', 'export'];

/**
 * Why somebody may or may not (PERMISSIONS section 5). Of oneself for everybody, of others for whoever writes the
 * rules; never more of a record than the one who asks may read of it.
 */
export async function explainAccess(
  context: MemberContext,
  request: ExplainRequest,
): Promise<ExplainAnswer | Denial> {
  const { access, workspace } = context;
  const rules = access.workspace.has('managePolicy');
  const id = request.member ?? context.member.id;
  if (id !== context.member.id && !rules)
    return denial('forbidden', 'You may only ask about yourself.');
  const about = await aboutOf(context, request);
  if (isDenial(about)) return about;
  const { organisation } = about;
  if (!isRole(context, id) && !everybody(organisation).some((one) => one.id === id))
    return denial('not_found', 'There is no such member.');
  const own = id === context.member.id && !about.at;
  const subject = (own && context.viewAs?.viewed) || about.accessOf(id);
  const ceiling = own && context.token && ceilingOf(context.token, subject);
  const plan = planExplanation({ ...about, subject, ...(ceiling && { ceiling }), others: rules });
  if (isDenial(plan)) return plan;
  const told = await workspace.store.explain(plan);
  if (isDenial(told)) return told;
  return outExplanation(told, { table: about.table, schema: access.schema, organisation });
}

const ceilingOf = ({ ceiling }: Token, subject: Access) => ceilingAccess(subject, ceiling, digest);

/** Whether somebody is the made-up holder of the role that the caller looks as. */
function isRole({ member, viewAs }: MemberContext, id: MemberId): boolean {
  return viewAs?.sitting.as.kind === 'role' && id === member.id;
}

/** Who can do something with a record: its owners for everyone who sees it, rules and people for whoever writes the rules. */
export async function explainWhoCan(
  context: MemberContext,
  request: WhoCanRequest,
): Promise<WhoCanAnswer | Denial> {
  const { access, workspace } = context;
  const about = await aboutOf(context, request);
  if (isDenial(about)) return about;
  if (!access.workspace.has('managePolicy')) return await ownersOf(context, about);
  const { organisation, accessOf } = about;
  const asked = everybody(organisation).filter(({ status }) => status !== 'deactivated');
  const plan = planWhoCan({ ...about, subjects: asked.map(({ id }) => accessOf(id)) });
  if (isDenial(plan)) return plan;
  const told = await workspace.store.explain(plan);
  if (isDenial(told)) return told;
  const names = new Map(asked.map(({ id, name }) => [id, name]));
  return {
    rules: told.rules
      .filter(({ active: now, scope, level }) => now && scope.kind !== 'none' && level !== 'hidden')
      .map(({ to, scope, level }) => ({
        to: outPrincipal(to, organisation),
        scope: scope.kind === 'all' ? ['all'] : [...new Set(scope.of.map(({ part }) => part))],
        ...(level && { level }),
      })),
    members: told.members.map(({ member, allowed, level }) => ({
      id: member,
      name: names.get(member) ?? '',
      allowed,
      ...(level && { level }),
    })),
  };
}

/** Members and service accounts: whoever may be asked about. */
const everybody = ({ members, services = [] }: Organisation) => [...members, ...services];

/** What a member knows of it by himself: the owners that the record shows him. Other people's rules are not his to read. */
async function ownersOf(
  context: MemberContext,
  { table, record }: ExplainAbout,
): Promise<WhoCanAnswer | Denial> {
  if (record === undefined) return { owners: [] };
  const found = await readRecord(context, table, record);
  if (isDenial(found)) return found;
  const known = tablesById(context.access.schema).get(table);
  const fields = known ? ownershipFields(known) : [];
  return { owners: fields.flatMap(({ id }) => (found.record.fields[id] ?? []) as Named | []) };
}

/** What is asked, with names resolved in what the one who asks may know: of the structure all, when he writes rules. */
async function aboutOf(
  context: MemberContext,
  { table: given, record, field, action = 'view', at }: WhoCanRequest,
): Promise<About | Denial> {
  const rules =
    at === undefined ? presentRules(context, record) : await pastRules(context, at, record);
  if (isDenial(rules)) return rules;
  const named = whatIsAsked(context, { table: given, field, action });
  if (isDenial(named)) return named;
  return { ...rules, reader: context.access, ...named, ...(record !== undefined && { record }) };
}

/** The ids of what is asked, among what the one who asks may know. */
export function whatIsAsked(
  { access }: MemberContext,
  { table: given, field, action }: Pick<WhoCanRequest, 'table' | 'field'> & { action: TableAction },
): Pick<ExplainAbout, 'table' | 'field' | 'action'> | Denial {
  if (field !== undefined && !fieldActions.includes(action))
    return denial('invalid', 'A field is viewed, edited or exported.');
  const seen = seenTable(access, given);
  const whole = access.workspace.has('managePolicy') ? wholeTable(access.schema, given) : undefined;
  const table = isDenial(seen) ? whole : seen.table;
  if (!table) return seen as Denial;
  if (field === undefined) return { table: table.id, action };
  const found =
    (isDenial(seen) ? undefined : shownField(seen, field)) ??
    whole?.fields.find(({ id, slug }) => id === field || slug === field);
  return found ? { table: table.id, field: found.id, action } : unknownField(field);
}

type RulesThen = Pick<About, 'policy' | 'organisation' | 'shares' | 'accessOf' | 'at'>;

function presentRules(context: MemberContext, record: string | undefined): RulesThen {
  const { access, member, now, workspace } = context;
  const { store, accessOf } = workspace;
  const { open } = store.shares();
  const [policy, organisation] = [store.policy(), store.organisation()];
  const everything = access.schema.tables.every(({ id }) => seesWhole(access, id));
  return {
    policy,
    organisation,
    shares: open,
    accessOf: (id) => {
      // Of oneself everything is known, and where every table is seen whole.
      if (everything || id === member.id) return accessOf(id);
      const shares = sharesToTell(access, open, { kind: 'member', id }, record);
      return accessUnder(store, { policy, shares }, subjectOf(organisation, id, now), now);
    },
  };
}

/** The rules and the people of a past moment; the tables are those of today. */
async function pastRules(
  context: MemberContext,
  given: string,
  record: string | undefined,
): Promise<RulesThen | Denial> {
  const { store } = context.workspace;
  if (!context.access.workspace.has('managePolicy'))
    return denial('forbidden', 'Only whoever writes the rules may ask about the past.');
  const { timeZone } = store.info();
  const begins = isDay(given) ? startOfDay(given, timeZone) : Date.parse(given);
  if (begins > context.now) return denial('invalid', 'That has not been yet.');
  const at = isDay(given) ? Math.min(endOfDay(given, timeZone) - 1, context.now) : begins;
  const past = await store.past(at);
  const rules = { ...past, schema: store.schema(), timeZone };
  return {
    ...past,
    at,
    accessOf: (member) =>
      isRole(context, member)
        ? accessFor(rules, context.access.subject, at)
        : accessIn(
            {
              ...rules,
              shares: sharesToTell(
                context.access,
                past.shares,
                { kind: 'member', id: member },
                record,
              ),
            },
            member,
            at,
          ),
  };
}

function wholeTable(schema: Schema, given: string): Table | undefined {
  return tablesById(schema).get(given) ?? schema.tables.find(({ slug }) => slug === given);
}
