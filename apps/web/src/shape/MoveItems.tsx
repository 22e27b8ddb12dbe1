import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MenuItem } from '../ui/Menu.tsx';
import { beforeAfterStep, useOrder } from './use-order.ts';

/** The twin of dragging a table or app: one place up or down among those beside it. */
export function MoveItems({
  ws,
  kind,
  items,
  id,
}: {
  readonly ws: string;
  readonly kind: 'table' | 'app';
  readonly items: readonly { readonly id: string; readonly name: string }[];
  readonly id: string;
}) {
  const { t } = useTranslation();
  const move = useOrder(ws);
  const item = items.find((one) => one.id === id);
  if (!item || items.length < 2) return null;
  const line = (by: -1 | 1) => {
    const before = beforeAfterStep(items, id, by);
    return (
      <MenuItem
        icon={by < 0 ? <ArrowUp size={14} /> : <ArrowDown size={14} />}
        disabled={before === undefined}
        onSelect={() => before !== undefined && void move(kind, item, before)}
      >
        {t(by < 0 ? 'reshape.moveUp' : 'reshape.moveDown')}
      </MenuItem>
    );
  };
  return (
    <>
      {line(-1)}
      {line(1)}
    </>
  );
}
