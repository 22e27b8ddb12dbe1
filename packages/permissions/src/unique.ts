import {
  canBeUnique,
  type Denial,
  denial,
  type Field,
  type FieldId,
  type Grant,
  isWritable,
  type Policy,
  type Principal,
  type Restriction,
  type Schema,
  type Table,
  type TableAction,
  type UniqueRefusal,
  unclassified,
} from '@tessera/model';
import { covers } from './covers.ts';
import { plainLevel, rank, readable } from './levels.ts';

type Place = Pick<Table, 'id' | 'app'>;
type Span = { readonly from?: number | undefined; readonly until?: number | undefined };
type Holder = Span & { readonly to: Principal };

/** More locks than this on one way to write are not looked at together: the field is then taken to be open. */
const mostClosers = 8;

/**
 * Whether a field may be unique (PERMISSIONS section 4): everyone who may write it, or put a record with it back,
 * may read it on all records, since a refusal tells him that the value is there. Answered from the rules alone, for
 * whoever holds a role or stands in a team at any time, so that no change of people can break it. May say no where
 * the records there are would never show a difference, never yes where some could (decision 007).
 */
export function mayBeUnique(policy: Policy, table: Place, field: Field): boolean {
  if (field.classes.includes(unclassified)) return false;
  const grants = policy.grants.filter(({ on, scope }) => covers(on, table) && reaches(scope));
  const locks = policy.restrictions.filter(({ on }) => covers(on, table));
  const rules: Rules = {
    readers: grants.filter(
      (grant) =>
        grant.scope.kind === 'all' &&
        grant.actions.includes('view') &&
        readable(plainLevel(field, grant.fields, false)),
    ),
    blinds: locks.filter((lock) => forbids(lock, 'view') || caps(lock, field, 'read')),
  };
  return grants.every((grant) =>
    waysToWrite(grant, field).every((actions) => {
      const closers = locks.filter(
        (lock) =>
          lock.when === undefined &&
          (actions.some((action) => forbids(lock, action)) ||
            (!actions.includes('restore') && caps(lock, field, 'edit'))),
      );
      const { from, until } = grant;
      return closers.length <= mostClosers && allRead(rules, [grant.to], { from, until }, closers);
    }),
  );
}

/** The fields of a schema that the rules let be unique. */
export function uniqueFields(policy: Policy, schema: Schema): ReadonlySet<FieldId> {
  const found = new Set<FieldId>();
  for (const table of schema.tables)
    for (const field of table.fields)
      if (canBeUnique(field.type) && isWritable(field) && mayBeUnique(policy, table, field))
        found.add(field.id);
  return found;
}

/** Refuses rules, or a structure, under which a unique field would tell somebody of cells he may not read. */
export function checkUnique(policy: Policy, schema: Schema): Denial | null {
  for (const table of schema.tables) {
    for (const field of table.fields) {
      if (!field.unique || mayBeUnique(policy, table, field)) continue;
      const { id, name } = field;
      const details: UniqueRefusal = { unique: 'unread', field: id, name, table: table.name };
      return denial(
        'invalid',
        `"${name}" of "${table.name}" is unique: whoever may write it must be able to read it on every record.`,
        details,
      );
    }
  }
  return null;
}

interface Rules {
  /** Grants that show the field on every record. */
  readonly readers: readonly Grant[];
  /** Restrictions that may take it, or the record, from view. */
  readonly blinds: readonly Restriction[];
}

/** The actions that each way of writing the field by this grant takes. */
function waysToWrite({ actions, fields }: Grant, field: Field): readonly TableAction[][] {
  const edits = plainLevel(field, fields, false) === 'edit';
  const ways: TableAction[][] = [];
  if (edits && actions.includes('create')) ways.push(['create']);
  if (edits && actions.includes('edit')) ways.push(['edit', 'view']);
  if (actions.includes('restore')) ways.push(['restore', 'view']);
  return ways;
}

/**
 * Whether everyone who is all of `who` within a span, and has the key to each of the closing restrictions, reads the
 * field everywhere.
 */
function allRead(
  rules: Rules,
  who: readonly Principal[],
  span: Span,
  closers: readonly Restriction[],
): boolean {
  if (isEmpty(span) || reads(rules, who, span)) return true;
  const [closer, ...others] = closers;
  return (
    closer?.exempt.every(({ to, from, until }) =>
      allRead(rules, [...who, to], both(span, { from, until }), others),
    ) ?? false
  );
}

function reads({ readers, blinds }: Rules, who: readonly Principal[], span: Span): boolean {
  const open = (holders: readonly Holder[]) =>
    holders.some(
      (holder) => lasts(holder, span) && who.some((principal) => includes(holder.to, principal)),
    );
  return open(readers) && blinds.every(({ exempt }) => open(exempt));
}

/** Whether all who are one principal are, at any time, another one. Trees of departments may change. */
function includes(wide: Principal, narrow: Principal): boolean {
  if (narrow.kind === 'link') return false;
  if (wide.kind === 'everyone') return narrow.kind !== 'service';
  if (wide.kind !== narrow.kind || wide.id !== narrow.id) return false;
  return wide.kind !== 'department' || wide.subtree || !('subtree' in narrow && narrow.subtree);
}

const start = ({ from }: Span) => from ?? Number.NEGATIVE_INFINITY;
const end = ({ until }: Span) => until ?? Number.POSITIVE_INFINITY;
const isEmpty = (span: Span) => start(span) >= end(span);
const lasts = (one: Span, span: Span) => start(one) <= start(span) && end(one) >= end(span);
const both = (a: Span, b: Span): Span => ({
  from: Math.max(start(a), start(b)),
  until: Math.min(end(a), end(b)),
});

const reaches = (scope: Grant['scope']) =>
  scope.kind === 'all' || (scope.kind === 'any' && scope.of.length > 0);

const forbids = ({ effect, actions }: Restriction, action: TableAction) =>
  effect.kind !== 'cap' && (actions ?? []).includes(action);

/** Whether a restriction takes a field below a level. */
function caps(lock: Restriction, field: Field, level: 'read' | 'edit'): boolean {
  return (
    lock.effect.kind === 'cap' &&
    rank(lock.effect.level) < rank(level) &&
    (lock.fields?.includes(field.id) === true ||
      field.classes.some((id) => lock.classes?.includes(id)))
  );
}
