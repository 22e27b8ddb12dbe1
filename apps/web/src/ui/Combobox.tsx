import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, ChevronDown, X } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Labelled } from './TextField.tsx';

export interface ComboboxItem {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

interface Shared {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly items: readonly ComboboxItem[];
  readonly placeholder?: string;
  /** What the list says when nothing fits what was typed. */
  readonly emptyText: string;
  readonly disabled?: boolean;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly className?: string;
}

function Popup({ label, emptyText }: { readonly label: string; readonly emptyText: string }) {
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={4} className="z-50">
        <Base.Popup className="popup max-h-[min(var(--available-height),320px)] w-(--anchor-width) max-w-(--available-width) min-w-48 overflow-y-auto p-1">
          <Base.Empty>
            <div className="px-2 py-1.5 text-sm text-ink-muted">{emptyText}</div>
          </Base.Empty>
          <Base.List aria-label={label}>
            {(item: ComboboxItem) => (
              <Base.Item key={item.value} value={item} className="option">
                <span className="min-w-0 flex-1">
                  {item.label}
                  {item.hint && <span className="block text-xs text-ink-muted">{item.hint}</span>}
                </span>
                <Base.ItemIndicator className="text-accent">
                  <Check size={14} aria-hidden />
                </Base.ItemIndicator>
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** Escape closes the list, then whatever is around the box; what was chosen is not its business. */
function keepChosen(event: KeyboardEvent<HTMLInputElement> & { preventBaseUIHandler(): void }) {
  const open = event.currentTarget.getAttribute('aria-expanded') === 'true';
  if (event.key === 'Escape' && !open) event.preventBaseUIHandler();
}

const same = (a: ComboboxItem, b: ComboboxItem) => a.value === b.value;
const heights = { sm: 'min-h-7 text-sm', md: 'min-h-8', lg: 'min-h-10' };

export interface ComboboxProps extends Shared {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  /** Name of the button that empties it; without it, it cannot be emptied. */
  readonly clearLabel?: string;
}

/** One of a long list, found by typing. */
export function Combobox(props: ComboboxProps) {
  const { label, hideLabel, hint, error, items, value, onChange, size = 'md', className } = props;
  const chosen = items.find((item) => item.value === value) ?? null;
  return (
    <Labelled
      label={label}
      hint={hint}
      error={error}
      {...(hideLabel && { hideLabel })}
      {...(className && { className })}
    >
      <Base.Root
        items={items}
        value={chosen}
        onValueChange={(item) => onChange(item?.value ?? null)}
        isItemEqualToValue={same}
        disabled={props.disabled ?? false}
      >
        <Base.InputGroup className={cx('field-box gap-1 pr-1.5', heights[size])}>
          <Base.Input
            onKeyDown={keepChosen}
            placeholder={props.placeholder ?? ''}
            className="min-w-0 flex-1 self-stretch bg-transparent pl-2.5 outline-none"
            {...(hideLabel && { 'aria-label': label })}
          />
          {props.clearLabel && (
            <Base.Clear
              aria-label={props.clearLabel}
              className="flex size-5 items-center justify-center rounded text-ink-muted hover:bg-hover"
            >
              <X size={13} aria-hidden />
            </Base.Clear>
          )}
          <Base.Trigger
            aria-label={label}
            className="flex size-5 items-center justify-center text-ink-muted"
          >
            <ChevronDown size={14} aria-hidden />
          </Base.Trigger>
        </Base.InputGroup>
        <Popup label={label} emptyText={props.emptyText} />
      </Base.Root>
    </Labelled>
  );
}

export interface MultiComboboxProps extends Shared {
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  /** Names the cross on a chip. */
  readonly removeLabel: (name: string) => string;
}

/** Several of a long list, shown as chips. */
export function MultiCombobox(props: MultiComboboxProps) {
  const { label, hideLabel, hint, error, items, values, onChange, className } = props;
  const chosen = values.flatMap((value) => items.filter((item) => item.value === value));
  return (
    <Labelled
      label={label}
      hint={hint}
      error={error}
      {...(hideLabel && { hideLabel })}
      {...(className && { className })}
    >
      <Base.Root
        items={items}
        multiple
        value={chosen}
        onValueChange={(next) => onChange(next.map((item) => item.value))}
        isItemEqualToValue={same}
        disabled={props.disabled ?? false}
      >
        <Base.InputGroup className="field-box min-h-8 px-1 py-0.5">
          <Base.Chips className="flex min-w-0 flex-1 flex-wrap items-center gap-1">
            {chosen.map((item) => (
              <Base.Chip
                key={item.value}
                className="flex min-h-6 items-center gap-1 rounded bg-sunken pr-1 pl-2 text-sm outline-none data-highlighted:bg-accent-soft"
              >
                {item.label}
                <Base.ChipRemove
                  aria-label={props.removeLabel(item.label)}
                  className="flex size-4 items-center justify-center rounded text-ink-muted hover:bg-pressed"
                >
                  <X size={12} aria-hidden />
                </Base.ChipRemove>
              </Base.Chip>
            ))}
            <Base.Input
              onKeyDown={keepChosen}
              placeholder={chosen.length === 0 ? (props.placeholder ?? '') : ''}
              className="h-6 min-w-16 flex-1 bg-transparent px-1.5 outline-none"
              {...(hideLabel && { 'aria-label': label })}
            />
          </Base.Chips>
        </Base.InputGroup>
        <Popup label={label} emptyText={props.emptyText} />
      </Base.Root>
    </Labelled>
  );
}
