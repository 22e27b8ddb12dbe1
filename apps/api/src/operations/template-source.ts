import {
  type Denial,
  denial,
  type Field,
  type Table,
  type TemplateSource,
  type View,
} from '@tessera/model';
import { creatable, type TableAccess } from '@tessera/permissions';
import type { MemberContext } from '../context.ts';
import { readSchema } from './read-schema.ts';

type Structure = Pick<TemplateSource, 'apps' | 'tables' | 'classes' | 'rules'>;

/**
 * The structure of the workspace, or of one app, as the member may know it: all of it for those who shape it or write
 * its rules, without views of tables they do not see; for others what their schema shows. Rules only for holders of
 * managePolicy.
 */
export function templateStructure(
  context: MemberContext,
  app: string | undefined,
): Structure | Denial {
  const { store } = context.workspace;
  const { workspace } = context.access;
  const whole = workspace.has('manageSchema') || workspace.has('managePolicy');
  const known = whole ? store.schema().apps : readSchema(context).apps;
  const apps = app === undefined ? known : known.filter(({ id }) => id === app);
  if (apps.length === 0) {
    return app === undefined
      ? denial('invalid', 'There is nothing here to make a template of.')
      : denial('not_found', 'There is no such app.');
  }
  const chosen = new Set(apps.map(({ id }) => id));
  const tables = store
    .schema()
    .tables.filter((table) => chosen.has(table.app))
    .flatMap((table) => tableFor(context, table, whole));
  if (tables.length === 0) return denial('invalid', 'There is nothing here to make a template of.');
  return {
    apps,
    tables,
    classes: whole ? store.schema().classes : [],
    ...(workspace.has('managePolicy') && {
      rules: { policy: store.policy(), roles: store.organisation().roles },
    }),
  };
}

function tableFor(context: MemberContext, table: Table, whole: boolean): readonly Table[] {
  const found = context.access.tables.get(table.id);
  if (!whole && !found) return [];
  // How a formula is worked out is known to who reads it alone.
  const told = table.fields.filter(
    (field) => field.type !== 'formula' || found?.references.has(field.id),
  );
  const fields = whole ? told : told.flatMap((field) => fieldFor(field, found));
  return [{ ...table, fields, views: viewsFor(context, table, whole) }];
}

/** A field as whoever sees it knows it: not which classes it is in, nor which fields it watches. */
function fieldFor(field: Field, found: TableAccess | undefined): readonly Field[] {
  if (!found) return [];
  const { id } = field;
  if (!found.shown.has(id) && !creatable(found, id)) return [];
  const plain = { ...field, classes: [] };
  return [plain.type === 'modifiedTime' || plain.type === 'modifiedBy' ? watching(plain) : plain];
}

const watching = (field: Field): Field => ({ ...field, watch: 'all' }) as Field;

/**
 * The shared views with what the member sees of their settings. Who knows every field knows where it stands too;
 * filters and orders hold values, and stay as they are seen.
 */
function viewsFor(context: MemberContext, table: Table, whole: boolean): readonly View[] {
  const { tables } = readSchema(context);
  const seen = tables.find(({ id }) => id === table.id)?.views ?? [];
  return seen
    .filter(({ personal }) => !personal)
    .map(({ personal: _mine, usesHiddenFields: _hides, ...view }) => {
      const full = whole && table.views.find(({ id }) => id === view.id);
      if (!full) return view;
      const { hiddenFields, fieldOrder, widths } = full;
      return {
        ...view,
        ...(hiddenFields && { hiddenFields }),
        ...(fieldOrder && { fieldOrder }),
        ...(widths && { widths }),
      };
    });
}
