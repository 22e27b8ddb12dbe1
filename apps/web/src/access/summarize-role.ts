import { type Policy, type WorkspaceAction, workspaceActions } from '@tessera/model';
import type { SchemaAnswer } from '@tessera/protocol';
import type { TFunction } from 'i18next';
import { describeWords } from './describe-words.ts';
import { hasWorkspaceRight } from './edit-policy.ts';
import { cellOf } from './matrix.ts';
import { union, wordsKey } from './scope-words.ts';

/** A role in one line: what it sees and how far, on how many tables it edits, deletes, exports, what it administers. */
export function summarizeRole(
  policy: Policy,
  role: string,
  schema: SchemaAnswer,
  t: TFunction,
): string {
  const reach = (table: SchemaAnswer['tables'][number], action: Parameters<typeof cellOf>[3]) => {
    const { words, inherited, byRule } = cellOf(policy, role, table, action);
    const all = union(words, inherited);
    const named = wordsKey(all) === 'nobody' ? [] : [describeWords(all, t).toLocaleLowerCase()];
    const rules = byRule.length > 0 && all !== 'all' ? [t('rules.summary.byRule')] : [];
    return [...named, ...rules].join(' + ') || null;
  };
  const seen = new Map<string, string[]>();
  for (const table of schema.tables) {
    const words = reach(table, 'view');
    if (words) seen.set(words, [...(seen.get(words) ?? []), table.name]);
  }
  const list = (names: readonly string[]) => names.join(t('common.listSeparator'));
  const sees = [...seen].map(([words, tables]) =>
    t('rules.summary.reach', { words, tables: list(tables) }),
  );
  const counts = (['edit', 'delete', 'export'] as const).flatMap((action) => {
    const count = schema.tables.filter((table) => reach(table, action) !== null).length;
    return count > 0 ? [t(`rules.summary.${action}`, { count })] : [];
  });
  const rights = workspaceActions
    .filter((right) => hasWorkspaceRight(policy, role, right))
    .map((right: WorkspaceAction) => t(`access.workspace.${right}.name`));
  const parts = [
    ...(sees.length > 0 ? [t('rules.summary.sees', { what: sees.join('; ') })] : []),
    ...counts,
    ...(rights.length > 0 ? [t('rules.summary.rights', { rights: list(rights) })] : []),
  ];
  const text = parts.join(' · ');
  return text === ''
    ? t('rules.summary.nothing')
    : text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}
