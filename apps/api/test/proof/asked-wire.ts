import type { CellValue, Field, Table } from '@tessera/model';
import type { Oracle } from './oracle.ts';
import { type Asked, wayOf } from './oracle-derived.ts';
import { members } from './people.ts';

/** What is asked behind a link as it stands in an answer: written out by the field that is read there. */
export function askedWire(
  oracle: Oracle,
  table: Table,
  field: Asked,
  cell: CellValue | readonly CellValue[],
): unknown {
  const { of, link } = wayOf(oracle, table, field);
  const one = (value: CellValue) => valueWire(field, of, value);
  const many = field.type === 'lookup' && !(link.side === 'forward' && link.single);
  return many && Array.isArray(cell) ? cell.map(one) : one(cell as CellValue);
}

const counting = ['filled', 'empty', 'unique'];

function valueWire(field: Asked, of: Field | null, cell: CellValue): unknown {
  if (cell === null || !of) return cell;
  if (field.type === 'rollup' && counting.includes(field.fn)) return cell;
  const digits = 'precision' in of ? of.precision : 0;
  const more = field.type === 'rollup' && field.fn === 'average' ? Math.min(digits + 2, 8) : digits;
  const type = of.type === 'formula' ? of.result : of.type;
  switch (type) {
    case 'number':
    case 'currency':
    case 'percent':
      return (cell as number) / 10 ** more;
    case 'dateTime':
    case 'createdTime':
    case 'modifiedTime':
      return new Date(cell as number).toISOString();
    case 'member':
    case 'createdBy':
    case 'modifiedBy':
      return { id: cell, name: members.find(({ id }) => id === cell)?.name };
    case 'singleSelect':
      return optionWire(of, cell as string);
    case 'multiSelect':
      return (cell as readonly string[]).map((id) => optionWire(of, id));
    default:
      return cell;
  }
}

function optionWire(of: Field, id: string): unknown {
  const options = 'options' in of ? of.options : [];
  return { id, name: options.find((one) => one.id === id)?.name };
}
