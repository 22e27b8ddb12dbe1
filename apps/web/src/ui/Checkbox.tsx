import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface CheckboxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Words beside the box; with `label` alone the box stands without visible words. */
  readonly children?: ReactNode;
  readonly label?: string;
  readonly hint?: ReactNode;
  /** Some of what it stands for is ticked. */
  readonly mixed?: boolean;
  readonly disabled?: boolean;
  readonly className?: string;
}

export function Checkbox({
  checked,
  onChange,
  children,
  label,
  hint,
  mixed = false,
  disabled = false,
  className,
}: CheckboxProps) {
  const box = (
    <Base.Root
      checked={checked}
      indeterminate={mixed}
      disabled={disabled}
      onCheckedChange={(next) => onChange(next)}
      {...(label && { 'aria-label': label })}
      className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded border border-control bg-surface data-checked:border-accent data-checked:bg-accent data-disabled:opacity-60 data-indeterminate:border-accent data-indeterminate:bg-accent"
    >
      <Base.Indicator className="text-ink-inverse">
        {mixed ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
      </Base.Indicator>
    </Base.Root>
  );
  if (!children) return box;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the box inside is a labelable control of its own.
    <label className={cx('flex items-start gap-2 py-0.5', disabled && 'text-ink-muted', className)}>
      {box}
      <span className="min-w-0">
        {children}
        {hint && <span className="block text-xs text-ink-muted">{hint}</span>}
      </span>
    </label>
  );
}
