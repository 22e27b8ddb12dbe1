import type { Denial } from '../error.ts';
import type { CellValue, Field, FieldType } from '../schema.ts';
import { normalizeText } from '../text-key.ts';
import { invalidCell, operatorsByStorage, type ParseContext, type SpecOf } from './field-type.ts';

/** What tells the kinds of text apart. */
export interface TextRules {
  /** In UTF-16 units, after normalising. */
  readonly maxLength: number;
  readonly multiline?: boolean;
  /** The text to keep; null when it is not of this kind. */
  readonly accept?: (text: string) => string | null;
  /** Completes `"Field" ...` for text that is refused. */
  readonly needs?: string;
}

/** The spec of a type whose cells are text. */
export function textFieldType<T extends FieldType>(rules: TextRules): SpecOf<T> {
  return {
    storage: 'text',
    operators: operatorsByStorage.text,
    writable: true,
    parse: (field, wire, context) => parseText(field, wire, context, rules),
    format: (_field, cell) => (typeof cell === 'string' ? cell : null),
    text: (_field, cell) => (typeof cell === 'string' ? cell : ''),
  };
}

function parseText(
  field: Field,
  wire: unknown,
  context: ParseContext,
  rules: TextRules,
): CellValue | Denial {
  if (wire === null || wire === undefined) return null;
  const plain = context.lenient && (typeof wire === 'number' || typeof wire === 'boolean');
  if (typeof wire !== 'string' && !plain) return invalidCell(field, 'needs text');
  const given = String(wire);
  // Normalising may lengthen text a little; far too long text is not even looked at.
  if (given.length > rules.maxLength * 2) return tooLong(field, rules);
  const normal = normalizeText(given);
  const text = rules.multiline ? normal : normal.replace(/\s*\n\s*/g, ' ');
  if (text === '') return null;
  if (text.length > rules.maxLength) return tooLong(field, rules);
  const accepted = rules.accept ? rules.accept(text) : text;
  return accepted ?? invalidCell(field, rules.needs ?? 'needs text');
}

function tooLong(field: Field, rules: TextRules): Denial {
  return invalidCell(field, `takes at most ${rules.maxLength.toLocaleString('en')} characters`);
}
