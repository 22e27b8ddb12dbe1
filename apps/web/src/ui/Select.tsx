import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Labelled } from './TextField.tsx';

export interface SelectItem<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
}

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly items: readonly SelectItem<Value>[];
  /** null: nothing chosen yet. */
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly className?: string;
}

const sizes = { sm: 'min-h-7 px-2 text-sm', md: 'min-h-8 px-2.5', lg: 'min-h-10 px-3' };

/** One of a short list. For long lists that want searching, see Combobox. */
export function Select<Value extends string>({
  label,
  hideLabel,
  hint,
  error,
  items,
  value,
  onChange,
  placeholder,
  disabled = false,
  size = 'md',
  className,
}: SelectProps<Value>) {
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
        value={value}
        disabled={disabled}
        onValueChange={(next) => next !== null && onChange(next)}
      >
        <Base.Trigger
          className={cx('field-box justify-between gap-2 text-left', sizes[size])}
          {...(hideLabel && { 'aria-label': label })}
        >
          <Base.Value
            className="min-w-0 flex-1 truncate data-placeholder:text-ink-faint"
            placeholder={placeholder ?? ''}
          />
          <Base.Icon className="text-ink-muted">
            <ChevronDown size={14} aria-hidden />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
            <Base.Popup className="popup max-h-(--available-height) max-w-(--available-width) min-w-(--anchor-width) overflow-y-auto p-1">
              <Base.List aria-label={label}>
                {items.map((item) => (
                  <Base.Item
                    key={item.value}
                    value={item.value}
                    disabled={item.disabled ?? false}
                    className="option"
                  >
                    {item.icon}
                    <span className="min-w-0 flex-1">
                      <Base.ItemText>{item.label}</Base.ItemText>
                      {item.hint && (
                        <span className="block text-xs text-ink-muted">{item.hint}</span>
                      )}
                    </span>
                    <Base.ItemIndicator className="text-accent">
                      <Check size={14} aria-hidden />
                    </Base.ItemIndicator>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Labelled>
  );
}
