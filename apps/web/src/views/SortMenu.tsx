import type { Sort } from '@tessera/model';
import type { OutTable } from '@tessera/protocol';
import { ArrowDown, ArrowUp, ArrowUpDown, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isSortable } from '../field-types/readable.ts';
import type { LookHandle } from '../state/view-look.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { Select } from '../ui/Select.tsx';
import { ToolButton } from './ToolButton.tsx';

/** The order of the records: several fields, the first one first. */
export function SortMenu({ table, view }: { readonly table: OutTable; readonly view: LookHandle }) {
  const { t } = useTranslation();
  const { sort } = view.look;
  const free = table.fields.find(
    (field) => isSortable(field) && !sort.some((one) => one.field === field.id),
  );
  const write = (next: readonly Sort[]) => view.change({ sort: next });
  const put = (at: number, one: Sort | null) =>
    write(sort.flatMap((old, index) => (index === at ? (one ? [one] : []) : [old])));
  const swap = (at: number, by: number) => {
    const next = [...sort];
    const [moving] = next.splice(at, 1);
    if (moving) next.splice(at + by, 0, moving);
    write(next);
  };
  return (
    <Popover
      label={t('grid.sort.title')}
      className="w-[min(26rem,calc(100vw-1.5rem))]"
      trigger={
        <ToolButton icon={<ArrowUpDown size={15} aria-hidden />} on={sort.length > 0}>
          {sort.length > 0 ? t('grid.sort.count', { count: sort.length }) : t('grid.sort.title')}
        </ToolButton>
      }
    >
      <div className="flex flex-col gap-2">
        {sort.length === 0 && <p className="text-sm text-ink-muted">{t('grid.sort.none')}</p>}
        {sort.map((one, at) => (
          <div key={one.field} className="flex items-start gap-1.5">
            <Select
              label={t('grid.filter.field')}
              hideLabel
              size="sm"
              className="flex-1"
              items={table.fields
                .filter(
                  (field) =>
                    field.id === one.field ||
                    (isSortable(field) && !sort.some((other) => other.field === field.id)),
                )
                .map((field) => ({ value: field.id, label: field.name }))}
              value={one.field}
              onChange={(field) => put(at, { ...one, field })}
            />
            <Select
              label={t('grid.sort.direction')}
              hideLabel
              size="sm"
              className="w-32 shrink-0"
              items={[
                { value: 'asc', label: t('grid.sort.asc') },
                { value: 'desc', label: t('grid.sort.desc') },
              ]}
              value={one.direction}
              onChange={(direction) => put(at, { ...one, direction })}
            />
            <span className="flex pt-0.5">
              <IconButton
                size="sm"
                label={t('grid.sort.earlier')}
                disabled={at === 0}
                onClick={() => swap(at, -1)}
              >
                <ArrowUp size={13} aria-hidden />
              </IconButton>
              <IconButton
                size="sm"
                label={t('grid.sort.later')}
                disabled={at === sort.length - 1}
                onClick={() => swap(at, 1)}
              >
                <ArrowDown size={13} aria-hidden />
              </IconButton>
              <IconButton
                size="sm"
                label={t('grid.filter.removeLine')}
                onClick={() => put(at, null)}
              >
                <Trash2 size={14} aria-hidden />
              </IconButton>
            </span>
          </div>
        ))}
        {free && sort.length < 8 && (
          <div>
            <Button
              kind="quiet"
              size="sm"
              icon={<Plus size={14} aria-hidden />}
              onClick={() => write([...sort, { field: free.id, direction: 'asc' }])}
            >
              {t('grid.sort.add')}
            </Button>
          </div>
        )}
      </div>
    </Popover>
  );
}
