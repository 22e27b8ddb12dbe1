import { Button as Base } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Spinner } from './Spinner.tsx';

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

const kinds: Record<ButtonKind, string> = {
  primary: 'bg-accent text-ink-inverse hover:not-data-disabled:bg-accent-hover border-transparent',
  secondary:
    'bg-surface text-ink border-line-strong hover:not-data-disabled:bg-hover active:not-data-disabled:bg-pressed',
  quiet:
    'bg-transparent text-ink border-transparent hover:not-data-disabled:bg-hover active:not-data-disabled:bg-pressed data-popup-open:bg-hover',
  danger: 'bg-danger text-ink-inverse hover:not-data-disabled:bg-danger-hover border-transparent',
};

const sizes = {
  sm: 'min-h-7 px-2 text-sm gap-1.5',
  md: 'min-h-8 px-3 text-base gap-2',
  lg: 'min-h-10 px-4 text-base gap-2',
};

export interface ButtonProps extends Omit<ComponentProps<typeof Base>, 'className' | 'children'> {
  readonly kind?: ButtonKind;
  readonly size?: keyof typeof sizes;
  readonly icon?: ReactNode;
  /** Shows a spinner and takes no clicks, keeping focus. */
  readonly busy?: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
}

/** A button with words. For one with an icon alone, see IconButton. */
export function Button({
  kind = 'secondary',
  size = 'md',
  icon,
  busy = false,
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <Base
      {...rest}
      disabled={disabled || busy}
      focusableWhenDisabled={busy}
      aria-busy={busy || undefined}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-md border py-0.5 font-medium select-none',
        'data-disabled:opacity-55',
        sizes[size],
        kinds[kind],
        className,
      )}
    >
      {busy ? <Spinner size={14} /> : icon}
      {children}
    </Base>
  );
}
