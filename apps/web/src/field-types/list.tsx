import type { OutField, OutValue } from '@tessera/protocol';
import type { CellEnv, CellProps, FieldUi } from './field-ui.ts';
import { showDay, showInstant, showNumber } from './format.ts';
import { OptionCell } from './parts/OptionCell.tsx';

/** One of the values that a lookup lists, as people read it. */
function shownText(field: OutField, value: OutValue, env: CellEnv): string {
  if (typeof value === 'number') return showNumber(field, value, env.language);
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (Array.isArray(value))
    return value.map((one) => shownText(field, one as OutValue, env)).join(', ');
  if (typeof value === 'object') return value !== null && 'name' in value ? value.name : '';
  if (field.type === 'date') return showDay(value, env.language);
  return field.type === 'dateTime' ? showInstant(value, env.language, env.timeZone) : value;
}

function ListCell(props: CellProps) {
  const { field, value, env } = props;
  if (!Array.isArray(value)) return null;
  const values = (value as readonly OutValue[]).flat() as readonly OutValue[];
  if (field.options) {
    const once = new Map(values.flatMap((one) => (isNamed(one) ? [[one.id, one] as const] : [])));
    return <OptionCell {...props} value={[...once.values()]} />;
  }
  return (
    <span className="block w-full truncate">
      {values.map((one) => shownText(field, one, env)).join(', ')}
    </span>
  );
}

function isNamed(value: OutValue): value is { readonly id: string; readonly name: string } {
  return typeof value === 'object' && value !== null && 'name' in value && 'id' in value;
}

/** How a list of values looks; conditions on it are those on one of them. */
export function listUi(single: FieldUi): FieldUi {
  return { ...single, editing: 'none', align: 'start', Cell: ListCell };
}
