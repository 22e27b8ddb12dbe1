import { type Grant, type Level, levels } from '@tessera/model';
import type { OutTable } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Select } from '../ui/Select.tsx';
import { describeActions, describeGrantScope } from './describe-words.ts';
import { type LevelKey, levelOf, ownLevel, setLevel } from './edit-policy.ts';
import { Help } from './Help.tsx';
import { LevelCell } from './LevelCell.tsx';
import { grantsOn } from './matrix.ts';
import type { RolePart } from './role-part.ts';

const unclassified = 'clsunclassified';

interface Row {
  readonly key: LevelKey;
  readonly name: string;
  readonly classNames?: string;
  /** What it follows without a level of its own. */
  readonly follows: (grant: Grant) => Level | null;
}

/** Fields x levels of one table, a column for each rule of the role there. */
export function FieldsMatrix({ role, schema, saved, draft, fixed, things }: RolePart) {
  const { t } = useTranslation();
  const reached = schema.tables.filter(
    (table) => grantsOn(draft.policy, role.id, table.id).length > 0,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const table = reached.find(({ id }) => id === chosen) ?? reached[0];
  if (!table) return <EmptyState title={t('access.noGrantOnTable')} />;
  const grants = grantsOn(draft.policy, role.id, table.id);
  const rows = rowsOf(table, schema.classes ?? [], t('access.unclassified'), {
    others: t('access.otherFields'),
    classRow: (name) => t('access.classRow', { name }),
    separator: t('common.listSeparator'),
  });
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-2xl text-ink-muted">
        {t('access.fieldsText')}{' '}
        <Help
          about={t('rules.help.levels')}
          entries={levels.map((level) => ({
            term: t(`access.level.${level}`),
            text: t(`rules.help.level.${level}.text`),
            example: t(`rules.help.level.${level}.example`),
          }))}
        />
      </p>
      <Select
        label={t('access.tableColumn')}
        className="w-64"
        value={table.id}
        onChange={setChosen}
        items={reached.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <div className="overflow-x-auto rounded-lg border border-line">
        <table
          className="w-full text-left"
          aria-label={t('access.fieldsOf', { table: table.name })}
        >
          <thead className="bg-canvas text-sm text-ink-muted">
            <tr>
              <th
                scope="col"
                className="sticky left-0 z-10 min-w-52 bg-canvas px-3 py-2 font-medium"
              >
                {t('access.tabs.fields')}
              </th>
              {grants.map((grant) => (
                <th key={grant.id} scope="col" className="min-w-40 px-3 py-2 align-top font-medium">
                  <span className="block text-ink">{describeGrantScope(grant, things, t)}</span>
                  <span className="block text-xs font-normal">
                    {describeActions(grant.actions, t)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                key={`${row.key.kind}${row.key.kind === 'default' ? '' : row.key.id}`}
                className={
                  row.key.kind === 'field'
                    ? 'border-t border-line'
                    : 'border-t border-line bg-canvas'
                }
              >
                <th scope="row" className="sticky left-0 z-10 bg-inherit px-3 py-1 font-normal">
                  {row.name}
                  {row.classNames && (
                    <span className="block text-xs text-ink-muted">{row.classNames}</span>
                  )}
                </th>
                {grants.map((grant) => {
                  const before = saved.grants.find(({ id }) => id === grant.id);
                  const own = ownLevel(grant.fields, row.key);
                  return (
                    <td key={grant.id} className="px-2 py-1">
                      <LevelCell
                        label={t('access.levelOn', {
                          field: row.name,
                          scope: describeGrantScope(grant, things, t),
                        })}
                        own={own}
                        follows={row.follows(grant)}
                        offered={levels}
                        fixed={fixed || grant.origin !== 'role'}
                        changed={before !== undefined && ownLevel(before.fields, row.key) !== own}
                        onChange={(level) =>
                          draft.edit((policy) => setLevel(policy, grant.id, row.key, level))
                        }
                      />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function rowsOf(
  table: OutTable,
  classes: readonly { readonly id: string; readonly name: string }[],
  notYet: string,
  words: {
    readonly others: string;
    readonly classRow: (name: string) => string;
    readonly separator: string;
  },
): readonly Row[] {
  const names = new Map([
    [unclassified, notYet],
    ...classes.map(({ id, name }) => [id, name] as const),
  ]);
  return [
    { key: { kind: 'default' }, name: words.others, follows: () => null },
    ...classes.map(
      ({ id, name }): Row => ({
        key: { kind: 'class', id },
        name: words.classRow(name),
        follows: ({ fields }) => fields.default,
      }),
    ),
    ...table.fields.map((field): Row => {
      const own = field.classes ?? [];
      const classNames = own.map((id) => names.get(id) ?? id).join(words.separator);
      return {
        key: { kind: 'field', id: field.id },
        name: field.name,
        ...(classNames && { classNames }),
        follows: ({ fields }) => {
          const except = fields.except.filter(
            (entry) => !('field' in entry && entry.field === field.id),
          );
          return levelOf({ ...fields, except }, field.id, own);
        },
      };
    }),
  ];
}
