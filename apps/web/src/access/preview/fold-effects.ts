import type { PolicyPreviewAnswer, PreviewAmount, PreviewTable } from '@tessera/protocol';

type Effect = PolicyPreviewAnswer['effects'][number];

/** From the fewest to the most that one of several people gains or loses; `some`: no number is told. */
export type Span = 'some' | { readonly least: number; readonly most: number };

export interface Line {
  readonly what:
    | { readonly kind: 'records' }
    | {
        readonly kind: 'action';
        readonly action: PreviewTable['actions'][number]['action'];
      }
    | {
        readonly kind: 'cells';
        readonly use: PreviewTable['cells'][number]['use'];
        readonly fields: readonly string[];
      };
  readonly gained: Span;
  readonly lost: Span;
}

export interface FoldedTable extends Pick<PreviewTable, 'table' | 'create' | 'examples'> {
  readonly lines: readonly Line[];
}

/** What changes for people with whom the same things change, though not always as often. */
export interface FoldedEffect extends Pick<Effect, 'members' | 'rights'> {
  readonly tables: readonly FoldedTable[];
}

/** Puts people together who gain and lose the same kinds of things; those whom it concerns most people first. */
export function foldEffects(effects: readonly Effect[]): readonly FoldedEffect[] {
  const found = new Map<string, FoldedEffect>();
  for (const effect of effects) {
    const one: FoldedEffect = { ...effect, tables: effect.tables.map(tableOf) };
    const shape = shapeOf(one);
    const known = found.get(shape);
    found.set(shape, known ? together(known, one) : one);
  }
  return [...found.values()].sort((a, b) => b.members.length - a.members.length);
}

const spanOf = (amount: PreviewAmount): Span =>
  amount === 'some' ? 'some' : { least: amount, most: amount };

function tableOf({ table, create, examples, records, actions, cells }: PreviewTable): FoldedTable {
  const line = (what: Line['what'], { gained, lost }: PreviewTable['records']): Line => ({
    what,
    gained: spanOf(gained),
    lost: spanOf(lost),
  });
  const lines = [
    line({ kind: 'records' }, records),
    ...actions.map((one) => line({ kind: 'action', action: one.action }, one)),
    ...cells.map((one) => line({ kind: 'cells', use: one.use, fields: one.fields }, one)),
  ];
  return {
    table,
    ...(create && { create }),
    examples,
    lines: lines.filter(({ gained, lost }) => !isNone(gained) || !isNone(lost)),
  };
}

export const isNone = (span: Span): boolean => span !== 'some' && span.most === 0;

/** Whether there is something to gain and to lose, whatever the numbers. */
function shapeOf({ rights, tables }: FoldedEffect): string {
  const way = (span: Span) => (span === 'some' ? span : !isNone(span));
  return JSON.stringify([
    rights,
    tables.map(({ table, create, lines }) => [
      table,
      create,
      lines.map(({ what, gained, lost }) => [what, way(gained), way(lost)]),
    ]),
  ]);
}

function together(a: FoldedEffect, b: FoldedEffect): FoldedEffect {
  return {
    rights: a.rights,
    members: [...a.members, ...b.members],
    tables: a.tables.map((one, i) => {
      const other = b.tables[i] as FoldedTable;
      return {
        ...one,
        lines: one.lines.map((line, at) => ({
          ...line,
          gained: wider(line.gained, other.lines[at]?.gained ?? line.gained),
          lost: wider(line.lost, other.lines[at]?.lost ?? line.lost),
        })),
      };
    }),
  };
}

function wider(a: Span, b: Span): Span {
  if (a === 'some' || b === 'some') return 'some';
  return { least: Math.min(a.least, b.least), most: Math.max(a.most, b.most) };
}
