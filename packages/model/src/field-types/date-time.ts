import { invalidCell, isBlank, operatorsByStorage, type SpecOf } from './field-type.ts';
import { formatInstant, instantText } from './instant-text.ts';
import { instantIn, readInstant, readWrittenMoment } from './written-date.ts';

/** An instant, kept as epoch milliseconds. In: ISO with an offset; written text is read in the workspace's time zone. */
export const dateTime: SpecOf<'dateTime'> = {
  storage: 'instant',
  operators: operatorsByStorage.instant,
  writable: true,
  parse: (field, wire, context) => {
    if (isBlank(wire)) return null;
    if (typeof wire === 'string') {
      const instant = readInstant(wire);
      if (instant !== null) return instant;
      const written = context.lenient ? readWrittenMoment(wire, context) : null;
      const local = written && instantIn(written.day, written.time, context.timeZone);
      if (local !== null) return local;
    }
    return invalidCell(field, 'needs a time (2026-11-21T13:05:00Z)');
  },
  format: (_field, cell) => formatInstant(cell),
  text: (_field, cell, context) => instantText(cell, context.timeZone),
  convert: (_field, from, cell) => (from.type === 'createdTime' ? cell : undefined),
};
