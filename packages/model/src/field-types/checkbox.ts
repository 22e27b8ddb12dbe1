import { fold } from '../text-key.ts';
import { invalidCell, operatorsByStorage, type SpecOf } from './field-type.ts';

const yes = new Set([
  'true',
  'yes',
  'y',
  '1',
  'on',
  'x',
  '是',
  '对',
  '√',
  '✓',
  '✔',
  '☑',
  '✅',
  '真',
]);
const no = new Set([
  'false',
  'no',
  'n',
  '0',
  'off',
  '否',
  '不是',
  '×',
  '✗',
  '✘',
  '☐',
  '❌',
  '假',
  '-',
]);

/** Yes or no, never empty. */
export const checkbox: SpecOf<'checkbox'> = {
  storage: 'boolean',
  operators: operatorsByStorage.boolean,
  writable: true,
  parse: (field, wire, context) => {
    if (typeof wire === 'boolean') return wire;
    if (wire === null || wire === undefined) return false;
    if (context.lenient && (typeof wire === 'string' || typeof wire === 'number')) {
      const text = fold(String(wire));
      if (yes.has(text)) return true;
      if (text === '' || no.has(text)) return false;
    }
    return invalidCell(field, 'needs yes or no');
  },
  format: (_field, cell) => cell === true,
  text: (_field, cell) => (cell === true ? 'true' : 'false'),
};
