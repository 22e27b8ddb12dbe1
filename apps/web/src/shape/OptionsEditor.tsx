import { GripVertical, Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { type DraftOption, moved, nextColor } from './field-draft.ts';
import { ColorPicker } from './pickers.tsx';

let counter = 0;
const newKey = () => `new${++counter}`;
const lineHeight = 36;

/** The choices of a field: named, coloured, dragged into order; Enter goes on to the next. */
export function OptionsEditor({
  options,
  onChange,
}: {
  readonly options: readonly DraftOption[];
  readonly onChange: (options: readonly DraftOption[]) => void;
}) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const latest = useRef(options);
  latest.current = options;

  useEffect(() => {
    if (focus === null) return;
    list.current?.querySelector<HTMLInputElement>(`[data-option="${focus}"] input`)?.focus();
    setFocus(null);
  }, [focus]);

  const put = (at: number, part: Partial<DraftOption>) =>
    onChange(options.map((option, index) => (index === at ? { ...option, ...part } : option)));
  const add = (after: number) => {
    const key = newKey();
    const next: DraftOption = { key, name: '', color: nextColor(options) };
    onChange([...options.slice(0, after + 1), next, ...options.slice(after + 1)]);
    setFocus(key);
  };
  const remove = (at: number) => {
    onChange(options.filter((_, index) => index !== at));
    setFocus(options[at - 1]?.key ?? options[at + 1]?.key ?? null);
  };
  /** Several lines pasted at once are several choices. */
  const paste = (event: React.ClipboardEvent, at: number) => {
    const lines = event.clipboardData.getData('text/plain').split(/\r?\n|\t/);
    const names = lines.map((line) => line.trim()).filter((line) => line !== '');
    if (names.length < 2) return;
    event.preventDefault();
    let next = options.slice(0, options[at]?.name.trim() === '' ? at : at + 1);
    for (const name of names) next = [...next, { key: newKey(), name, color: nextColor(next) }];
    onChange([...next, ...options.slice(at + 1)]);
  };
  const drag = (event: React.PointerEvent, key: string) => {
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const top = list.current?.getBoundingClientRect().top ?? 0;
    const move = (now: Event) => {
      const scrolled = list.current?.scrollTop ?? 0;
      const to = Math.floor(((now as PointerEvent).clientY - top + scrolled) / lineHeight);
      const from = latest.current.findIndex((option) => option.key === key);
      const next = moved(
        latest.current,
        from,
        Math.max(0, Math.min(latest.current.length - 1, to)),
      );
      if (next !== latest.current) onChange(next);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  };

  return (
    <div className="flex flex-col gap-1">
      <span className="text-sm font-medium">{t('shape.options')}</span>
      <ul ref={list} className="-mx-1 flex max-h-72 flex-col overflow-y-auto px-1">
        {options.map((option, at) => (
          <li
            key={option.key}
            data-option={option.key}
            style={{ height: lineHeight }}
            className="flex shrink-0 items-center gap-1"
          >
            <button
              type="button"
              aria-label={t('shape.moveOption', { name: option.name })}
              className="flex h-7 w-5 shrink-0 cursor-grab touch-none items-center justify-center rounded text-ink-faint hover:bg-hover"
              onPointerDown={(event) => drag(event, option.key)}
              onKeyDown={(event) => {
                const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
                if (by === 0) return;
                event.preventDefault();
                onChange(moved(options, at, at + by));
              }}
            >
              <GripVertical size={14} aria-hidden />
            </button>
            <ColorPicker
              label={t('shape.optionColor', { number: at + 1 })}
              value={option.color}
              onChange={(color) => put(at, { color })}
            />
            <input
              value={option.name}
              maxLength={100}
              aria-label={t('shape.option', { number: at + 1 })}
              className={cx('field-box min-h-7 min-w-0 flex-1 px-2 text-sm')}
              onChange={(event) => put(at, { name: event.target.value })}
              onPaste={(event) => paste(event, at)}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing) return;
                if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
                  event.preventDefault();
                  if (option.name.trim() !== '') add(at);
                }
                if (event.key === 'Backspace' && option.name === '' && options.length > 1) {
                  event.preventDefault();
                  remove(at);
                }
                if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
                  event.preventDefault();
                  onChange(moved(options, at, event.key === 'ArrowUp' ? at - 1 : at + 1));
                }
              }}
            />
            <IconButton
              size="sm"
              label={t('shape.removeOption', { name: option.name })}
              onClick={() => remove(at)}
            >
              <X size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <div>
        <Button
          size="sm"
          kind="quiet"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => add(options.length - 1)}
        >
          {t('shape.addOption')}
        </Button>
      </div>
    </div>
  );
}
