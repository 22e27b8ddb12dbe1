import { useTranslation } from 'react-i18next';
import { headerHeight, rowHeights } from '../grid/geometry.ts';
import { Skeleton } from '../ui/Skeleton.tsx';

const widths = [180, 96, 120, 80, 140, 110];

/** A table that is being loaded, in its true heights so that nothing jumps when it arrives. */
export function TableSkeleton({ bare = false }: { readonly bare?: boolean }) {
  const { t } = useTranslation();
  return (
    <div role="status" className="flex h-full min-h-0 flex-1 flex-col overflow-hidden">
      <span className="sr-only">{t('common.loading')}</span>
      {!bare && <div className="h-[84px] shrink-0 border-b border-line" />}
      <div
        style={{ height: headerHeight }}
        className="flex shrink-0 items-center gap-8 border-b border-line-strong bg-canvas pl-20"
      >
        {widths.map((width) => (
          <Skeleton key={width} className="h-2.5 w-20" />
        ))}
      </div>
      {Array.from({ length: 24 }, (_, row) => (
        <div
          key={row}
          style={{ height: rowHeights.short }}
          className="flex shrink-0 items-center gap-8 border-b border-line pl-20"
        >
          {widths.map((width, at) => (
            <div key={width} style={{ width: width * (0.5 + ((row * 7 + at * 3) % 5) / 10) }}>
              <Skeleton className="h-2.5" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
