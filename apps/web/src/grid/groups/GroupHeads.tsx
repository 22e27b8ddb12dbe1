import { type Column, headerHeight } from '../geometry.ts';
import { type RowAxis, toReal } from '../viewport.ts';
import { GroupRow } from './GroupRow.tsx';
import { headsBetween, stuckHeads } from './lines.ts';

/** The heads among the rows in view. */
export function GroupHeads({
  axis,
  columns,
  from,
  to,
  shift,
}: {
  readonly axis: RowAxis;
  readonly columns: readonly Column[];
  readonly from: number;
  readonly to: number;
  readonly shift: number;
}) {
  return headsBetween(axis.lines, from, to).map(({ head, top, folded }) => (
    <GroupRow
      key={head.key}
      head={head}
      folded={folded}
      top={top + shift + headerHeight}
      columns={columns}
    />
  ));
}

/** The heads of the group at the top edge, which stay while its records pass below them. */
export function StuckHeads({
  axis,
  columns,
  scroll,
}: {
  readonly axis: RowAxis;
  readonly columns: readonly Column[];
  readonly scroll: number;
}) {
  const stuck = stuckHeads(axis.lines, toReal(axis, scroll));
  if (stuck.length === 0) return null;
  return (
    <div style={{ top: headerHeight }} className="sticky z-3 h-0">
      {[...stuck].reverse().map(({ line, offset }) => (
        <GroupRow
          key={line.head.key}
          head={line.head}
          folded={line.folded}
          top={offset}
          columns={columns}
          stuck
        />
      ))}
    </div>
  );
}
