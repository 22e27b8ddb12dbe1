import {
  type Cells,
  type CellValue,
  compareText,
  type Field,
  type MemberId,
  type RecordId,
  type Table,
  type TableId,
} from '@tessera/model';
import { isWritten } from './oracle.ts';
import type { Random } from './random.ts';
import { noon } from './spec.ts';

/** Few words, so that cells collide, sort close together and are found by the same searches. */
export const words = [
  'Alpha',
  'alpha 2',
  'Beta',
  'béta',
  'gamma',
  '华东 Ltd',
  'Straße',
  'zeta',
  '10',
];
const day = 86_400_000;

/** What random cells may name. */
export interface Ground {
  readonly members: readonly MemberId[];
  records(table: TableId): readonly RecordId[];
}

/** A random canonical cell of a field that members write; now and then empty. */
export function randomCell(random: Random, field: Field, ground: Ground): CellValue {
  if (field.type !== 'checkbox' && random.chance(0.15)) return null;
  switch (field.type) {
    case 'text':
      return random.chance(0.3) ? random.pick(words) : `${random.pick(words)} ${random.int(5)}`;
    case 'longText':
      return `${random.pick(words)} and ${random.pick(words)}`;
    case 'phone':
      return `+1 212 555 01${String(random.int(20)).padStart(2, '0')}`;
    case 'email':
      return `m${random.int(20)}@example.com`;
    case 'url':
      return `https://example.com/${random.int(20)}`;
    case 'number':
    case 'currency':
      // The largest numbers there are: what overflows, or does not fit, must not tell of them.
      if (random.chance(0.03)) return 9 * 10 ** 14;
      return random.int(12) * 10 ** field.precision - 10 ** field.precision;
    case 'percent':
      return random.int(5) * 25 * 10 ** Math.max(0, field.precision - 2);
    case 'checkbox':
      return random.chance(0.5);
    case 'singleSelect':
      return field.options.length === 0 ? null : random.pick(field.options).id;
    case 'multiSelect': {
      const ids = random.some(field.options, 3).map(({ id }) => id);
      return ids.length === 0 ? null : ids.sort(compareText);
    }
    case 'date':
      return new Date(noon + (random.int(30) - 15) * day).toISOString().slice(0, 10);
    case 'dateTime':
      return noon + (random.int(60) - 30) * (day / 2);
    case 'member':
      return random.pick(ground.members);
    case 'link': {
      const targets = ground.records(field.target);
      if (targets.length === 0) return null;
      if (field.single) return [random.pick(targets)];
      const some = random.some(targets, 3);
      return some.length === 0 ? null : some;
    }
    default:
      return null;
  }
}

/** Random cells of a whole new record. */
export function randomCells(random: Random, table: Table, ground: Ground): Cells {
  const cells: Record<string, CellValue> = {};
  for (const field of table.fields) {
    if (!isWritten(field)) continue;
    const cell = randomCell(random, field, ground);
    if (cell !== null) cells[field.id] = cell;
  }
  return cells;
}
