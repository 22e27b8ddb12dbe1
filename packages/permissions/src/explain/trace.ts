import {
  type Atom,
  always,
  type Condition,
  fieldsById,
  never,
  type Scope,
  type ScopePart,
  type Table,
} from '@tessera/model';
import { compileCondition, compileScope, type ScopeContext } from '../scope.ts';
import { type Ground, type Truth, weigh } from './truth.ts';

/**
 * A condition with what became of it, negation pushed to the atoms as when it is bound. Of an atom over a field
 * that the reader may not know, nothing but its being there is told.
 */
export type ConditionTrace =
  | { readonly kind: 'all' | 'any'; readonly of: readonly ConditionTrace[]; readonly holds: Truth }
  | {
      readonly kind: 'atom';
      readonly atom: Atom;
      readonly negated: boolean;
      readonly holds: Truth;
    }
  | { readonly kind: 'closed'; readonly holds: 'unknown' };

/** One way into a scope, with its condition, and whether the record went it. */
export interface PartTrace {
  readonly part: ScopePart['kind'];
  /** For `reports`. */
  readonly depth?: 'direct' | 'all';
  /** For `via`, where the reader may know the link. */
  readonly link?: string;
  readonly condition?: ConditionTrace;
  readonly and?: ConditionTrace;
  readonly holds: Truth;
}

export interface ScopeTrace {
  readonly kind: Scope['kind'];
  readonly of: readonly PartTrace[];
  readonly holds: Truth;
}

/** Follows a scope for one record; `holds` is what the compiled scope gives. */
export function traceScope(
  scope: Scope,
  table: Table,
  context: ScopeContext,
  ground: Ground,
): ScopeTrace {
  const holds = weigh(compileScope(scope, table, context), ground);
  if (scope.kind !== 'any') return { kind: scope.kind, of: [], holds };
  const of = scope.of.map((part): PartTrace => {
    const one: Scope = { kind: 'any', of: [part] };
    return {
      part: part.kind,
      ...(part.kind === 'reports' && { depth: part.depth }),
      ...(part.kind === 'via' && ground.knows(part.link) && { link: part.link }),
      ...(part.kind === 'where' && {
        condition: traceCondition(part.condition, table, 'grant', context, ground),
      }),
      ...(part.and && { and: traceCondition(part.and, table, 'grant', context, ground) }),
      holds: weigh(compileScope(one, table, context), ground),
    };
  });
  return { kind: 'any', of, holds };
}

/** Follows a condition of a rule for one record. */
export function traceCondition(
  condition: Condition,
  table: Table,
  polarity: 'grant' | 'restriction',
  context: Pick<ScopeContext, 'subject' | 'moment'>,
  ground: Ground,
): ConditionTrace {
  const fields = fieldsById(table);
  const follow = (node: Condition, negated: boolean): ConditionTrace => {
    if (node.op === 'not') return follow(node.of, !negated);
    const bound = compileCondition(
      negated ? { op: 'not', of: node } : node,
      table,
      polarity,
      context,
    );
    if ('of' in node) {
      const of = node.of.map((child) => follow(child, negated));
      const kind = (node.op === 'and') === negated ? 'any' : 'all';
      return { kind, of, holds: weigh(bound, ground) };
    }
    if (!ground.knows(node.field)) return { kind: 'closed', holds: 'unknown' };
    // A field that is gone resolves to nothing, whatever the record holds.
    const gone = polarity === 'restriction' ? always : never;
    return {
      kind: 'atom',
      atom: node,
      negated,
      holds: weigh(fields.has(node.field) ? bound : gone, ground),
    };
  };
  return follow(condition, false);
}
