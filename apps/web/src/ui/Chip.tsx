import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** A word on a colour of the palette: a choice, a role, a status. */
export function Chip({
  color = 'gray',
  dot = false,
  className,
  children,
}: {
  readonly color?: string;
  /** A dot instead of a coloured ground. */
  readonly dot?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <span
      data-color={color}
      className={cx(
        'inline-flex max-w-full items-center gap-1.5 rounded px-1.5 py-px align-middle text-xs',
        dot ? 'border border-line text-ink' : 'bg-tint text-tint-ink',
        className,
      )}
    >
      {dot && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-tint-strong" />}
      <span className="truncate">{children}</span>
    </span>
  );
}

/** A small number beside a word. */
export function Badge({ children }: { readonly children: ReactNode }) {
  return (
    <span className="inline-flex min-w-5 items-center justify-center rounded-full bg-sunken px-1.5 text-xs text-ink-muted tabular-nums">
      {children}
    </span>
  );
}
