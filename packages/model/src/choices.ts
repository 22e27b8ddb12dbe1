import { schemaLimits, tidyName } from './check-field.ts';
import type { ConvertContext } from './field-types/field-type.ts';
import { cellText } from './field-types/index.ts';
import { writtenList } from './field-types/multi-select.ts';
import type { OptionId } from './ids.ts';
import { palette } from './palette.ts';
import type { CellValue, Field, FieldOf, SelectOption } from './schema.ts';
import { fold } from './text-key.ts';

type SelectField = FieldOf<'singleSelect' | 'multiSelect'>;

/** The colours new choices get, one after the other. */
const rotation = ['blue', 'green', 'amber', 'red', 'violet', 'orange', 'teal', 'pink', 'gray'];

/** Gathers the choices a field needs to take over another's cells. */
export interface Choices {
  add(cell: CellValue): void;
  /** Those the field has already and those of the cells after them, as many as a field may have. */
  options(makeId: () => OptionId): readonly SelectOption[];
}

/** Whether cells must be looked at before a field of this type can take them over. */
export function needsChoices(from: Field, to: Field): to is SelectField {
  return (
    (to.type === 'singleSelect' || to.type === 'multiSelect') &&
    from.type !== 'singleSelect' &&
    from.type !== 'multiSelect'
  );
}

/** The distinct texts of cells as choices: of a multi-select the parts between commas. */
export function choicesOf(from: Field, to: SelectField, context: ConvertContext): Choices {
  const names = new Map<string, string>();
  const known = new Set(to.options.map(({ name }) => fold(name)));
  return {
    add(cell) {
      const text = cellText(from, cell, context);
      for (const part of to.type === 'multiSelect' ? writtenList(text) : [text]) {
        const name = tidyName(part);
        const key = fold(name);
        const fits = key !== '' && name.length <= schemaLimits.name;
        if (fits && !known.has(key) && !names.has(key)) names.set(key, name);
      }
    },
    options(makeId) {
      const room = Math.max(0, schemaLimits.options - to.options.length);
      const added = [...names.values()].slice(0, room).map((name, n) => ({
        id: makeId(),
        name,
        color: rotation[(to.options.length + n) % rotation.length] ?? palette[0],
      }));
      return [...to.options, ...added];
    },
  };
}
