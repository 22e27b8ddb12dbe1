import { cx } from './cx.ts';

/** A grey bar in the place of what is being loaded; give it the true height and width. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={cx('animate-pulse rounded bg-pressed/70', className)} />;
}

/** Lines of a list that is being loaded. */
export function SkeletonLines({
  count,
  height = 'h-9',
  label,
}: {
  readonly count: number;
  readonly height?: string;
  readonly label: string;
}) {
  return (
    <div role="status" className="flex flex-col gap-2">
      <span className="sr-only">{label}</span>
      {Array.from({ length: count }, (_, i) => (
        <Skeleton key={i} className={height} />
      ))}
    </div>
  );
}
