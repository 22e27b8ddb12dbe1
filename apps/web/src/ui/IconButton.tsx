import { Button as Base } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps
  extends Omit<ComponentProps<typeof Base>, 'className' | 'children' | 'aria-label'> {
  /** Its name for screen readers, and its tooltip. */
  readonly label: string;
  /** A key combination shown in the tooltip. */
  readonly keys?: string;
  readonly size?: 'sm' | 'md';
  readonly className?: string;
  readonly children: ReactNode;
}

/** A square button with an icon; always named. */
export function IconButton({
  label,
  keys,
  size = 'md',
  className,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys && { keys })}>
      <Base
        {...rest}
        aria-label={label}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-md text-ink-muted select-none',
          'hover:not-data-disabled:bg-hover hover:not-data-disabled:text-ink active:not-data-disabled:bg-pressed',
          'data-disabled:opacity-50 data-popup-open:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent',
          size === 'sm' ? 'size-6' : 'size-8',
          className,
        )}
      >
        {children}
      </Base>
    </Tooltip>
  );
}
