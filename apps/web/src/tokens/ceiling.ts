import {
  type Ceiling,
  type CeilingRule,
  type TableAction,
  tableActions,
  type WorkspaceAction,
} from '@tessera/model';
import type { SchemaAnswer, TokenRequest } from '@tessera/protocol';
import type { TFunction } from 'i18next';

/** Actions that change nothing. */
const reading: readonly TableAction[] = ['view', 'export', 'viewHistory'];

export const reaches = ['all', 'read', 'tables'] as const;

/** One chosen table of the form. */
export interface TableLine {
  readonly table: string;
  readonly actions: readonly TableAction[];
  readonly level: CeilingRule['level'];
}

/** A ceiling as the form has it. */
export interface CeilingDraft {
  readonly reach: (typeof reaches)[number];
  /** For `tables`. */
  readonly lines: readonly TableLine[];
  readonly duties: readonly WorkspaceAction[];
}

/** What a new token may until something else is chosen: to read. */
export const usualDraft: CeilingDraft = { reach: 'read', lines: [], duties: [] };

/** The ceiling of a form; null while a table has no action, or nothing at all is chosen. */
export function ceilingOf({ reach, lines, duties }: CeilingDraft): TokenRequest['ceiling'] | null {
  if (reach === 'tables') {
    const empty = lines.length === 0 && duties.length === 0;
    if (empty || lines.some(({ actions }) => actions.length === 0)) return null;
    return {
      rules: lines.map(({ table, actions, level }) => ({
        on: { kind: 'table', id: table },
        actions: [...actions],
        level,
      })),
      duties: [...duties],
    };
  }
  const [actions, level] =
    reach === 'all' ? ([tableActions, 'edit'] as const) : ([reading, 'read'] as const);
  return {
    rules: [{ on: { kind: 'workspace' }, actions: [...actions], level }],
    duties: [...duties],
  };
}

/** What a token may at most, in words: its records, then its duties by name. */
export function describeCeiling(
  { rules, duties }: Ceiling,
  schema: Pick<SchemaAnswer, 'apps' | 'tables'>,
  t: TFunction,
): string {
  const gone = t('access.sentence.unknownThing');
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? gone;
  const place = ({ on }: CeilingRule) => {
    if (on.kind === 'workspace') return t('tokens.words.everywhere');
    return nameIn(on.kind === 'app' ? schema.apps : schema.tables, on.id);
  };
  const records = rules.map((rule) => {
    if (rule.on.kind === 'workspace' && rule.level === 'edit' && isAll(rule))
      return t('tokens.words.all');
    if (rule.on.kind === 'workspace' && rule.level === 'read' && rule.actions.every(isReading))
      return t('tokens.words.read');
    return t('tokens.words.rule', {
      place: place(rule),
      actions: isAll(rule)
        ? t('tokens.words.everyAction')
        : rule.actions
            .map((action) => t(`access.action.${action}`))
            .join(t('common.listSeparator')),
      level: t(`tokens.words.level.${rule.level}`),
    });
  });
  const named = duties.map((duty) => t(`access.workspace.${duty}.name`));
  const parts = [
    ...records,
    ...(named.length > 0
      ? [t('tokens.words.duties', { duties: named.join(t('common.listSeparator')) })]
      : []),
  ];
  return parts.length > 0 ? parts.join(t('tokens.words.separator')) : t('tokens.words.nothing');
}

const isAll = ({ actions }: CeilingRule) => tableActions.every((one) => actions.includes(one));
const isReading = (action: TableAction) => reading.includes(action);
