import type { Denial } from '@tessera/model';
import { systemAccess } from '@tessera/permissions';
import type { OutField, SchemaAnswer } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { readSchema } from './read-schema.ts';
import { requireRight } from './rights.ts';

/**
 * The whole structure for those who shape it or write its rules: every table, field and class, whether or not they
 * may see a record of it. Never a cell, and no views, since the settings of a view hold values; nor defaults and formulas
 * of fields they may not read.
 */
export function readStructure(context: MemberContext): SchemaAnswer | Denial {
  const refused = requireRight(context, 'managePolicy', 'manageSchema');
  if (refused) return refused;
  const { store } = context.workspace;
  const moment = { now: context.now, timeZone: store.info().timeZone };
  const whole = readSchema({ access: systemAccess('structure', store.schema(), moment) });
  const tables = whole.tables.map((table) => {
    const seen = context.access.tables.get(table.id)?.references;
    const fields = table.fields.map((field) =>
      seen?.has(field.id) ? field : withoutContent(field),
    );
    return { ...table, fields, views: [] };
  });
  return { ...whole, tables };
}

function withoutContent({ default: _hidden, expression: _formula, ...field }: OutField): OutField {
  return field;
}
