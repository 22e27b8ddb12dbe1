import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const kinds = {
  info: { icon: Info, look: 'border-accent-line bg-accent-soft text-ink' },
  success: { icon: CircleCheck, look: 'border-success-line bg-success-soft text-success' },
  warning: { icon: TriangleAlert, look: 'border-warning-line bg-warning-soft text-warning' },
  error: { icon: CircleAlert, look: 'border-danger-line bg-danger-soft text-danger' },
};

/** A message that belongs to the page. Errors and warnings are read out when they appear. */
export function Banner({
  kind = 'info',
  title,
  children,
  actions,
  flush = false,
}: {
  readonly kind?: keyof typeof kinds;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Across the whole width, without a frame. */
  readonly flush?: boolean;
}) {
  const { icon: Icon, look } = kinds[kind];
  return (
    <div
      role={kind === 'error' ? 'alert' : 'status'}
      className={cx(
        'flex items-start gap-2.5 px-3 py-2 text-sm',
        flush ? 'border-b' : 'rounded-lg border',
        look,
      )}
    >
      <Icon size={16} aria-hidden className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <div className="font-semibold">{title}</div>}
        {children}
      </div>
      {actions && <div className="flex shrink-0 gap-2">{actions}</div>}
    </div>
  );
}
