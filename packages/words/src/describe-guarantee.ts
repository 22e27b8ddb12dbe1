import {
  type Action,
  type Breach,
  type Guarantee,
  tableActions,
  type WorkspaceAction,
} from '@tessera/model';
import { describePrincipal, describeVerbs } from './describe-rule.ts';
import type { Say } from './say.ts';
import type { Things } from './things.ts';

const isRight = (action: Action): action is WorkspaceAction =>
  !(tableActions as readonly string[]).includes(action);

/** A guarantee as a sentence: "Sales may never see fields of the class Profit in CRM." */
export function describeGuarantee(
  { who, except, on, never }: Guarantee,
  things: Things,
  t: Say,
): string {
  const list = t('common.listSeparator');
  const place =
    on.kind === 'workspace'
      ? t('guarantees.sentence.workspace')
      : ((on.kind === 'app' ? things.app(on.id) : things.table(on.id)) ??
        t('access.sentence.unknownThing'));
  const shared = {
    place,
    who:
      who.kind === 'everyone'
        ? t('guarantees.sentence.nobody')
        : t('guarantees.sentence.never', { who: describePrincipal(who, things, t) }),
    except:
      except.length === 0
        ? ''
        : t('guarantees.sentence.except', {
            who: except.map((to) => describePrincipal(to, things, t)).join(list),
          }),
  };
  if (never.kind === 'do') {
    const rights = never.actions.filter(isRight);
    const verbs = describeVerbs(never.actions, t);
    return [
      ...(verbs === '' ? [] : [t('guarantees.sentence.do', { ...shared, actions: verbs })]),
      ...(rights.length === 0
        ? []
        : [t('guarantees.sentence.rights', { ...shared, actions: rightsIn(rights, t) })]),
    ].join(' ');
  }
  const unknown = t('access.sentence.unknownField');
  const names = [
    ...never.classes.map((id) =>
      t('access.sentence.restriction.ofClass', { name: things.class(id) ?? unknown }),
    ),
    ...never.fields.map((id) => t('access.sentence.quoted', { text: things.field(id) ?? unknown })),
  ];
  const verb = t(`guarantees.sentence.${never.level}`);
  return t('guarantees.sentence.see', { ...shared, verb, things: names.join(list) });
}

const rightsIn = (rights: readonly WorkspaceAction[], t: Say) =>
  rights.map((right) => t(`access.right.${right}`)).join(t('common.listSeparator'));

/** How many names of one kind are told. */
const most = 6;

/** In what a guarantee is broken: who would have what, and where. */
export function describeBreach(breach: Breach, things: Things, t: Say): readonly string[] {
  const unknown = t('access.sentence.unknownThing');
  const list = (names: readonly (string | undefined)[]) => {
    const shown = names.slice(0, most).map((name) => name ?? unknown);
    const text = shown.join(t('common.listSeparator'));
    const count = names.length - shown.length;
    return count > 0 ? t('guarantees.breach.more', { names: text, count }) : text;
  };
  const line = (
    key: 'people' | 'groups' | 'tables' | 'fields',
    names: readonly (string | undefined)[],
  ) => (names.length > 0 ? [t(`guarantees.breach.${key}`, { names: list(names) })] : []);
  const doing = [
    describeVerbs(breach.actions, t),
    rightsIn(breach.actions.filter(isRight), t),
  ].filter((text) => text !== '');
  return [
    ...line('people', breach.members.map(things.member)),
    ...line(
      'groups',
      breach.groups.map((to) => describePrincipal(to, things, t)),
    ),
    ...line('tables', breach.tables.map(things.table)),
    ...line('fields', breach.fields.map(things.field)),
    ...(doing.length > 0
      ? [t('guarantees.breach.actions', { names: doing.join(t('common.listSeparator')) })]
      : []),
  ];
}
