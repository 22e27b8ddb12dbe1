import type {
  Action,
  Grant,
  Principal,
  Restriction,
  Scope,
  ScopePart,
  TableAction,
} from '@tessera/model';
import { tableActions, workspaceActions } from '@tessera/model';
import { describeCondition } from './describe-condition.ts';
import type { Say } from './say.ts';
import type { Things } from './things.ts';

function atomOf(part: Exclude<ScopePart, { kind: 'where' | 'via' }>) {
  if (part.kind === 'reports') return part.depth === 'direct' ? 'directReports' : 'allReports';
  return part.kind;
}

function describePart(part: ScopePart, things: Things, t: Say): string {
  const base =
    part.kind === 'where'
      ? t('access.sentence.part.where', {
          condition: describeCondition(part.condition, things, t),
        })
      : part.kind === 'via'
        ? t('access.sentence.part.via', {
            link: things.field(part.link) ?? t('access.sentence.unknownField'),
          })
        : t(`access.sentence.part.${atomOf(part)}`);
  if (part.and === undefined) return base;
  return t('access.sentence.part.with', {
    part: base,
    condition: describeCondition(part.and, things, t),
  });
}

/** The records of a scope, without the table: "whose Customer they can see". */
export function describeScope(scope: Scope, things: Things, t: Say): string {
  if (scope.kind === 'all') return t('access.words.all');
  if (scope.kind === 'none') return t('access.words.nobody');
  // A condition reaches to the next stronger stop, not to the last of the kinds.
  const stop = scope.of.some(({ kind, and }) => kind === 'where' || and) ? 'orElse' : 'or';
  return scope.of.map((part) => describePart(part, things, t)).join(t(`access.sentence.${stop}`));
}

function isTableAction(action: Action): action is TableAction {
  return (tableActions as readonly string[]).includes(action);
}

/** Actions as they stand before what they are done to: "see, edit, look up the history of". */
export function describeVerbs(actions: readonly Action[], t: Say): string {
  return actions
    .filter(isTableAction)
    .map((action) => t(`access.verb.${action}`))
    .join(t('common.listSeparator'));
}

/** Rights on the workspace as verbs: "manage people, read the log". */
function describeRights(actions: readonly Action[], t: Say): string {
  return workspaceActions
    .filter((action) => actions.includes(action))
    .map((action) => t(`access.right.${action}`))
    .join(t('common.listSeparator'));
}

function records(scope: Scope, table: string, things: Things, t: Say): string {
  if (scope.kind === 'all') return t('access.sentence.allRecords', { table });
  if (scope.kind === 'none') return t('access.sentence.none', { table });
  return t('access.sentence.recordsThat', { table, scope: describeScope(scope, things, t) });
}

/** A grant as a sentence: "Sales can see, edit records of Orders they own." */
export function describeGrant(
  grant: Grant,
  things: Things,
  t: Say,
  day: (time: number) => string,
): string {
  const table =
    grant.on.kind === 'table'
      ? things.table(grant.on.id)
      : grant.on.kind === 'app'
        ? things.app(grant.on.id)
        : t('access.sentence.workspace');
  const named = describePrincipal(grant.to, things, t);
  const who = grant.to.kind === 'everyone' ? capital(named) : named;
  const actions = describeVerbs(grant.actions, t);
  const rights = describeRights(grant.actions, t);
  const place = table ?? t('access.sentence.unknownThing');
  const sentence = [
    ...(actions === '' && rights !== ''
      ? []
      : [
          t('access.sentence.grant', {
            who,
            actions,
            records: records(grant.scope, place, things, t),
          }),
        ]),
    ...(rights === '' ? [] : [t('access.sentence.rights', { who, rights })]),
  ]
    .join('')
    .trim();
  const from = grant.from === undefined ? '' : t('access.sentence.from', { date: day(grant.from) });
  // It has ended at `until`: people count the last day in.
  const until =
    grant.until === undefined ? '' : t('access.sentence.until', { date: day(grant.until - 1) });
  return `${sentence}${from}${until}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function describePrincipal(principal: Principal, things: Things, t: Say): string {
  const gone = t('access.sentence.unknownThing');
  switch (principal.kind) {
    case 'member':
      return things.member(principal.id) ?? gone;
    case 'role':
      return things.role(principal.id) ?? gone;
    case 'team':
      return things.team(principal.id) ?? gone;
    case 'department': {
      const name = things.department(principal.id) ?? gone;
      return principal.subtree ? t('access.sentence.principal.departmentTree', { name }) : name;
    }
    case 'service':
      return things.service(principal.id) ?? t('access.sentence.principal.service');
    default:
      return t(`access.sentence.principal.${principal.kind}`);
  }
}

/** A key-holder with the days between which he holds the key: "Management (until 2030-06-30)". */
function describeHolder(
  { to, from, until }: Restriction['exempt'][number],
  things: Things,
  t: Say,
  day: (time: number) => string,
): string {
  const who = describePrincipal(to, things, t);
  const term = [
    ...(from === undefined ? [] : [t('access.sentence.holder.from', { date: day(from) })]),
    ...(until === undefined ? [] : [t('access.sentence.holder.until', { date: day(until - 1) })]),
  ].join(t('common.listSeparator'));
  return term === '' ? who : t('access.sentence.holder.term', { who, term });
}

/** A restriction as a sentence: "Profit in CRM is hidden, except for Management." */
export function describeRestriction(
  restriction: Restriction,
  things: Things,
  t: Say,
  day: (time: number) => string,
): string {
  const { on, effect, when } = restriction;
  const place =
    (on.kind === 'app' ? things.app(on.id) : things.table(on.id)) ??
    t('access.sentence.unknownThing');
  const who = restriction.exempt.map((one) => describeHolder(one, things, t, day));
  const exempt =
    who.length === 0
      ? ''
      : t('access.sentence.restriction.exempt', { who: who.join(t('common.listSeparator')) });
  const condition = when && describeCondition(when, things, t);
  if (effect.kind === 'cap') {
    const unknown = t('access.sentence.unknownField');
    const names = [
      ...(restriction.classes ?? []).map((id) =>
        t('access.sentence.restriction.ofClass', { name: things.class(id) ?? unknown }),
      ),
      ...(restriction.fields ?? []).map((id) =>
        t('access.sentence.quoted', { text: things.field(id) ?? unknown }),
      ),
    ];
    const shared = {
      things: names.join(t('common.listSeparator')),
      place,
      exempt,
      when: condition ? t('access.sentence.restriction.when', { condition }) : '',
    };
    return effect.level === 'hidden'
      ? t('access.sentence.restriction.capHidden', shared)
      : t('access.sentence.restriction.cap', {
          ...shared,
          level: t(`access.level.${effect.level}`),
        });
  }
  const about = condition
    ? t('access.sentence.recordsThat', {
        table: place,
        scope: t('access.sentence.part.where', { condition }),
      })
    : t('access.sentence.restriction.records', { place });
  return t(
    effect.kind === 'forbid'
      ? 'access.sentence.restriction.forbid'
      : 'access.sentence.restriction.approval',
    { actions: describeVerbs(restriction.actions ?? [], t), records: about, exempt },
  );
}
