import type { OutTable } from '@tessera/protocol';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellEnv } from '../field-types/field-ui.ts';
import type { LookHandle } from '../state/view-look.ts';
import { Popover } from '../ui/Popover.tsx';
import { FilterBuilder } from './FilterBuilder.tsx';
import { countAtoms } from './filter-model.ts';
import { ToolButton } from './ToolButton.tsx';

export interface FilterMenuProps {
  readonly table: OutTable;
  readonly view: LookHandle;
  readonly env: CellEnv;
  readonly total: number | null;
}

/** The filter of the view: a button with its count, and the builder behind it. */
export function FilterMenu({ table, view, env, total }: FilterMenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const count = countAtoms(view.look.filter);
  return (
    <Popover
      label={t('grid.filter.title')}
      open={open}
      onOpenChange={setOpen}
      className="w-[min(40rem,calc(100vw-1.5rem))]"
      trigger={
        <ToolButton icon={<ListFilter size={15} aria-hidden />} on={count > 0}>
          {count > 0 ? t('grid.filter.count', { count }) : t('grid.filter.title')}
        </ToolButton>
      }
    >
      <FilterBuilder
        table={table}
        env={env}
        condition={view.look.filter}
        onChange={(filter) => view.change({ filter })}
      />
      <p aria-live="polite" className="mt-3 text-xs text-ink-muted tabular-nums">
        {total === null
          ? t('common.loading')
          : t('grid.records', { count: total, shown: total.toLocaleString() })}
      </p>
    </Popover>
  );
}
