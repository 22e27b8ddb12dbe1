import type { Atom, CellValue, Condition, Field } from '@tessera/model';
import type { RawRecord } from './spec.ts';
import type { Who } from './who.ts';

/** Whether an empty cell meets a negated atom when the atom does not say so itself. */
export type Polarity = 'grant' | 'restriction';

/**
 * The truth of a rule's condition on a raw record, by this suite's own hand: nothing of the product's binding,
 * evaluation or SQL. Knows the operators that the rules of the suite use, and throws on any other.
 */
export function truth(
  condition: Condition,
  record: RawRecord,
  fields: ReadonlyMap<string, Field>,
  who: Who,
  polarity: Polarity,
  negated = false,
): boolean {
  if (condition.op === 'not') return truth(condition.of, record, fields, who, polarity, !negated);
  if ('of' in condition) {
    const parts = condition.of.map((part) => truth(part, record, fields, who, polarity, negated));
    const every = (condition.op === 'and') !== negated;
    return every ? !parts.includes(false) : parts.includes(true);
  }
  const field = fields.get(condition.field);
  if (!field) throw new Error(`The oracle knows no field ${condition.field}.`);
  const cell = record.cells[condition.field] ?? null;
  // What cannot be resolved closes: a program is nobody's `me`.
  if (who.service && namesMe(condition)) return polarity === 'restriction';
  if (condition.op === 'empty') return (cell === null) !== negated;
  if (cell === null && field.type !== 'checkbox') {
    if (!negated) return false;
    return (condition.empty ?? (polarity === 'restriction' ? 'match' : 'nomatch')) === 'match';
  }
  return meets(condition, field, cell, who) !== negated;
}

/** Whether an atom compares with whoever asks. */
export function namesMe(atom: Atom): boolean {
  const { value } = atom as { value?: unknown };
  return (
    typeof value === 'object' && value !== null && 'context' in value && value.context === 'me'
  );
}

/** The atoms of a condition, in order. */
export function atomsOf(condition: Condition): readonly Atom[] {
  if (condition.op === 'not') return atomsOf(condition.of);
  if ('of' in condition) return condition.of.flatMap(atomsOf);
  return [condition];
}

function meets({ op, value }: Atom, field: Field, cell: CellValue, who: Who): boolean {
  if (field.type === 'checkbox') return (cell ?? false) === value;
  if (typeof cell === 'number' && typeof value === 'number') {
    const scaled = Math.round(value * 10 ** ('precision' in field ? field.precision : 0));
    switch (op) {
      case 'is':
        return cell === scaled;
      case 'lt':
        return cell < scaled;
      case 'lte':
        return cell <= scaled;
      case 'gt':
        return cell > scaled;
      case 'gte':
        return cell >= scaled;
      default:
        throw new Error(`The oracle does not know ${op} on numbers.`);
    }
  }
  if (typeof cell !== 'string') throw new Error(`The oracle does not know ${op} on this cell.`);
  if (typeof value === 'object' && 'context' in value)
    return who.sets[value.context].includes(cell);
  const wanted = Array.isArray(value) ? value : [value];
  if (field.type === 'text' || field.type === 'longText') {
    const plain = (text: unknown) => String(text).trim().toLowerCase();
    if (op === 'contains') return plain(cell).includes(plain(value));
    if (op === 'is' || op === 'anyOf') return wanted.some((one) => plain(one) === plain(cell));
    throw new Error(`The oracle does not know ${op} on text.`);
  }
  if (op === 'is' || op === 'anyOf') return wanted.some((one) => one === cell);
  throw new Error(`The oracle does not know ${op}.`);
}
