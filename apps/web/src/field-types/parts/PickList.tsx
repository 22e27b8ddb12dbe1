import { Check } from 'lucide-react';
import {
  type ReactNode,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../ui/cx.ts';
import type { Parsed, PickerHandle } from '../field-ui.ts';

export interface PickItem {
  readonly id: string;
  readonly label: string;
  readonly body: ReactNode;
  /** No value yet but something to be made: taken with Enter or Tab at once. */
  readonly makes?: true;
}

export interface PickListProps {
  readonly items: readonly PickItem[];
  readonly chosen: readonly string[];
  readonly many: boolean;
  readonly text: string;
  readonly busy?: boolean;
  readonly handle: RefObject<PickerHandle | null>;
  /** One was clicked, or taken with Enter in a list of several. */
  readonly onToggle: (id: string) => void;
  /** What committing gives when `id` is highlighted by typing or by the arrows, else what was chosen. */
  readonly resultOf: (id: string | null) => Parsed;
  /** Refuses text that nothing matches. */
  readonly nothing: Parsed;
  readonly footer?: ReactNode;
}

/** A filtered list below a cell; the keys come from the cell's text. */
export function PickList(props: PickListProps) {
  const { items, chosen, many, text, handle, onToggle, busy = false } = props;
  const { t } = useTranslation();
  const [at, setAt] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const typed = text.trim() !== '';
  const active = at ?? (typed && items.length > 0 ? 0 : null);

  // A new text means a new list: the highlight starts again at its first line.
  useEffect(() => setAt(null), [text]);
  useEffect(() => {
    if (active !== null) list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  useImperativeHandle(handle, () => ({
    onKey(event) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        const from = active ?? (step > 0 ? -1 : items.length);
        setAt(Math.max(0, Math.min(items.length - 1, from + step)));
        return true;
      }
      const item = active === null ? undefined : items[active];
      const takes = event.key === 'Enter' || (item?.makes && event.key === 'Tab');
      if (item && takes && (many || item.makes)) {
        onToggle(item.id);
        return true;
      }
      return false;
    },
    result() {
      const item = active === null ? undefined : items[active];
      return typed && !item ? props.nothing : props.resultOf(item?.id ?? null);
    },
  }));

  return (
    <div className="flex max-h-72 min-w-56 flex-col">
      <div
        ref={list}
        role="listbox"
        aria-label={t('grid.choices')}
        aria-multiselectable={many}
        className="min-h-0 flex-1 overflow-y-auto p-1"
      >
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled where the text is typed.
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the text; see aria-activedescendant there.
          <div
            key={item.id}
            role="option"
            aria-selected={chosen.includes(item.id)}
            data-highlighted={index === active ? '' : undefined}
            className={cx('option cursor-default hover:bg-hover')}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onToggle(item.id)}
          >
            <span className="min-w-0 flex-1 truncate">{item.body}</span>
            {chosen.includes(item.id) && (
              <Check size={14} aria-hidden className="shrink-0 text-accent" />
            )}
          </div>
        ))}
      </div>
      {items.length === 0 && (
        <div className="px-3 pb-2.5 text-sm text-ink-muted">
          {busy ? t('common.loading') : t('common.nothingFound')}
        </div>
      )}
      {props.footer}
    </div>
  );
}

/** Emptying, as a line below a list. */
export function ClearLine({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="border-t border-line p-1">
      <button
        type="button"
        tabIndex={-1}
        className="option w-full text-ink-muted hover:bg-hover"
        onMouseDown={(event) => event.preventDefault()}
        onClick={onClear}
      >
        {t('common.clear')}
      </button>
    </div>
  );
}
