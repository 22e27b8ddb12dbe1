import { type TableAction, tableActions } from '@tessera/model';
import type { OutTable } from '@tessera/protocol';
import { ChevronRight } from 'lucide-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TableIcon } from '../app/TableIcon.tsx';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { Help } from './Help.tsx';
import { makeId } from './make-id.ts';
import { cellOf, grantsOn, reachesInVain, setWords } from './matrix.ts';
import type { RolePart } from './role-part.ts';
import { ScopeCell } from './ScopeCell.tsx';
import { wordsKey } from './scope-words.ts';
import { TableRules } from './TableRules.tsx';

const mainActions: readonly TableAction[] = [
  'view',
  'create',
  'edit',
  'delete',
  'comment',
  'transfer',
  'export',
  'import',
];
const otherActions = tableActions.filter((action) => !mainActions.includes(action));

/** Tables x actions: how far each action of the role reaches. */
export function RecordsMatrix(part: RolePart) {
  const { role, schema, saved, draft, fixed } = part;
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const actions = more ? [...mainActions, ...otherActions] : mainActions;
  const { policy } = draft;
  const shown = new Set(schema.tables.map(({ id }) => id));
  const hidden = new Set(
    policy.grants.flatMap(({ to, on }) =>
      to.kind === 'role' && to.id === role.id && on.kind === 'table' && !shown.has(on.id)
        ? [on.id]
        : [],
    ),
  );
  const toggle = (table: string) => {
    const next = new Set(open);
    if (!next.delete(table)) next.add(table);
    setOpen(next);
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <p className="min-w-60 max-w-2xl flex-1 text-ink-muted">{t('access.matrixText')}</p>
        <Button size="sm" aria-expanded={more} onClick={() => setMore(!more)}>
          {t(more ? 'access.fewerActions' : 'access.moreActions')}
        </Button>
      </div>
      {schema.tables.length === 0 && <Banner>{t('access.noTables')}</Banner>}
      {hidden.size > 0 && <Banner>{t('access.hiddenTables', { count: hidden.size })}</Banner>}
      {schema.tables.length > 0 && (
        <div className="overflow-x-auto rounded-lg border border-line">
          <table className="w-full text-left">
            <thead className="bg-canvas text-sm text-ink-muted">
              <tr>
                <th
                  scope="col"
                  className="sticky left-0 z-10 min-w-44 bg-canvas px-3 py-2 font-medium"
                >
                  {t('access.tableColumn')}
                </th>
                {actions.map((action) => (
                  <th
                    key={action}
                    scope="col"
                    className="min-w-20 px-2.5 py-2 font-medium whitespace-nowrap"
                  >
                    {t(`access.action.${action}`)}
                    <Help
                      about={t(`access.action.${action}`)}
                      entries={[
                        {
                          text: t(`rules.help.action.${action}.text`),
                          example: t(`rules.help.action.${action}.example`),
                        },
                      ]}
                    />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {schema.tables.map((table) => (
                <Fragment key={table.id}>
                  <tr className="border-t border-line">
                    <th scope="row" className="sticky left-0 z-10 bg-surface px-1 py-1 font-normal">
                      <TableName table={table} open={open.has(table.id)} onToggle={toggle} />
                    </th>
                    {actions.map((action) => {
                      const cell = cellOf(policy, role.id, table, action);
                      const before = cellOf(saved, role.id, table, action);
                      return (
                        <td key={action} className="p-1 align-middle">
                          <ScopeCell
                            cell={cell}
                            label={t('access.actionOn', {
                              action: t(`access.action.${action}`),
                              table: table.name,
                            })}
                            fixed={fixed}
                            changed={wordsKey(cell.words) !== wordsKey(before.words)}
                            inVain={reachesInVain(policy, role.id, table, action)}
                            onChange={(words) =>
                              draft.edit((now) =>
                                setWords(
                                  now,
                                  role.id,
                                  table.id,
                                  action,
                                  words,
                                  () => makeId('grant'),
                                  t('access.reasonMatrix'),
                                ),
                              )
                            }
                          />
                        </td>
                      );
                    })}
                  </tr>
                  {open.has(table.id) && (
                    <tr className="border-t border-line bg-canvas">
                      <td colSpan={actions.length + 1} className="px-4 py-3">
                        <TableRules
                          {...part}
                          table={table}
                          grants={grantsOn(policy, role.id, table.id)}
                        />
                      </td>
                    </tr>
                  )}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function TableName({
  table,
  open,
  onToggle,
}: {
  readonly table: OutTable;
  readonly open: boolean;
  readonly onToggle: (id: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      aria-expanded={open}
      title={t('access.showRules', { table: table.name })}
      onClick={() => onToggle(table.id)}
      className="flex min-h-8 w-full items-center gap-1.5 rounded-md px-1.5 text-left hover:bg-hover"
    >
      <ChevronRight
        size={13}
        aria-hidden
        className={cx('shrink-0 text-ink-faint transition-transform', open && 'rotate-90')}
      />
      <TableIcon icon={table.icon} color={table.color} />
      <span className="min-w-0 truncate">{table.name}</span>
    </button>
  );
}
