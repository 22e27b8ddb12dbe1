import { type GroupBy, storageOf } from '@tessera/model';
import type { OutField, OutTable } from '@tessera/protocol';
import {
  ArrowDown,
  ArrowUp,
  ChevronsDownUp,
  ChevronsUpDown,
  Group,
  Plus,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { foldName, useFolds } from '../grid/groups/fold-state.ts';
import { isGroupable } from '../grid/groups/groupable.ts';
import type { LookHandle } from '../state/view-look.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { Select } from '../ui/Select.tsx';
import { ToolButton } from './ToolButton.tsx';

const mostLevels = 3;

/** The groups of the view: up to three levels, the outer one first. */
export function GroupMenu({
  table,
  view,
}: {
  readonly table: OutTable;
  readonly view: LookHandle;
}) {
  const { t } = useTranslation();
  const { group } = view.look;
  const { turnAll } = useFolds(foldName(view.key, group));
  const fields = table.fields.filter(isGroupable);
  const free = (own?: string) =>
    fields.filter((field) => field.id === own || !group.some((one) => one.field === field.id));
  const next = usualOf(free());
  const write = (levels: readonly GroupBy[]) => view.change({ group: levels });
  const put = (at: number, one: GroupBy | null) =>
    write(group.flatMap((old, index) => (index === at ? (one ? [one] : []) : [old])));
  const swap = (at: number, by: number) => {
    const levels = [...group];
    const [moving] = levels.splice(at, 1);
    if (moving) levels.splice(at + by, 0, moving);
    write(levels);
  };
  return (
    <Popover
      label={t('groups.title')}
      className="w-[min(32rem,calc(100vw-1.5rem))]"
      trigger={
        <ToolButton icon={<Group size={15} aria-hidden />} on={group.length > 0}>
          {group.length > 0 ? t('groups.count', { count: group.length }) : t('groups.title')}
        </ToolButton>
      }
    >
      <div className="flex flex-col gap-2">
        {group.length === 0 && <p className="text-sm text-ink-muted">{t('groups.none')}</p>}
        {group.map((one, at) => (
          <div key={one.field} className="flex items-start gap-1.5">
            <Select
              label={t('grid.filter.field')}
              hideLabel
              size="sm"
              className="min-w-0 flex-1"
              items={free(one.field).map((field) => ({ value: field.id, label: field.name }))}
              value={one.field}
              onChange={(field) => put(at, { field, direction: one.direction })}
            />
            {fields.some((field) => field.id === one.field && storageOf(field) === 'date') && (
              <Select
                label={t('groups.unit')}
                hideLabel
                size="sm"
                className="w-24 shrink-0"
                items={(['none', 'month', 'year'] as const).map((unit) => ({
                  value: unit,
                  label: t(`groups.units.${unit}`),
                }))}
                value={one.unit === 'month' || one.unit === 'year' ? one.unit : 'none'}
                onChange={(unit) =>
                  put(at, {
                    field: one.field,
                    direction: one.direction,
                    ...(unit !== 'none' && { unit }),
                  })
                }
              />
            )}
            <Select
              label={t('groups.direction')}
              hideLabel
              size="sm"
              className="w-32 shrink-0"
              items={[
                { value: 'asc', label: t('groups.asc') },
                { value: 'desc', label: t('groups.desc') },
              ]}
              value={one.direction}
              onChange={(direction) => put(at, { ...one, direction })}
            />
            <span className="flex pt-0.5">
              <IconButton
                size="sm"
                label={t('groups.earlier')}
                disabled={at === 0}
                onClick={() => swap(at, -1)}
              >
                <ArrowUp size={13} aria-hidden />
              </IconButton>
              <IconButton
                size="sm"
                label={t('groups.later')}
                disabled={at === group.length - 1}
                onClick={() => swap(at, 1)}
              >
                <ArrowDown size={13} aria-hidden />
              </IconButton>
              <IconButton size="sm" label={t('groups.remove')} onClick={() => put(at, null)}>
                <Trash2 size={14} aria-hidden />
              </IconButton>
            </span>
          </div>
        ))}
        <div className="flex flex-wrap gap-1">
          {next && group.length < mostLevels && (
            <Button
              kind="quiet"
              size="sm"
              icon={<Plus size={14} aria-hidden />}
              onClick={() => write([...group, { field: next.id, direction: 'asc' }])}
            >
              {t(group.length === 0 ? 'groups.addLevel' : 'groups.addInner')}
            </Button>
          )}
          {group.length > 0 && (
            <>
              <Button
                kind="quiet"
                size="sm"
                icon={<ChevronsDownUp size={14} aria-hidden />}
                onClick={() => turnAll(true)}
              >
                {t('groups.foldAll')}
              </Button>
              <Button
                kind="quiet"
                size="sm"
                icon={<ChevronsUpDown size={14} aria-hidden />}
                onClick={() => turnAll(false)}
              >
                {t('groups.unfoldAll')}
              </Button>
            </>
          )}
        </div>
      </div>
    </Popover>
  );
}

/** What people group by first: a choice, then a person, then whatever comes. */
function usualOf(open: readonly OutField[]): OutField | undefined {
  return (
    open.find((field) => field.type === 'singleSelect') ??
    open.find((field) => field.type === 'member') ??
    open[0]
  );
}
