import { notWritable, operatorsByStorage, type SpecOf } from './field-type.ts';

/** A running number that the store gives on create. It tells how many records there are: see docs/channels.md. */
export const autonumber: SpecOf<'autonumber'> = {
  storage: 'number',
  operators: operatorsByStorage.number,
  writable: false,
  parse: (field) => notWritable(field),
  format: (_field, cell) => (typeof cell === 'number' ? cell : null),
  text: (_field, cell) => (typeof cell === 'number' ? String(cell) : ''),
};
