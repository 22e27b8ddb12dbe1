import { cx } from '../ui/cx.ts';
import { iconOf } from './icons.ts';

const sizes = {
  sm: { box: 'size-5 rounded', icon: 13 },
  md: { box: 'size-7 rounded-md', icon: 16 },
  lg: { box: 'size-9 rounded-lg', icon: 18 },
};

/** The icon of a table, app or template on its colour; decoration beside the name. */
export function TableIcon({
  icon,
  color = 'gray',
  size = 'sm',
}: {
  readonly icon: string | undefined;
  readonly color: string | undefined;
  readonly size?: keyof typeof sizes;
}) {
  const Icon = iconOf(icon);
  return (
    <span
      aria-hidden
      data-color={color}
      className={cx(
        'inline-flex shrink-0 items-center justify-center bg-tint text-tint-ink',
        sizes[size].box,
      )}
    >
      <Icon size={sizes[size].icon} />
    </span>
  );
}
