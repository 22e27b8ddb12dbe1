import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { type TreeItem, treeRows, withBelow } from './tree.ts';

const top = 'top';

/** Asks where something is to stand: what dragging does, by keyboard. */
export function MoveDialog<T extends TreeItem>({
  item,
  items,
  topLabel,
  hint,
  onMove,
  onClose,
}: {
  readonly item: T;
  readonly items: readonly T[];
  readonly topLabel: string;
  readonly hint?: (item: T) => string | undefined;
  readonly onMove: (to: string | null) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [to, setTo] = useState<string | null>(item.parent ?? top);
  const [busy, setBusy] = useState(false);
  const closed = withBelow(items, item.id);
  const choices = treeRows(items, () => true)
    .filter((row) => !closed.has(row.item.id))
    .map((row) => {
      const note = hint?.(row.item);
      return { value: row.item.id, label: row.item.name, ...(note && { hint: note }) };
    });
  const target = to === top ? null : to;
  const submit = async () => {
    setBusy(true);
    await onMove(target);
    setBusy(false);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={t('staff.tree.moveTitle', { name: item.name })}
      description={t('staff.tree.moveText')}
      width="sm"
      closeLabel={t('common.close')}
      actions={
        <>
          <Button disabled={busy} onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={to === null || target === item.parent}
            onClick={() => void submit()}
          >
            {t('staff.tree.move')}
          </Button>
        </>
      }
    >
      <Combobox
        label={t('staff.tree.under')}
        items={[{ value: top, label: topLabel }, ...choices]}
        value={to}
        onChange={setTo}
        emptyText={t('common.nothingFound')}
      />
    </Dialog>
  );
}
