import { fold } from '@tessera/model';
import type {
  OrganisationAnswer,
  OutMember,
  SchemaAnswer,
  ViewAsRequest,
  WorkspaceAnswer,
} from '@tessera/protocol';
import type { TFunction } from 'i18next';

/** Something to go to or to do, by name. */
export interface Command {
  readonly id: string;
  readonly kind: 'table' | 'view' | 'page' | 'action';
  readonly name: string;
  /** Where a view belongs. */
  readonly within?: string;
  readonly to: string;
  /** Whom one looks as by it. */
  readonly as?: ViewAsRequest;
}

/** Everything this member can go to: the tables and views of his own schema, the pages of his rights. */
export function commandsOf(
  workspace: WorkspaceAnswer,
  schema: SchemaAnswer | undefined,
  t: TFunction,
): readonly Command[] {
  const base = `/w/${encodeURIComponent(workspace.id)}`;
  const page = (path: string, name: string): Command => ({
    id: path,
    kind: 'page',
    name,
    to: `${base}/${path}`,
  });
  const may = (action: WorkspaceAnswer['actions'][number]) => workspace.actions.includes(action);
  const tables = (schema?.tables ?? []).flatMap((table): readonly Command[] => {
    const to = `${base}/t/${encodeURIComponent(table.id)}`;
    return [
      { id: table.id, kind: 'table', name: table.name, to },
      ...table.views.map(
        (view): Command => ({
          id: view.id,
          kind: 'view',
          name: view.name,
          within: table.name,
          to: `${to}/v/${encodeURIComponent(view.id)}`,
        }),
      ),
    ];
  });
  return [
    ...tables.filter(({ kind }) => kind === 'table'),
    ...tables.filter(({ kind }) => kind === 'view'),
    page('members', t('shell.people')),
    ...(may('managePolicy') ? [page('roles', t('shell.roles'))] : []),
    ...(may('manageSecurity') ? [page('security', t('security.page.open'))] : []),
    ...(may('manageSchema') ? [page('settings', t('shell.settings'))] : []),
    ...(workspace.viewAs ? [] : [page('account', t('auth.account.open'))]),
    { id: 'shortcuts', kind: 'action', name: t('shortcuts.title'), to: '' },
  ];
}

/** To look as each of these members, but for oneself and those who have left, and as each role. */
export function lookingCommands(
  members: readonly OutMember[],
  roles: OrganisationAnswer['roles'],
  me: string,
  t: TFunction,
): readonly Command[] {
  const look = (as: ViewAsRequest, id: string, name: string): Command => ({
    id: `view-as ${id}`,
    kind: 'action',
    name: t('viewAs.command', { name }),
    to: '',
    as,
  });
  return [
    ...members
      .filter(({ id, status }) => id !== me && status !== 'deactivated')
      .map(({ id, name }) => look({ member: id }, id, name)),
    ...roles.map(({ id, name }) => look({ role: id }, id, name)),
  ];
}

/** Commands whose name, or table, holds every word; those that begin with the text come first. */
export function matching(commands: readonly Command[], text: string): readonly Command[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  const found = commands.filter(({ name, within = '' }) => {
    const all = fold(`${name} ${within}`);
    return words.every((word) => all.includes(word));
  });
  const starts = (one: Command) => (fold(one.name).startsWith(first) ? 0 : 1);
  return first === '' ? found : [...found].sort((a, b) => starts(a) - starts(b));
}
