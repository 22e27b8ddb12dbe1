import { type Bound, evaluate, type Field, type FieldId, type StoredRecord } from '@tessera/model';

/** Whether something holds, as far as a reader may know; `unknown` where it hangs on what he may not read. */
export type Truth = boolean | 'unknown';

type Linked = Extract<Bound, { kind: 'linked' }>;

/** One record as it is, and what the reader of an explanation may know of it. */
export interface Ground {
  readonly record: StoredRecord;
  field(id: FieldId): Field | undefined;
  /** Whether some target behind the link meets the node. */
  linked(node: Linked): boolean;
  knows(field: FieldId): boolean;
  knowsLinked(node: Linked): boolean;
}

export function allOf(parts: readonly Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes('unknown') ? 'unknown' : true;
}

export function anyOf(parts: readonly Truth[]): Truth {
  if (parts.includes(true)) return true;
  return parts.includes('unknown') ? 'unknown' : false;
}

export function notOf(part: Truth): Truth {
  return part === 'unknown' ? part : !part;
}

/**
 * The truth of a bound condition for a record, to a reader: never another than `evaluate` gives, and moved by no
 * cell that he does not know.
 */
export function weigh(bound: Bound, ground: Ground): Truth {
  switch (bound.kind) {
    case 'and':
      return allOf(bound.of.map((child) => weigh(child, ground)));
    case 'or':
      return anyOf(bound.of.map((child) => weigh(child, ground)));
    case 'not':
      return notOf(weigh(bound.of, ground));
    case 'linked':
      return ground.knowsLinked(bound) ? ground.linked(bound) : 'unknown';
    case 'atom':
      if (!ground.knows(bound.field)) return 'unknown';
      return evaluate(bound, ground.record, ground.field, () => false);
    case 'rollup':
      // No rule names one.
      return 'unknown';
    case 'record':
      // Of no record in particular: whether it is among these hangs on which one is meant.
      if (ground.record.id === '') return 'unknown';
      return evaluate(bound, ground.record, ground.field, () => false);
    case 'const':
      return evaluate(bound, ground.record, ground.field, () => false);
  }
}
