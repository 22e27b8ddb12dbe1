import type { AggregateFunction } from './aggregate.ts';
import type { Field } from './schema.ts';
import { storageOf } from './storage.ts';

/** Whether a function can be asked of the cells of a field. */
export function isMeasurable(fn: AggregateFunction, field: Field): boolean {
  const storage = storageOf(field);
  switch (fn) {
    case 'count':
      return false;
    case 'filled':
    case 'empty':
      return true;
    case 'unique':
      return storage !== 'link' && storage !== 'ids';
    case 'sum':
    case 'average':
      return storage === 'number' && field.type !== 'autonumber';
    case 'min':
    case 'max':
      return storage === 'number' || storage === 'date' || storage === 'instant';
  }
}
