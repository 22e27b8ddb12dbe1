import type { DateRange } from '@tessera/model';
import { useTranslation } from 'react-i18next';
import type { FilterInputProps } from '../field-ui.ts';

const box = 'field-box min-h-7 px-2 text-sm';

const named = [
  'today',
  'yesterday',
  'tomorrow',
  'thisWeek',
  'lastWeek',
  'nextWeek',
  'thisMonth',
  'lastMonth',
  'nextMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
  'pastDays',
  'nextDays',
] as const;

type RangeName = (typeof named)[number];

function asRange(name: RangeName, days: number): DateRange {
  return name === 'pastDays' || name === 'nextDays' ? { range: name, days } : { range: name };
}

/** A day, or for `within` a named range of days. */
export function DateFilter({ env, many, value, onChange, label }: FilterInputProps) {
  const { t } = useTranslation();
  if (!many) {
    return (
      <input
        type="date"
        aria-label={label}
        className={box}
        value={typeof value === 'string' ? value.slice(0, 10) : ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    );
  }
  const range: DateRange =
    typeof value === 'object' && 'range' in value ? value : { range: 'thisWeek' };
  const days = 'days' in range ? range.days : 7;
  return (
    <span className="flex min-w-0 flex-1 gap-1.5">
      <select
        aria-label={label}
        className={`${box} pr-7`}
        value={range.range}
        onChange={(event) => onChange(asRange(event.target.value as RangeName, days))}
      >
        {(env.rule ? named.slice(0, 1) : named).map((name) => (
          <option key={name} value={name}>
            {t(`grid.ranges.${name}`)}
          </option>
        ))}
      </select>
      {'days' in range && (
        <input
          type="number"
          min={1}
          max={3660}
          aria-label={t('grid.filter.days')}
          className={`${box} w-20`}
          value={days}
          onChange={(event) =>
            onChange(asRange(range.range, Math.max(1, Number(event.target.value) || 1)))
          }
        />
      )}
    </span>
  );
}
