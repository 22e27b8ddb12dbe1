import type { Condition } from '@tessera/model';
import type { OutTable } from '@tessera/protocol';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellEnv } from '../field-types/field-ui.ts';
import { isReadable } from '../field-types/readable.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { FilterLine, JoinWord } from './FilterLine.tsx';
import {
  emptyTree,
  type FilterTree,
  fromCondition,
  isGroup,
  newRow,
  toCondition,
} from './filter-model.ts';

/** Conditions joined with and / or, with groups one level deep. */
export function FilterBuilder({
  table,
  env,
  condition,
  onChange,
  begun = false,
}: {
  readonly table: Pick<OutTable, 'fields'>;
  readonly env: CellEnv;
  readonly condition: Condition | undefined;
  readonly onChange: (condition: Condition | undefined) => void;
  /** A first line stands ready where there is no condition yet. */
  readonly begun?: boolean;
}) {
  const { t } = useTranslation();
  const first = table.fields.find(isReadable);
  // Lines that are not finished live here; the view only ever gets whole conditions.
  const [tree, setTree] = useState<FilterTree | null>(() =>
    begun && condition === undefined && first
      ? { ...emptyTree, items: [newRow(first, undefined, env.rule !== undefined)] }
      : fromCondition(condition, table.fields),
  );
  if (!tree) {
    return (
      <Banner
        kind="info"
        actions={
          <Button
            size="sm"
            onClick={() => {
              setTree(emptyTree);
              onChange(undefined);
            }}
          >
            {t('grid.filter.startOver')}
          </Button>
        }
      >
        {t('grid.filter.tooRich')}
      </Banner>
    );
  }
  const write = (next: FilterTree) => {
    setTree(next);
    onChange(toCondition(next));
  };
  const put = (index: number, item: FilterTree['items'][number] | null) =>
    write({
      ...tree,
      items: tree.items.flatMap((one, at) => (at === index ? (item ? [item] : []) : [one])),
    });
  return (
    <div className="flex flex-col gap-2">
      {tree.items.length === 0 && <p className="text-sm text-ink-muted">{t('grid.filter.none')}</p>}
      {tree.items.map((item, index) => (
        <div key={index} className="flex items-start gap-2">
          <JoinWord index={index} join={tree.join} onJoin={(join) => write({ ...tree, join })} />
          {isGroup(item) ? (
            <div className="flex min-w-0 flex-1 flex-col gap-2 rounded-lg border border-line bg-canvas p-2">
              {item.items.map((row, inner) => (
                <div key={inner} className="flex items-start gap-2">
                  <JoinWord
                    index={inner}
                    join={item.join}
                    onJoin={(join) => put(index, { ...item, join })}
                  />
                  <FilterLine
                    table={table}
                    env={env}
                    row={row}
                    onChange={(next) => {
                      const items = item.items.flatMap((one, at) =>
                        at === inner ? (next ? [next] : []) : [one],
                      );
                      put(index, items.length > 0 ? { ...item, items } : null);
                    }}
                  />
                </div>
              ))}
              {first && (
                <div>
                  <Button
                    kind="quiet"
                    size="sm"
                    icon={<Plus size={14} aria-hidden />}
                    onClick={() =>
                      put(index, {
                        ...item,
                        items: [...item.items, newRow(first, undefined, env.rule !== undefined)],
                      })
                    }
                  >
                    {t('grid.filter.add')}
                  </Button>
                </div>
              )}
            </div>
          ) : (
            <FilterLine table={table} env={env} row={item} onChange={(next) => put(index, next)} />
          )}
        </div>
      ))}
      {first && (
        <div className="flex gap-1">
          <Button
            kind="quiet"
            size="sm"
            icon={<Plus size={14} aria-hidden />}
            onClick={() =>
              write({
                ...tree,
                items: [...tree.items, newRow(first, undefined, env.rule !== undefined)],
              })
            }
          >
            {t('grid.filter.add')}
          </Button>
          <Button
            kind="quiet"
            size="sm"
            icon={<Plus size={14} aria-hidden />}
            onClick={() =>
              write({
                ...tree,
                items: [
                  ...tree.items,
                  { join: 'or', items: [newRow(first, undefined, env.rule !== undefined)] },
                ],
              })
            }
          >
            {t('grid.filter.addGroup')}
          </Button>
        </div>
      )}
    </div>
  );
}
