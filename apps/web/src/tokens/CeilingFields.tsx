import type { WorkspaceAction } from '@tessera/model';
import type { OutTable } from '@tessera/protocol';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ActionChecks } from '../access/ActionChecks.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { type CeilingDraft, reaches, type TableLine } from './ceiling.ts';

const levels = ['masked', 'read', 'edit'] as const;

/** What a token may at most: how far with records, on which tables, and duties by name. */
export function CeilingFields({
  tables,
  duties,
  draft,
  onChange,
}: {
  readonly tables: readonly OutTable[];
  /** Those that can be ticked. */
  readonly duties: readonly WorkspaceAction[];
  readonly draft: CeilingDraft;
  readonly onChange: (draft: CeilingDraft) => void;
}) {
  const { t } = useTranslation();
  const { reach, lines } = draft;
  const left = tables.filter(({ id }) => lines.every(({ table }) => table !== id));
  const put = (table: string, line: TableLine | null) =>
    onChange({
      ...draft,
      lines: lines.flatMap((one) => (one.table === table ? (line ? [line] : []) : [one])),
    });
  const passesOn = draft.duties.some((one) => one === 'managePolicy' || one === 'manageMembers');
  return (
    <>
      <Select
        label={t('tokens.reach')}
        value={reach}
        items={reaches.map((value) => ({ value, label: t(`tokens.reaches.${value}`) }))}
        onChange={(next) => onChange({ ...draft, reach: next })}
      />
      {reach === 'tables' && (
        <div className="flex flex-col gap-3 border-l-2 border-line pl-3">
          {lines.map((line) => {
            const name = tables.find(({ id }) => id === line.table)?.name ?? '';
            return (
              <div key={line.table} className="flex flex-col gap-2 rounded-lg bg-canvas p-3">
                <div className="flex items-center gap-2">
                  <span className="min-w-0 flex-1 font-medium">{name}</span>
                  <IconButton
                    label={t('tokens.removeTable', { name })}
                    onClick={() => put(line.table, null)}
                  >
                    <Trash2 size={14} aria-hidden />
                  </IconButton>
                </div>
                <ActionChecks
                  label={t('tokens.actions', { name })}
                  chosen={line.actions}
                  onChange={(actions) => put(line.table, { ...line, actions })}
                />
                <Select
                  label={t('tokens.level')}
                  className="w-48"
                  value={line.level}
                  items={levels.map((value) => ({ value, label: t(`access.level.${value}`) }))}
                  onChange={(level) => put(line.table, { ...line, level })}
                />
              </div>
            );
          })}
          {tables.length === 0 && <p className="text-sm text-ink-muted">{t('tokens.noTables')}</p>}
          {left.length > 0 && (
            <Select<string>
              label={t('tokens.table')}
              hideLabel
              className="w-64"
              placeholder={t('tokens.addTable')}
              value={null}
              items={left.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(table) =>
                onChange({
                  ...draft,
                  lines: [...lines, { table, actions: ['view'], level: 'read' }],
                })
              }
            />
          )}
        </div>
      )}
      {duties.length > 0 && (
        <fieldset className="min-w-0">
          <legend className="text-sm font-medium">{t('tokens.duties')}</legend>
          <p className="mb-1 text-xs text-ink-muted">{t('tokens.dutiesHint')}</p>
          <div className="grid gap-x-4 sm:grid-cols-2">
            {duties.map((duty) => (
              <Checkbox
                key={duty}
                checked={draft.duties.includes(duty)}
                onChange={(on) =>
                  onChange({
                    ...draft,
                    duties: duties.filter((one) =>
                      one === duty ? on : draft.duties.includes(one),
                    ),
                  })
                }
              >
                {t(`access.workspace.${duty}.name`)}
              </Checkbox>
            ))}
          </div>
        </fieldset>
      )}
      {passesOn && <Banner kind="warning">{t('tokens.dutiesWarning')}</Banner>}
    </>
  );
}
