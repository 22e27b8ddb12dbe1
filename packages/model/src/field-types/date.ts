import { isDay, todayIn } from '../days.ts';
import { invalidCell, isBlank, operatorsByStorage, type SpecOf } from './field-type.ts';
import { readInstant, readWrittenMoment } from './written-date.ts';

/** A calendar day without time zone, 'YYYY-MM-DD', years 0001 to 9999. Written with a time, the time is dropped. */
export const date: SpecOf<'date'> = {
  storage: 'date',
  operators: operatorsByStorage.date,
  writable: true,
  parse: (field, wire, context) => {
    if (isBlank(wire)) return null;
    if (typeof wire === 'string') {
      const text = wire.trim();
      if (isDay(text)) return text;
      if (context.lenient) {
        const instant = readInstant(text);
        const day =
          instant === null
            ? readWrittenMoment(text, context)?.day
            : todayIn(instant, context.timeZone);
        if (day) return day;
      }
    }
    return invalidCell(field, 'needs a date (YYYY-MM-DD)');
  },
  format: (_field, cell) => (typeof cell === 'string' ? cell : null),
  text: (_field, cell) => (typeof cell === 'string' ? cell : ''),
};
