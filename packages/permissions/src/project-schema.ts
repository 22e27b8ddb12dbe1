import {
  type App,
  boundKey,
  type Condition,
  colorWithout,
  type DataClass,
  type DerivedField,
  type Field,
  type FieldDefault,
  type FieldId,
  fieldsById,
  isDeclassified,
  isDerived,
  isList,
  isProduct,
  isWritable,
  type RollupFunction,
  type SelectOption,
  type Sort,
  type Table,
  type TableAction,
  type TableId,
  tableActions,
  type View,
  writeFormula,
} from '@tessera/model';
import type { Access, TableAccess } from './access.ts';
import { creatable } from './authorize-change.ts';
import { rank } from './levels.ts';
import { isOwnership, type ShownLevel } from './outcome.ts';

/** How far an action reaches: on no record, on those whose outcome says so, or on every visible one. */
export type Reach = 'never' | 'some' | 'always';

export interface ProjectedField {
  readonly id: FieldId;
  readonly name: string;
  readonly slug: string;
  readonly type: Field['type'];
  readonly description?: string;
  readonly required?: boolean;
  /** Canonical; only of fields that may be seen. */
  readonly default?: FieldDefault;
  readonly unique?: boolean;
  readonly warnDuplicates?: boolean;
  /** Whether the rules let it be unique; only for who may decide that. */
  readonly mayBeUnique?: boolean;
  readonly ownership?: boolean;
  readonly precision?: number;
  /** The fields whose cells are multiplied to make this field's; who sees it sees them. */
  readonly product?: readonly FieldId[];
  /** What a formula is worked out by, with fields by name; only for who sees it and so all that it reads. */
  readonly expression?: string;
  readonly currency?: string;
  readonly options?: readonly SelectOption[];
  readonly target?: TableId;
  readonly side?: 'forward' | 'reverse';
  readonly single?: boolean;
  /** Of a field that is asked behind a link: the type its values have, and whether a cell holds several. */
  readonly result?: Field['type'];
  readonly many?: true;
  /** What it reads, where the member may know it. */
  readonly link?: FieldId;
  readonly of?: FieldId;
  readonly fn?: RollupFunction;
  readonly declassified?: true;
  /** The highest level it reaches on any record. */
  readonly level: ShownLevel;
  readonly creatable: boolean;
  /** Visible on every visible record. */
  readonly everywhere: boolean;
  readonly classes?: readonly string[];
}

export interface ProjectedView extends Omit<View, 'filter' | 'owner'> {
  readonly filter?: Condition;
  /** There for this member alone. */
  readonly personal?: true;
  readonly usesHiddenFields?: true;
}

export interface ProjectedTable {
  readonly id: TableId;
  readonly app: string;
  readonly name: string;
  readonly slug: string;
  readonly description?: string;
  readonly icon?: string;
  readonly color?: string;
  readonly titleField: FieldId | null;
  readonly fields: readonly ProjectedField[];
  readonly views: readonly ProjectedView[];
  readonly actions: Readonly<Record<TableAction, Reach>>;
}

export interface ProjectedSchema {
  readonly apps: readonly App[];
  readonly tables: readonly ProjectedTable[];
  readonly classes?: readonly DataClass[];
}

/**
 * The schema as a member may know it; what he may not see leaves no trace, in names, counts or settings of
 * views. Holders of manageSchema or managePolicy get classes with it, and nothing more: the whole structure
 * is theirs through `wholeSchema`.
 */
export function projectSchema(access: Access): ProjectedSchema {
  const tables = [...access.tables.values()].map((table) => projectTable(access, table));
  const used = new Set(tables.map(({ app }) => app));
  const shapes = access.workspace.has('manageSchema');
  const apps = access.schema.apps.filter(({ id }) => shapes || used.has(id));
  return knowsClasses(access) ? { apps, tables, classes: access.schema.classes } : { apps, tables };
}

function knowsClasses(access: Access): boolean {
  return access.workspace.has('managePolicy') || access.workspace.has('manageSchema');
}

function projectTable(access: Access, found: TableAccess): ProjectedTable {
  const { table } = found;
  const fields = table.fields
    .filter(({ id }) => found.shown.has(id) || creatable(found, id))
    .map((field) => projectField(access, found, field));
  return {
    id: table.id,
    app: table.app,
    name: table.name,
    slug: table.slug,
    ...(table.description !== undefined && { description: table.description }),
    ...(table.icon !== undefined && { icon: table.icon }),
    ...(table.color !== undefined && { color: table.color }),
    titleField: found.references.has(table.titleField) ? table.titleField : null,
    fields,
    views: table.views.map((view) => projectView(found, view)),
    actions: Object.fromEntries(
      tableActions.map((action) => [action, reachOf(found, action)]),
    ) as Record<TableAction, Reach>,
  };
}

function projectField(access: Access, found: TableAccess, field: Field): ProjectedField {
  const reference = found.references.get(field.id);
  const edits = found.rectangles.some(
    ({ actions, levels }) =>
      actions.has('edit') && rank(levels.get(field.id) ?? 'hidden') === rank('edit'),
  );
  const capped = found.locks.some(
    ({ bit, caps }) => bit < 0 && rank(caps.get(field.id) ?? 'edit') < rank('edit'),
  );
  const transfers = !isOwnership(field) || reachOf(found, 'transfer') !== 'never';
  const link = field.type === 'link' ? field : null;
  const known = reference !== undefined || creatable(found, field.id);
  return {
    id: field.id,
    name: field.name,
    slug: field.slug,
    type: field.type,
    ...(field.description !== undefined && { description: field.description }),
    ...(field.required && { required: true }),
    ...(reference && field.default && { default: field.default }),
    ...(reference && field.unique && { unique: true }),
    ...(reference && field.warnDuplicates && { warnDuplicates: true }),
    ...(access.uniqueable && { mayBeUnique: access.uniqueable.has(field.id) }),
    ...(isOwnership(field) && { ownership: true }),
    ...('precision' in field && { precision: field.precision }),
    ...(isProduct(field) && { product: field.product }),
    ...(field.type === 'formula' && { result: field.result }),
    ...(field.type === 'formula' &&
      reference && { expression: writeFormula(field.expression, found.table.fields) }),
    ...('currency' in field && { currency: field.currency }),
    ...('options' in field && known && { options: field.options }),
    ...(link && { side: link.side, single: link.single }),
    ...(link && access.tables.has(link.target) && { target: link.target }),
    ...(isDerived(field) && derivedSettings(access, found, field)),
    level: highestLevel(found, field, isWritable(field) && edits && !capped && transfers),
    creatable: isWritable(field) && !capped && creatable(found, field.id),
    everywhere: reference !== undefined && boundKey(reference.when) === 'true',
    ...(knowsClasses(access) && { classes: field.classes }),
  };
}

/** A declassified field tells its value to those who know nothing of what it is made of. */
function derivedSettings(
  access: Access,
  found: TableAccess,
  field: DerivedField,
): Partial<ProjectedField> {
  const result = found.results.get(field.id);
  if (!result) return {};
  const link = fieldsById(found.table).get(field.link);
  const target = link?.type === 'link' ? access.tables.get(link.target) : undefined;
  return {
    result: result.type,
    ...('precision' in result && { precision: result.precision }),
    ...('currency' in result && { currency: result.currency }),
    ...('options' in result && found.references.has(field.id) && { options: result.options }),
    ...(isList(found.table, field) && { many: true as const }),
    ...(found.references.has(field.link) && { link: field.link }),
    ...(field.type !== 'count' && target?.references.has(field.of) && { of: field.of }),
    ...(field.type === 'rollup' && { fn: field.fn }),
    ...(isDeclassified(field) && { declassified: true as const }),
  };
}

/** Masked where it is shown and never read; a field that is only filled in counts as read. */
function highestLevel(found: TableAccess, { id }: Field, edits: boolean): ShownLevel {
  if (found.shown.has(id) && !found.references.has(id)) return 'masked';
  return edits ? 'edit' : 'read';
}

function reachOf(found: TableAccess, action: TableAction): Reach {
  const open = found.rectangles.filter(({ actions }) => actions.has(action));
  const locks = found.locks.filter(({ forbids }) => forbids.has(action));
  if (open.length === 0 || locks.some(({ bit }) => bit < 0)) return 'never';
  return open.some(({ bits }) => bits.length === 0) && locks.length === 0 ? 'always' : 'some';
}

/** A view without anything that names a field the member cannot see. */
function projectView(found: TableAccess, view: View): ProjectedView {
  const seen = (id: FieldId) => found.references.has(id);
  const shown = (id: FieldId) => found.shown.has(id);
  const filter = view.filter && visibleParts(view.filter, seen);
  const sort = view.sort?.filter(({ field }) => seen(field));
  const group = view.group?.filter(({ field }) => seen(field));
  const color = view.color && colorWithout(view.color, seen);
  const hides =
    group?.length !== view.group?.length ||
    (view.color !== undefined && JSON.stringify(color) !== JSON.stringify(view.color)) ||
    (view.filter !== undefined && filter !== view.filter) ||
    (view.sort !== undefined && sort?.length !== view.sort.length);
  return {
    id: view.id,
    name: view.name,
    kind: view.kind,
    ...(filter && { filter }),
    ...(sort && { sort: sort as readonly Sort[] }),
    ...(group && { group }),
    ...(view.hiddenFields && { hiddenFields: view.hiddenFields.filter(shown) }),
    ...(view.fieldOrder && { fieldOrder: view.fieldOrder.filter(shown) }),
    ...(view.widths && {
      widths: Object.fromEntries(Object.entries(view.widths).filter(([id]) => shown(id))),
    }),
    ...(view.rowHeight && { rowHeight: view.rowHeight }),
    ...(view.frozen !== undefined && { frozen: view.frozen }),
    ...(view.measures && {
      measures: Object.fromEntries(Object.entries(view.measures).filter(([id]) => seen(id))),
    }),
    ...(color && { color }),
    ...(view.owner !== undefined && { personal: true as const }),
    ...(view.locked && { locked: true as const }),
    ...(hides && { usesHiddenFields: true as const }),
  };
}

/** The condition without its atoms on unseen fields; the very object when nothing is left out. */
function visibleParts(condition: Condition, seen: (id: FieldId) => boolean): Condition | undefined {
  if (condition.op === 'not') {
    const of = visibleParts(condition.of, seen);
    if (of === condition.of) return condition;
    return of && { op: 'not', of };
  }
  if ('of' in condition) {
    const of = condition.of.map((part) => visibleParts(part, seen));
    if (of.every((part, index) => part === condition.of[index])) return condition;
    const kept = of.filter((part) => part !== undefined);
    return kept.length > 0 ? { op: condition.op, of: kept } : undefined;
  }
  return seen(condition.field) ? condition : undefined;
}

/** The whole table as holders of manageSchema may know it: structure, never a cell. */
export function wholeTable(access: Access, id: TableId): Table | undefined {
  if (!access.workspace.has('manageSchema')) return undefined;
  const found = access.schema.tables.find((table) => table.id === id);
  return found && { ...found, views: access.tables.get(id)?.table.views ?? [] };
}
