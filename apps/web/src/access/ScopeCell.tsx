import { ChevronDown, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../ui/Chip.tsx';
import { cx } from '../ui/cx.ts';
import { Menu, MenuChoice } from '../ui/Menu.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { describeWords } from './describe-words.ts';
import type { MatrixCell } from './matrix.ts';
import { offeredWords, union, type Words, wordsKey } from './scope-words.ts';

function colorOf(words: Words): string {
  if (words === 'all') return 'green';
  return words.length === 0 ? 'gray' : 'blue';
}

/** One cell of the matrix: a word to choose, with what is inherited and what rules add beside it. */
export function ScopeCell({
  cell,
  label,
  inVain,
  changed,
  fixed,
  onChange,
}: {
  readonly cell: MatrixCell;
  readonly label: string;
  readonly inVain: boolean;
  readonly changed: boolean;
  /** Nothing can be chosen. */
  readonly fixed: boolean;
  readonly onChange: (words: Words) => void;
}) {
  const { t } = useTranslation();
  const inherits = wordsKey(cell.inherited) !== 'nobody';
  const shown = union(cell.words, cell.inherited);
  const key = wordsKey(cell.words);
  const nobody = wordsKey(shown) === 'nobody';
  const offered = offeredWords.some((words) => wordsKey(words) === key)
    ? offeredWords
    : [cell.words, ...offeredWords];
  const text = describeWords(shown, t);
  const rule = cell.byRule.length > 0 && (
    <Chip color="purple" className="shrink-0">
      {t('access.words.byRule')}
    </Chip>
  );
  if (fixed || cell.inherited === 'all')
    return (
      <span className="flex min-h-8 flex-wrap items-center gap-1 px-1.5">
        {inherits ? (
          <Tooltip text={t('access.inherited')}>
            <span className="rounded bg-sunken px-1.5 py-px text-xs text-ink-muted">{text}</span>
          </Tooltip>
        ) : (
          <Chip color={colorOf(shown)}>{text}</Chip>
        )}
        {rule}
      </span>
    );
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={cx(
            'group relative flex min-h-8 w-full flex-wrap items-center gap-1 rounded-md py-1 pr-3.5 pl-1.5 text-left hover:bg-hover data-popup-open:bg-hover',
            changed && 'bg-accent-soft',
          )}
        >
          <span className="sr-only">{label}: </span>
          {nobody && cell.byRule.length > 0 ? null : (
            <span
              data-color={colorOf(shown)}
              className={cx(
                'rounded px-1.5 py-px text-xs whitespace-nowrap',
                nobody ? 'px-0 text-ink-faint' : 'bg-tint text-tint-ink',
                changed && 'font-semibold',
              )}
            >
              {text}
            </span>
          )}
          {rule}
          {inVain && (
            <Tooltip text={t('access.inVain')}>
              <TriangleAlert size={13} aria-label={t('access.inVain')} className="text-warning" />
            </Tooltip>
          )}
          <ChevronDown
            size={12}
            aria-hidden
            className="absolute right-1 text-ink-faint opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
          />
        </button>
      }
    >
      <MenuChoice
        label={label}
        value={key}
        items={offered.map((words) => ({
          value: wordsKey(words),
          label: describeWords(words, t),
        }))}
        onChange={(next) => {
          const words = offered.find((one) => wordsKey(one) === next);
          if (words) onChange(words);
        }}
      />
    </Menu>
  );
}
