import type { OutTable } from '@tessera/protocol';
import { ArrowDown, ArrowUp, Columns3, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderedFields } from '../grid/columns.ts';
import { FieldIcon } from '../grid/field-icon.tsx';
import { openShape } from '../shape/shape-task.ts';
import { useMay } from '../shape/use-shaping.ts';
import type { LookHandle } from '../state/view-look.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { ToolButton } from './ToolButton.tsx';

/** Which fields show and in which order: the menu twin of dragging headers. */
export function FieldsMenu({
  table,
  view,
  workspace,
}: {
  readonly workspace: string;
  readonly table: OutTable;
  readonly view: LookHandle;
}) {
  const { t } = useTranslation();
  const shapes = useMay(workspace, 'manageSchema');
  const [text, setText] = useState('');
  const fields = orderedFields(table, view.look.fieldOrder);
  const hidden = new Set(
    view.look.hiddenFields.filter((id) => fields.some((field) => field.id === id)),
  );
  const shown = fields.filter((field) =>
    field.name.toLowerCase().includes(text.trim().toLowerCase()),
  );
  const move = (id: string, by: number) => {
    const ids = fields.map((field) => field.id);
    const from = ids.indexOf(id);
    ids.splice(from, 1);
    ids.splice(from + by, 0, id);
    view.change({ fieldOrder: ids });
  };
  return (
    <Popover
      label={t('grid.fields')}
      className="w-72"
      trigger={
        <ToolButton icon={<Columns3 size={15} aria-hidden />} on={hidden.size > 0}>
          {hidden.size > 0 ? t('grid.hiddenFields', { count: hidden.size }) : t('grid.fields')}
        </ToolButton>
      }
    >
      {fields.length > 8 && (
        <input
          aria-label={t('grid.findField')}
          placeholder={t('grid.findField')}
          className="field-box mb-2 min-h-7 px-2 text-sm"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <ul className="-mx-1 max-h-80 overflow-y-auto">
        {shown.map((field) => {
          const title = field.id === table.titleField;
          const at = fields.indexOf(field);
          return (
            <li
              key={field.id}
              className="group flex items-center gap-1 rounded px-1 hover:bg-hover"
            >
              <Checkbox
                className="min-w-0 flex-1 items-center"
                checked={!hidden.has(field.id)}
                disabled={title}
                onChange={(on) =>
                  view.change({
                    hiddenFields: on
                      ? view.look.hiddenFields.filter((id) => id !== field.id)
                      : [...view.look.hiddenFields, field.id],
                  })
                }
              >
                <span className="flex min-w-0 items-center gap-1.5 text-sm">
                  <FieldIcon type={field.type} />
                  <span className="truncate">{field.name}</span>
                </span>
              </Checkbox>
              {shapes && (
                <span className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                  <IconButton
                    size="sm"
                    label={t('shape.editNamed', { name: field.name })}
                    onClick={() =>
                      openShape({ kind: 'editField', table: table.id, field: field.id })
                    }
                  >
                    <Pencil size={13} aria-hidden />
                  </IconButton>
                </span>
              )}
              {!title && text === '' && (
                <span className="flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                  <IconButton
                    size="sm"
                    label={t('grid.moveUp', { name: field.name })}
                    disabled={at <= 1}
                    onClick={() => move(field.id, -1)}
                  >
                    <ArrowUp size={13} aria-hidden />
                  </IconButton>
                  <IconButton
                    size="sm"
                    label={t('grid.moveDown', { name: field.name })}
                    disabled={at >= fields.length - 1}
                    onClick={() => move(field.id, 1)}
                  >
                    <ArrowDown size={13} aria-hidden />
                  </IconButton>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <div className="mt-2 flex flex-wrap gap-1 border-t border-line pt-2">
        {shapes && (
          <Button
            size="sm"
            kind="quiet"
            icon={<Plus size={14} aria-hidden />}
            onClick={() => openShape({ kind: 'addField', table: table.id })}
          >
            {t('shape.addField')}
          </Button>
        )}
        <Button size="sm" kind="quiet" onClick={() => view.change({ hiddenFields: [] })}>
          {t('grid.showAll')}
        </Button>
        <Button
          size="sm"
          kind="quiet"
          onClick={() =>
            view.change({
              hiddenFields: fields
                .filter((field) => field.id !== table.titleField)
                .map((field) => field.id),
            })
          }
        >
          {t('grid.hideAll')}
        </Button>
      </div>
    </Popover>
  );
}
