import type { HoldingsAnswer } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { Combobox, type ComboboxItem } from '../ui/Combobox.tsx';
import { Switch } from '../ui/Switch.tsx';

/** Who takes over: one for all tables, or one for each. */
export interface Heirs {
  readonly each: boolean;
  readonly all: string | null;
  readonly byTable: Readonly<Record<string, string | null>>;
}

export const noHeirs: Heirs = { each: false, all: null, byTable: {} };

/** Successors as the server takes them; a table without one is left out. */
export function successorsOf(
  { each, all, byTable }: Heirs,
  holdings: HoldingsAnswer['tables'],
): Record<string, string> {
  if (!each) return all === null ? {} : { '*': all };
  const found: Record<string, string> = {};
  for (const { table } of holdings) {
    const heir = byTable[table];
    if (heir) found[table] = heir;
  }
  return found;
}

/** What somebody owns, and who takes it over. */
export function Successors({
  holdings,
  tableName,
  items,
  heirs,
  onChange,
}: {
  readonly holdings: HoldingsAnswer['tables'];
  readonly tableName: (id: string) => string;
  readonly items: readonly ComboboxItem[];
  readonly heirs: Heirs;
  readonly onChange: (heirs: Heirs) => void;
}) {
  const { t } = useTranslation();
  const pick = {
    items,
    placeholder: t('people.leave.keep'),
    emptyText: t('common.nothingFound'),
    clearLabel: t('common.clear'),
  };
  if (holdings.length === 0) return <p>{t('people.leave.nothingOwned')}</p>;
  return (
    <div className="flex flex-col gap-4">
      {!heirs.each && (
        <Combobox
          {...pick}
          label={t('people.leave.successor')}
          hint={t('people.leave.successorHint')}
          value={heirs.all}
          onChange={(all) => onChange({ ...heirs, all })}
        />
      )}
      {holdings.length > 1 && (
        <Switch
          checked={heirs.each}
          onChange={(each) =>
            onChange({
              ...heirs,
              each,
              byTable: Object.fromEntries(
                holdings.map(({ table }) => [table, heirs.byTable[table] ?? heirs.all]),
              ),
            })
          }
        >
          {t('people.leave.each')}
        </Switch>
      )}
      <ul className="rounded-lg border border-line">
        {holdings.map(({ table, records, transferable }) => (
          <li
            key={table}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line px-3 py-2 not-first:border-t"
          >
            <div className="min-w-40 flex-1">
              <div>
                {tableName(table)}{' '}
                <span className="text-ink-muted">
                  {t('people.leave.records', { count: records })}
                </span>
              </div>
              {transferable < records && (
                <div className="text-sm text-warning">
                  {t('people.leave.closed', { count: records - transferable })}
                </div>
              )}
            </div>
            {heirs.each && (
              <Combobox
                {...pick}
                className="w-56"
                hideLabel
                size="sm"
                label={t('people.leave.successorFor', { table: tableName(table) })}
                value={heirs.byTable[table] ?? null}
                onChange={(heir) =>
                  onChange({ ...heirs, byTable: { ...heirs.byTable, [table]: heir } })
                }
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
