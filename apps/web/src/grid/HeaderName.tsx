import type { OutField } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeField } from '../client/shape.ts';
import { errorText } from '../i18n/error-text.ts';
import { useFreshSchema, useMay } from '../shape/use-shaping.ts';
import { toast } from '../ui/Toast.tsx';
import { useGrid } from './grid-context.ts';

/** A column's name; whoever shapes the table renames it with a double click. */
export function HeaderName({ field }: { readonly field: OutField }) {
  const { t } = useTranslation();
  const grid = useGrid();
  const ws = grid.env.workspace;
  const may = useMay(ws, 'manageSchema');
  const fresh = useFreshSchema(ws);
  const [renaming, setRenaming] = useState(false);
  /** The new name until the schema is here again. */
  const [shown, setShown] = useState<string | null>(null);
  if (!renaming)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the menu of the column holds the same for the keyboard.
      <span
        className="min-w-0 flex-1 truncate font-medium text-ink-muted"
        onDoubleClick={() => may && setRenaming(true)}
      >
        {shown ?? field.name}
      </span>
    );
  const save = async (text: string) => {
    setRenaming(false);
    const name = text.trim();
    if (name === '' || name === field.name) return;
    setShown(name);
    try {
      await changeField(ws, grid.table.id, field.id, { name });
      await fresh();
    } catch (error) {
      toast({ text: errorText(error), kind: 'error' });
    } finally {
      setShown(null);
    }
  };
  return (
    <input
      ref={(input) => {
        input?.focus();
        input?.select();
      }}
      aria-label={t('shape.renameField')}
      defaultValue={field.name}
      maxLength={100}
      className="min-w-0 flex-1 rounded border border-accent bg-surface px-1 font-medium text-ink outline-none"
      onPointerDown={(event) => event.stopPropagation()}
      onBlur={(event) => void save(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Escape') event.currentTarget.value = field.name;
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        event.currentTarget.blur();
        grid.takeFocus();
      }}
    />
  );
}
