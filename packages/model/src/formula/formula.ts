import type { CellValue, Field, FieldOf } from '../schema.ts';
import type { Typed } from '../shown-type.ts';
import { fold } from '../text-key.ts';
import { typeOfFormula } from './check.ts';
import { evaluateFormula, operationBudget } from './evaluate.ts';
import { type Node, parseFormula } from './parse.ts';
import { type FormulaProblem, isProblem } from './problem.ts';
import { cellOfValue, typeOfField, valueOfCell } from './result.ts';
import { fieldsNamed, renameFields } from './tokens.ts';
import type { ValueType } from './value.ts';

/** A formula that can be kept: fields named by id, and the kind of what it gives. */
export interface ReadFormula {
  readonly expression: string;
  readonly type: Exclude<ValueType, 'blank'>;
}

type Known = Pick<Field, 'id' | 'name' | 'slug'>;
/** A field as far as a formula that reads it has to know it. */
export type ReadField = Known & Typed;

/** The field that people mean by a name: its name whatever the case, its API name, or its id. */
function fieldMeant<F extends Known>(fields: readonly F[], name: string): F | undefined {
  const key = fold(name);
  return (
    fields.find((field) => fold(field.name) === key) ??
    fields.find(({ slug }) => slug === name) ??
    fields.find(({ id }) => id === name)
  );
}

/** Reads a formula as people write it, with fields by name, over the fields of its table. */
export function readFormula(
  text: string,
  fields: readonly ReadField[],
): ReadFormula | FormulaProblem {
  const type = kindOf(text, (name) => fieldMeant(fields, name));
  if (typeof type !== 'string') return type;
  const expression = renameFields(text.trim(), (name) => fieldMeant(fields, name)?.id ?? null);
  return { expression, type };
}

/** The kind of a kept formula, or what is wrong with it beside these fields. */
export function formulaKind(
  expression: string,
  fields: ReadonlyMap<string, Field>,
): ReadFormula['type'] | FormulaProblem {
  return kindOf(expression, (id) => fields.get(id));
}

function kindOf(
  text: string,
  find: (name: string) => ReadField | undefined,
): ReadFormula['type'] | FormulaProblem {
  const node = parseFormula(text);
  if (isProblem(node)) return node;
  const type = typeOfFormula(node, (name) => {
    const field = find(name);
    return field && typeOfField(field);
  });
  return type === 'blank' ? { problem: 'noResult', at: 0, length: text.length } : type;
}

/** A kept formula as people read it: fields by name; one that is not among them keeps its id. */
export function writeFormula(expression: string, fields: readonly Known[]): string {
  return renameFields(expression, (id) => fields.find((field) => field.id === id)?.name ?? null);
}

interface Compiled {
  readonly node: Node | null;
  readonly inputs: readonly string[];
}

const compiled = new WeakMap<FieldOf<'formula'>, Compiled>();

function compile(field: FieldOf<'formula'>): Compiled {
  const known = compiled.get(field);
  if (known) return known;
  const node = parseFormula(field.expression);
  const made = { node: isProblem(node) ? null : node, inputs: fieldsNamed(field.expression) };
  compiled.set(field, made);
  return made;
}

/** The fields that a formula reads, by id. */
export function formulaInputs(field: FieldOf<'formula'>): readonly string[] {
  return compile(field).inputs;
}

/** The cell of a formula on one record. `timeZone`: IANA, for the parts of dates with a time. */
export function formulaCell(
  field: FieldOf<'formula'>,
  fields: ReadonlyMap<string, Field>,
  cells: Readonly<Record<string, CellValue>>,
  timeZone: string,
): CellValue {
  const { node } = compile(field);
  if (!node) return { error: 'wrongValue' };
  const value = (id: string) => {
    const read = fields.get(id);
    return read ? valueOfCell(read, cells[id] ?? null) : null;
  };
  return cellOfValue(field, evaluateFormula(node, { timeZone, value, budget: operationBudget }));
}
