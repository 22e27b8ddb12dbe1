import type { ViewColor } from '@tessera/model';
import type { OutTable } from '@tessera/protocol';
import { Palette } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CellEnv } from '../field-types/field-ui.ts';
import { isReadable } from '../field-types/readable.ts';
import { FieldIcon } from '../grid/field-icon.tsx';
import type { LookHandle } from '../state/view-look.ts';
import { Popover } from '../ui/Popover.tsx';
import { Select } from '../ui/Select.tsx';
import { ColorRules } from './ColorRules.tsx';
import { ToolButton } from './ToolButton.tsx';
import { isColoring } from './view-request.ts';

const nothing = 'nothing';
const conditions = 'conditions';

/** What colours the records of the view: the choice in a field, or conditions. */
export function ColorMenu({
  table,
  view,
  env,
}: {
  readonly table: OutTable;
  readonly view: LookHandle;
  readonly env: CellEnv;
}) {
  const { t } = useTranslation();
  const { color } = view.look;
  const write = (next: ViewColor | undefined) => view.change({ color: next });
  const choices = table.fields.filter(
    (field) => field.type === 'singleSelect' && isReadable(field),
  );
  const on = color !== undefined && isColoring(color);
  return (
    <Popover
      label={t('colors.title')}
      className="w-[min(46rem,calc(100vw-1.5rem))]"
      trigger={
        <ToolButton icon={<Palette size={15} aria-hidden />} on={on}>
          {t(on ? 'colors.on' : 'colors.title')}
        </ToolButton>
      }
    >
      <div className="flex flex-col gap-3">
        <Select
          label={t('colors.by')}
          size="sm"
          className="w-64 max-w-full"
          items={[
            { value: nothing, label: t('colors.nothing') },
            ...choices.map((field) => ({
              value: field.id,
              label: field.name,
              icon: <FieldIcon type={field.type} />,
            })),
            { value: conditions, label: t('colors.conditions') },
          ]}
          value={color === undefined ? nothing : 'field' in color ? color.field : conditions}
          onChange={(by) => {
            if (by === nothing) write(undefined);
            else write(by === conditions ? { rules: [] } : { field: by });
          }}
        />
        {color && 'rules' in color && (
          <ColorRules
            table={table}
            env={env}
            rules={color.rules}
            onChange={(rules) => write({ rules })}
          />
        )}
      </div>
    </Popover>
  );
}
