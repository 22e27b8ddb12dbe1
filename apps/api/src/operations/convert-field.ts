import { setImmediate as breathe } from 'node:timers/promises';
import {
  allInputs,
  type CellValue,
  type ConvertContext,
  ceasingAtoms,
  cellText,
  choicesOf,
  convertCell,
  type Denial,
  denial,
  type Field,
  fold,
  isDenial,
  needsChoices,
  type Policy,
  queryLimits,
  refuseConversion,
  refuseWhileRead,
  type Table,
  titleFieldOf,
  unclassified,
  unknownField,
} from '@tessera/model';
import { projectRows, readsWhole, secureRows, type TableAccess } from '@tessera/permissions';
import type { ConversionAnswer, ConversionRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import { type FieldAnswer, fieldNow } from './change-fields.ts';
import { tellsFieldsApart } from './classify.ts';
import { authorship, commitConversion } from './commit.ts';
import { isRuled } from './formula-field.ts';
import { isFieldType, isPlainType, makeField, refuseSettings } from './make-field.ts';
import { linkSides } from './new-field.ts';
import { requireRight } from './rights.ts';
import { knownField, seenTable, shapedTable } from './seen.ts';
import { formatContext, parseContext } from './values.ts';

/** What is asked for, found to be possible: nothing has been changed. */
interface Prepared {
  readonly table: TableAccess;
  readonly from: Field;
  readonly field: Field;
  readonly reverse?: Field;
}

/** Examples of what would become of cells. */
const mostExamples = 10;

/**
 * What would become of a field's cells under another type, read through the member's own door. Nothing is changed.
 * Only for who may read all of the cells: else the numbers would tell of those he cannot see.
 */
export async function previewConversion(
  context: MemberContext,
  tableName: string,
  fieldName: string,
  request: ConversionRequest,
): Promise<ConversionAnswer | Denial> {
  const prepared = prepare(context, tableName, fieldName, request);
  if (isDenial(prepared)) return prepared;
  const { table, from } = prepared;
  const convert = await withTitles(context, from, prepared.field);
  if (isDenial(convert)) return convert;
  const cells = await cellsOf(context, table.table.id, from.id);
  if (isDenial(cells)) return cells;
  const field = withChoices(from, prepared.field, cells, convert);
  const counts = { empty: 0, exact: 0, changed: 0, lost: 0 };
  const examples: ConversionAnswer['examples'][number][] = [];
  const told = new Set<string>();
  for (const cell of cells) {
    const made = convertCell(from, field, cell, convert);
    counts[made.fate] += 1;
    if (made.fate !== 'changed' && made.fate !== 'lost') continue;
    const before = cellText(from, cell, convert).slice(0, 200);
    // What is lost comes first; the same text once.
    if (told.has(before) || (made.fate === 'changed' && examples.length >= mostExamples)) continue;
    told.add(before);
    const after = made.fate === 'lost' ? null : cellText(field, made.cell, convert).slice(0, 200);
    examples.push({ before, after });
    if (examples.length > mostExamples) {
      const dropped = examples.findLastIndex((one) => one.after !== null);
      examples.splice(dropped < 0 ? mostExamples : dropped, 1);
    }
  }
  const { views } = context.access.tables.get(table.table.id)?.table ?? { views: [] };
  return {
    ...counts,
    examples: [...examples].sort((a, b) => Number(a.after !== null) - Number(b.after !== null)),
    ...('options' in field && needsChoices(from, field) && { choices: field.options.length }),
    views: ceasingAtoms({ views }, from, field).map(({ view, count }) => ({
      id: view.id,
      name: view.name,
      conditions: count,
    })),
  };
}

/** Gives a field another type. Refused when more would be lost than the preview showed. */
export async function convertField(
  context: MemberContext,
  tableName: string,
  fieldName: string,
  { lose, ...request }: ConversionRequest & { readonly lose: number },
): Promise<FieldAnswer | Denial> {
  const prepared = prepare(context, tableName, fieldName, request);
  if (isDenial(prepared)) return prepared;
  const { table, field, reverse } = prepared;
  const done = await commitConversion(
    context.workspace,
    {
      table: table.table.id,
      field,
      ...(reverse && { reverse }),
      mayLose: lose,
      makeOptionId: () => context.app.makeId('option'),
      context: { ...parsing(context), ...formatContext(context) },
    },
    authorship(context),
    context.access.schema.version,
  );
  return isDenial(done) ? done : fieldNow(context, table.table.id, field.id);
}

function prepare(
  context: MemberContext,
  tableName: string,
  fieldName: string,
  request: ConversionRequest,
): Prepared | Denial {
  const table = shapedTable(context, tableName);
  if (isDenial(table)) return table;
  const from = knownField(table, fieldName);
  if (from === undefined) return unknownField(fieldName);
  const { type } = request;
  if (!isFieldType(type)) return denial('invalid', 'There is no such type of field.');
  const refused =
    requireRight(context, 'manageSchema') ??
    refuseBlind(context, table.table.id, from) ??
    refuseConversion(from, type) ??
    refuseWhileRead(context.access.schema, from) ??
    refuseSettings(type, request) ??
    refuseRead(context.workspace.store.policy(), table.table, from);
  if (refused) return refused;
  const { id, name, slug, description, required } = from;
  const classes = classesAfter(context, table.table, from);
  const base = {
    ...{ id, name, slug, classes },
    ...(description !== undefined && { description }),
    ...(required && { required }),
  };
  if (type === 'link') {
    const sides = linkSides(context, table, base, request);
    if (isDenial(sides)) return sides;
    const unseen = refuseTitles(context, sides.field);
    return unseen ?? { table, from, ...sides };
  }
  if (!isPlainType(type)) return denial('invalid', 'No field becomes one of this type.');
  const unseen = from.type === 'link' ? refuseShowing(context, from) : null;
  if (unseen) return unseen;
  const options = request.options ?? ('options' in from ? [...from.options] : undefined);
  const given = { ...request, ...(options && { options }) };
  const made = makeField(type, base, given, { watch: 'all' }, context.app.makeId);
  const told = needsChoices(from, made) ? refuseTelling(context, from) : null;
  if (told) return told;
  const kept = 'options' in from && 'options' in made && request.options === undefined;
  return { table, from, field: kept ? { ...made, options: from.options } : made };
}

/** Numbers and examples of a preview, and the success of the change, tell of cells. */
function refuseBlind(context: MemberContext, table: string, field: Field): Denial | null {
  return readsWhole(context.access, table, field.id)
    ? null
    : denial(
        'forbidden',
        `Only who may read "${field.name}" on every record can give it another type.`,
      );
}

/** A condition of a rule would mean something else, or nothing: whoever makes rules has to change it first. */
function refuseRead(policy: Policy, table: Table, field: Field): Denial | null {
  return isRuled(policy, table, field)
    ? denial(
        'invalid',
        `A rule decides by "${field.name}". That rule has to be changed before the field's type.`,
      )
    : null;
}

/** A formula that becomes a plain field no longer has the level of what it read: it is as a new field to the rules. */
function classesAfter(context: MemberContext, table: Table, from: Field): readonly string[] {
  if (from.type !== 'formula') return from.classes;
  const read = allInputs(table, from);
  const made = table.fields.filter(({ id }) => read.includes(id)).flatMap(({ classes }) => classes);
  const apart = tellsFieldsApart(context.workspace.store.policy(), table) ? [unclassified] : [];
  return [...new Set([...from.classes, ...made, ...apart])];
}

/** Records are found by title: whoever finds them must see all of them, or finding tells of the others. */
function refuseTitles(context: MemberContext, link: Extract<Field, { type: 'link' }>) {
  const { titleField, name } = context.access.schema.tables.find(
    ({ id }) => id === link.target,
  ) ?? { titleField: '', name: '' };
  return readsWhole(context.access, link.target, titleField)
    ? null
    : denial(
        'forbidden',
        `Only who may read the titles of all records of "${name}" can link to them by title.`,
      );
}

/** Titles become text that all see who see the field, the linked records or not. */
function refuseShowing(
  context: MemberContext,
  link: Extract<Field, { type: 'link' }>,
): Denial | null {
  return (
    refuseTitles(context, link) ??
    (context.access.workspace.has('managePolicy')
      ? null
      : denial(
          'forbidden',
          `"${link.name}" would show titles of records to everyone who sees it: that needs the right to change the rules.`,
        ))
  );
}

/**
 * Choices are in the schema of everyone who sees the field, on whatever records: no cell may come there unasked. Who
 * those are is not told to who writes no rules, so that he is refused alike whether or not there are any.
 */
function refuseTelling(context: MemberContext, field: Field): Denial | null {
  return context.access.workspace.has('managePolicy')
    ? null
    : denial(
        'forbidden',
        `Choices made of "${field.name}" are shown to everyone who sees the field: that needs the right to change the rules.`,
      );
}

function parsing(context: MemberContext): Pick<ConvertContext, 'timeZone' | 'today' | 'member'> {
  const { timeZone, today, member } = parseContext(context);
  return { timeZone, today, member };
}

/** All cells of a field, through the door. */
async function cellsOf(
  context: MemberContext,
  table: string,
  field: string,
): Promise<readonly CellValue[] | Denial> {
  const cells: CellValue[] = [];
  for await (const page of pages(context, table, field)) {
    if (isDenial(page)) return page;
    for (const { cells: one, links } of page)
      cells.push(one[field] ?? links[field]?.targets.map(({ id }) => id) ?? null);
  }
  return cells;
}

async function* pages(context: MemberContext, table: string, field: string) {
  for (let offset = 0; ; offset += queryLimits.limit) {
    const query = { table, fields: [field], offset, limit: queryLimits.limit };
    const secured = secureRows(context.access, query);
    if (isDenial(secured)) {
      yield secured;
      return;
    }
    const read = await context.workspace.store.rows(secured);
    yield projectRows(context.access, secured, read).records;
    if (read.rows.length < queryLimits.limit) return;
    await breathe();
  }
}

/** What conversion needs to know, with the titles of linked records where it is about a link. */
async function withTitles(
  context: MemberContext,
  from: Field,
  to: Field,
): Promise<ConvertContext | Denial> {
  const known: ConvertContext = { ...parsing(context), ...formatContext(context) };
  const link = from.type === 'link' ? from : to.type === 'link' ? to : null;
  if (!link) return known;
  const target = seenTable(context.access, link.target);
  if (isDenial(target)) return target;
  const title = titleFieldOf(target.table);
  if (!title) return known;
  const byId = new Map<string, string>();
  const byTitle = new Map<string, string | null>();
  for await (const page of pages(context, target.table.id, title.id)) {
    if (isDenial(page)) return page;
    for (const { id, cells } of page) {
      const text = cellText(title, cells[title.id] ?? null, known);
      if (text === '') continue;
      byId.set(id, text);
      byTitle.set(fold(text), byTitle.has(fold(text)) ? null : id);
    }
  }
  return {
    ...known,
    title: (_field, id) => byId.get(id) ?? null,
    record: (_field, text) => byTitle.get(fold(text)) ?? null,
  };
}

function withChoices(
  from: Field,
  to: Field,
  cells: readonly CellValue[],
  context: ConvertContext,
): Field {
  if (!needsChoices(from, to)) return to;
  const choices = choicesOf(from, to, context);
  for (const cell of cells) if (cell !== null) choices.add(cell);
  let made = 0;
  return { ...to, options: choices.options(() => `optpreview${made++}`) };
}
