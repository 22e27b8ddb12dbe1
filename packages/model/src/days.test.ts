import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysOf, endOfDay, instantsOf, isDay, startOfDay, todayIn } from './days.ts';

const iso = (instant: number) => new Date(instant).toISOString();
/** A Saturday afternoon in Shanghai. */
const now = Date.parse('2026-11-21T06:00:00Z');
const shanghai = 'Asia/Shanghai';

describe('days', () => {
  it('knows which days exist', () => {
    for (const day of ['2024-02-29', '0001-01-01', '9999-12-31']) expect(isDay(day)).toBe(true);
    for (const day of ['2023-02-29', '2026-02-30', '0000-01-01', '2026-13-01', '2026-1-1', '']) {
      expect(isDay(day)).toBe(false);
    }
  });

  it('knows which day it is where one is', () => {
    const late = Date.parse('2026-11-21T17:00:00Z');
    expect(todayIn(late, shanghai)).toBe('2026-11-22');
    expect(todayIn(late, 'America/New_York')).toBe('2026-11-21');
  });

  it.each([
    [{ range: 'today' }, '2026-11-21', '2026-11-22'],
    [{ range: 'yesterday' }, '2026-11-20', '2026-11-21'],
    [{ range: 'tomorrow' }, '2026-11-22', '2026-11-23'],
    [{ range: 'thisWeek' }, '2026-11-16', '2026-11-23'],
    [{ range: 'lastWeek' }, '2026-11-09', '2026-11-16'],
    [{ range: 'nextWeek' }, '2026-11-23', '2026-11-30'],
    [{ range: 'thisMonth' }, '2026-11-01', '2026-12-01'],
    [{ range: 'lastMonth' }, '2026-10-01', '2026-11-01'],
    [{ range: 'nextMonth' }, '2026-12-01', '2027-01-01'],
    [{ range: 'thisQuarter' }, '2026-10-01', '2027-01-01'],
    [{ range: 'lastQuarter' }, '2026-07-01', '2026-10-01'],
    [{ range: 'thisYear' }, '2026-01-01', '2027-01-01'],
    [{ range: 'lastYear' }, '2025-01-01', '2026-01-01'],
    [{ range: 'pastDays', days: 7 }, '2026-11-15', '2026-11-22'],
    [{ range: 'nextDays', days: 7 }, '2026-11-21', '2026-11-28'],
  ] as const)('resolves %o from %s to before %s', (range, from, to) => {
    expect(daysOf(range, now, shanghai)).toEqual({ from, to });
  });

  it('begins a week on the Monday that a Sunday ends', () => {
    const sunday = Date.parse('2026-11-22T06:00:00Z');
    expect(daysOf({ range: 'thisWeek' }, sunday, shanghai).from).toBe('2026-11-16');
  });

  it('stays within the years it can write', () => {
    expect(addDays('9999-12-31', 5)).toBe('9999-12-31');
    expect(addDays('0001-01-01', -5)).toBe('0001-01-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  });

  it('makes days of 23 and 25 hours where the clocks change', () => {
    const hours = (day: string) =>
      (endOfDay(day, 'America/New_York') - startOfDay(day, 'America/New_York')) / 3_600_000;
    expect([hours('2026-03-08'), hours('2026-11-01'), hours('2026-11-21')]).toEqual([23, 25, 24]);
    const { from, to } = instantsOf({ range: 'thisMonth' }, now, 'America/New_York');
    expect([iso(from), iso(to)]).toEqual(['2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z']);
  });

  it('begins a day at its first moment where midnight is skipped or happens twice', () => {
    expect(iso(startOfDay('2018-11-04', 'America/Sao_Paulo'))).toBe('2018-11-04T03:00:00.000Z');
    expect(iso(startOfDay('2023-11-05', 'America/Havana'))).toBe('2023-11-05T04:00:00.000Z');
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe(endOfDay('2011-12-30', 'Pacific/Apia'));
  });

  it('puts every instant into the bounds of the day it is', () => {
    const zones = [
      'Asia/Shanghai',
      'America/New_York',
      'Europe/Berlin',
      'Asia/Kathmandu',
      'America/Havana',
    ];
    const time = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(time, fc.constantFrom(...zones), (instant, zone) => {
        const today = todayIn(instant, zone);
        expect(startOfDay(today, zone)).toBeLessThanOrEqual(instant);
        expect(endOfDay(today, zone)).toBeGreaterThan(instant);
        expect(startOfDay(addDays(today, 1), zone)).toBe(endOfDay(today, zone));
      }),
      { numRuns: 1000 },
    );
  });
});
