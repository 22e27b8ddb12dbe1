import { type Denial, denial } from './error.ts';
import { isId } from './ids.ts';
import type { Schema } from './schema.ts';
import { fieldsById } from './schema-lookup.ts';

/** The refusal of an id that is in use. */
export const takenId = denial('invalid', 'An id is taken already.');

/** Refuses an id that is not well-formed or stands anywhere in the schema already. */
export function checkFresh(schema: Schema, id: string): Denial | null {
  if (!isId(id)) return denial('invalid', 'An id is not well-formed.');
  const taken =
    schema.apps.some((app) => app.id === id) ||
    schema.classes.some((one) => one.id === id) ||
    schema.tables.some(
      (table) =>
        table.id === id || fieldsById(table).has(id) || table.views.some((view) => view.id === id),
    );
  return taken ? takenId : null;
}
