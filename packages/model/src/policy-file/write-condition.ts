import type { Atom, Condition, Operand } from '../condition.ts';
import type { FieldType } from '../schema.ts';
import type { FileCondition, FileOperand } from './policy-file.ts';
import {
  type FieldNames,
  goneText,
  type NamedField,
  type NameList,
  nameList,
} from './policy-names.ts';

/** What a condition is written with. */
export interface ConditionNames {
  readonly fields: FieldNames;
  readonly members: NameList;
}

/** A condition of a rule on a table (null: on more than one) by names. */
export function writeCondition(
  condition: Condition,
  table: string | null,
  names: ConditionNames,
): FileCondition {
  if (condition.op === 'not') return { not: writeCondition(condition.of, table, names) };
  if ('of' in condition) {
    const of = condition.of.map((one) => writeCondition(one, table, names));
    return condition.op === 'and' ? { all: of } : { any: of };
  }
  return writeAtom(condition, table, names);
}

function writeAtom(atom: Atom, table: string | null, names: ConditionNames): FileCondition {
  const { op, value, empty } = atom;
  const field = names.fields.byId(atom.field);
  const choices = field && choicesOf(field, names.members);
  return {
    field: names.fields.nameOf(table, atom.field) ?? goneText(atom.field),
    [op]: op === 'empty' || value === undefined ? true : writeOperand(value, choices),
    ...(empty !== undefined && { whenEmpty: empty }),
  };
}

function writeOperand(value: Operand, choices: NameList | undefined): FileOperand {
  if (choices === undefined || typeof value === 'boolean' || typeof value === 'number')
    return value;
  // A name that stands in a rule as it is means what it means when it is looked up; only ids become names.
  const one = (given: string) => choices.nameOf(given) ?? { text: given };
  if (typeof value === 'string') return one(value);
  if ('context' in value || 'range' in value) return value;
  return value.map((given) => (typeof given === 'string' ? one(given) : given));
}

/** The names that constants of a condition on this field may have: of its options, or of members. */
export function choicesOf(field: NamedField, members: NameList): NameList | undefined {
  if (field.options) return nameList(field.options);
  return people.includes(field.type) ? members : undefined;
}

const people: readonly FieldType[] = ['member', 'createdBy', 'modifiedBy'];
