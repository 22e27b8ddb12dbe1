import { addDays, isDay } from '@tessera/model';
import type { OutValue } from '@tessera/protocol';

const tail = /^(.*?)(\d{1,9})$/s;

/**
 * The value at a place when values go on as they began; 0 is the first of them, places before it are negative. Even
 * steps of numbers and days, and numbers at the end of texts, go on; anything else begins again.
 */
export function seriesAt(values: readonly OutValue[], place: number): OutValue | undefined {
  const { length } = values;
  if (length === 0) return undefined;
  const again = values[((place % length) + length) % length];
  if (length === 1) return again;
  const [first] = values;
  if (typeof first === 'number') {
    const step = stepOf(values.map((one) => (typeof one === 'number' ? one : Number.NaN)));
    return step === null ? again : tidy(first + step * place);
  }
  if (typeof first !== 'string') return again;
  if (isDay(first)) {
    const days = values.map((one) =>
      typeof one === 'string' && isDay(one) ? dayNumber(one) : Number.NaN,
    );
    const step = stepOf(days);
    return step === null ? again : addDays(first, step * place);
  }
  const parts = values.map((one) => (typeof one === 'string' ? tail.exec(one) : null));
  const [start] = parts;
  if (!start || parts.some((one) => one?.[1] !== start[1])) return again;
  const step = stepOf(parts.map((one) => Number(one?.[2])));
  const number = Number(start[2]) + (step ?? 0) * place;
  if (step === null || number < 0) return again;
  return `${start[1]}${String(number).padStart(start[2]?.length ?? 0, '0')}`;
}

/** The step that takes each number to the next, or null when there is no such step. */
function stepOf(numbers: readonly number[]): number | null {
  const [first = Number.NaN, second = Number.NaN] = numbers;
  const step = tidy(second - first);
  const even = numbers.every((one, at) => Math.abs(first + step * at - one) < 1e-6);
  return even ? step : null;
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
/** Sums of decimals come out as people write them. */
const tidy = (value: number) => Math.round(value * 1e8) / 1e8;
