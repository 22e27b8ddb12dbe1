import {
  type Ceiling,
  type Field,
  type FieldId,
  type Grant,
  type Level,
  levels,
  type MemberId,
  type Restriction,
  type ScopePart,
  type Share,
  shareActions,
  type Table,
  type TableAction,
  tableActions,
  unclassified,
} from '@tessera/model';
import { isBlind } from './oracle-blind.ts';
import { truth } from './oracle-condition.ts';
import { isAsked, isOpenToAll, wayOf } from './oracle-derived.ts';
import {
  type Raw,
  type RawRecord,
  type Spec,
  type SpecKey,
  schemaOf,
  sharesIn,
  targetsOf,
} from './spec.ts';
import { isNamed, type Who, whoIs } from './who.ts';

const rank = (level: Level) => levels.indexOf(level);
const lower = (a: Level, b: Level): Level => (rank(a) < rank(b) ? a : b);
const higher = (a: Level, b: Level): Level => (rank(a) > rank(b) ? a : b);
const computed = new Set(['autonumber', 'createdTime', 'createdBy', 'modifiedTime', 'modifiedBy']);

/**
 * The law of PERMISSIONS section 2 over raw cells in memory, word for word and slowly: what a member may do with
 * which record, and at which level each cell stands. Shares no code with what it judges.
 */
export class Oracle {
  readonly who: Who;
  readonly raw: Raw;
  readonly tables: readonly Table[];
  readonly grants: readonly Grant[];
  readonly locks: readonly Restriction[];
  readonly workspace: ReadonlySet<string>;
  /** Shares that reach the member now. */
  readonly shares: readonly Share[];
  readonly #fields = new Map<string, ReadonlyMap<FieldId, Field>>();
  /** What a token lets pass at most; absent: he is signed in. */
  readonly #ceiling: Ceiling | undefined;
  readonly #classifies: boolean;
  readonly #seen = new Map<string, boolean>();
  readonly #blind = new Map<FieldId, boolean>();
  readonly #scoped = new Map<string, boolean>();
  readonly #ruled = new Map<Grant, Map<FieldId, Level>>();

  /** `key`: he asks by a token with this ceiling. A program is named by its id. */
  constructor(spec: Spec, raw: Raw, member: MemberId, now: number, key?: SpecKey) {
    this.raw = raw;
    this.#ceiling = key?.ceiling;
    this.tables = schemaOf(spec).tables;
    this.who = whoIs(spec.organisation, member, now);
    const open = ({ from, until }: { from?: number; until?: number }) =>
      (from ?? 0) <= now && now < (until ?? Number.POSITIVE_INFINITY);
    this.grants = spec.policy.grants.filter((one) => isNamed(this.who, one.to) && open(one));
    this.locks = spec.policy.restrictions.filter(
      ({ exempt }) => !exempt.some((one) => isNamed(this.who, one.to) && open(one)),
    );
    const duties = this.grants
      .filter(({ on }) => on.kind === 'workspace')
      .flatMap(({ actions }): readonly string[] => actions);
    this.#classifies = duties.includes('managePolicy');
    const passes = (duty: string) => key?.ceiling.duties.some((one) => one === duty) ?? true;
    this.workspace = new Set(duties.filter(passes));
    this.shares = sharesIn(spec).filter((one) => isNamed(this.who, one.to) && open(one));
    for (const { id, fields } of this.tables)
      this.#fields.set(id, new Map(fields.map((field) => [field.id, field])));
  }

  fields(table: Table): ReadonlyMap<FieldId, Field> {
    return this.#fields.get(table.id) ?? new Map();
  }

  grantsOn(table: Table, action: TableAction): readonly Grant[] {
    return this.grants.filter(
      ({ on, actions }) =>
        actions.includes(action) &&
        (on.kind === 'workspace' || on.id === (on.kind === 'app' ? table.app : table.id)),
    );
  }

  locksOn(table: Table): readonly Restriction[] {
    return this.locks.filter(({ on }) => on.id === (on.kind === 'app' ? table.app : table.id));
  }

  holds(table: Table, lock: Restriction, record: RawRecord): boolean {
    return !lock.when || truth(lock.when, record, this.fields(table), this.who, 'restriction');
  }

  may(table: Table, action: TableAction, record: RawRecord, hops = 2): boolean {
    return this.lets(table, action) && this.#has(table, action, record, hops);
  }

  sees(table: Table, record: RawRecord, hops = 2): boolean {
    return this.lets(table, 'view') && this.#views(table, record, hops);
  }

  /** Whether a token lets an action on a table pass: one more conjunct, whatever he has himself. */
  lets(table: Table, action: TableAction): boolean {
    return !this.#ceiling || this.#passing(table, action).length > 0;
  }

  /** The highest level that a token lets pass; what nobody has classified passes with that duty alone. */
  passes(table: Table, action: TableAction, field: Field): Level {
    if (!this.#ceiling) return 'edit';
    const secret = [field, ...this.watched(table, field)].some(({ classes }) =>
      classes.includes(unclassified),
    );
    if (secret && !this.#ceiling.duties.includes('managePolicy')) return 'hidden';
    return this.#passing(table, action)
      .map(({ level }): Level => level)
      .reduce(higher, 'hidden');
  }

  #passing(table: Table, action: TableAction) {
    const rules = this.#ceiling?.rules ?? [];
    return rules.filter(
      ({ on, actions }) =>
        actions.includes(action) &&
        (on.kind === 'workspace' || on.id === (on.kind === 'app' ? table.app : table.id)),
    );
  }

  /** Without the ceiling, which links are not looked through. */
  #has(table: Table, action: TableAction, record: RawRecord, hops: number): boolean {
    return (
      (this.sharedFor(table, action, record).length > 0 ||
        this.grantsOn(table, action).some((grant) => this.inScope(table, grant, record, hops))) &&
      !this.locksOn(table).some(
        (lock) =>
          lock.effect.kind !== 'cap' &&
          lock.actions?.includes(action) &&
          this.holds(table, lock, record),
      )
    );
  }

  #views(table: Table, record: RawRecord, hops: number): boolean {
    const key = `${hops} ${table.id} ${record.id}`;
    const known = this.#seen.get(key);
    if (known !== undefined) return known;
    const seen = this.#has(table, 'view', record, hops);
    this.#seen.set(key, seen);
    return seen;
  }

  actions(table: Table, record: RawRecord): readonly TableAction[] {
    return tableActions.filter((action) => this.may(table, action, record));
  }

  /** The shares of a record that open an action: none while the member may view nothing of the table by himself. */
  sharedFor(table: Table, action: TableAction, record: RawRecord): readonly Share[] {
    const own = this.grantsOn(table, action === 'edit' ? 'edit' : 'view');
    if (own.length === 0 || this.grantsOn(table, 'view').length === 0) return [];
    return this.sharesOf(table, record).filter(({ level }) => shareActions[level].includes(action));
  }

  sharesOf(table: Table, { id }: RawRecord): readonly Share[] {
    return this.shares.filter((share) => share.table === table.id && share.record === id);
  }

  /** Whether a field that is asked behind a link tells the member nothing on any record, so that there is none for him. */
  isBlind(table: Table, field: Field): boolean {
    if (!isAsked(field) || isOpenToAll(field)) return false;
    const { target, of } = wayOf(this, table, field);
    const blind =
      this.#blind.get(field.id) ??
      (isBlind(this, table, field) ||
        !this.lets(target, 'view') ||
        (of !== null && rank(this.passes(target, 'view', of)) < rank('read')));
    this.#blind.set(field.id, blind);
    return blind;
  }

  level(table: Table, action: TableAction, record: RawRecord, field: Field): Level {
    if (this.isBlind(table, field)) return 'hidden';
    let level: Level = 'hidden';
    for (const share of this.sharedFor(table, action, record)) {
      const own = this.grantsOn(table, action === 'edit' ? 'edit' : 'view')
        .map((grant) => this.ruled(table, grant, field))
        .reduce(higher);
      const had = [field, ...this.watched(table, field)]
        .map(({ id }): Level => share.fields[id] ?? 'hidden')
        .reduce(lower);
      level = higher(level, lower(own, had));
    }
    for (const grant of this.grantsOn(table, action))
      if (this.inScope(table, grant, record, 2))
        level = higher(level, this.ruled(table, grant, field));
    for (const lock of this.locksOn(table))
      if (lock.effect.kind === 'cap' && this.holds(table, lock, record))
        for (const one of [field, ...this.watched(table, field)])
          if (lock.fields?.includes(one.id) || one.classes.some((id) => lock.classes?.includes(id)))
            level = lower(level, lock.effect.level);
    return lower(level, this.passes(table, action, field));
  }

  inScope(table: Table, grant: Grant, record: RawRecord, hops: number): boolean {
    const { scope } = grant;
    if (scope.kind !== 'any') return scope.kind === 'all';
    const key = `${grant.id} ${hops} ${record.id}`;
    const known = this.#scoped.get(key);
    if (known !== undefined) return known;
    const within = scope.of.some((part) => this.inPart(table, part, record, hops));
    this.#scoped.set(key, within);
    return within;
  }

  inPart(table: Table, part: ScopePart, record: RawRecord, hops: number): boolean {
    const fields = this.fields(table);
    if (part.and && !truth(part.and, record, fields, this.who, 'grant')) return false;
    const { sets } = this.who;
    switch (part.kind) {
      case 'own':
        return this.owned(table, record, sets.me);
      case 'team':
        return this.owned(table, record, sets.myTeams);
      case 'department':
        return this.owned(table, record, sets.myDepartments);
      case 'departmentTree':
        return this.owned(table, record, sets.myDepartmentTree);
      case 'reports':
        return this.owned(table, record, part.depth === 'all' ? sets.myAllReports : sets.myReports);
      case 'unowned':
        return ownersOf(table).every(({ id }) => (record.cells[id] ?? null) === null);
      case 'sharedWithMe':
        return this.sharesOf(table, record).length > 0;
      case 'where':
        return truth(part.condition, record, fields, this.who, 'grant');
      case 'via': {
        const link = fields.get(part.link);
        const target = this.tables.find((one) => link?.type === 'link' && one.id === link.target);
        if (!target || hops <= 0) return false;
        return targetsOf(record.cells[part.link]).some((id) => {
          const other = this.raw.get(target.id)?.find((one) => one.id === id);
          return other !== undefined && this.#views(target, other, hops - 1);
        });
      }
    }
  }

  owned(table: Table, { cells }: RawRecord, by: readonly MemberId[]): boolean {
    return ownersOf(table).some(({ id }) => by.some((member) => member === cells[id]));
  }

  ruled(table: Table, grant: Grant, field: Field): Level {
    const byField = this.#ruled.get(grant) ?? new Map<FieldId, Level>();
    this.#ruled.set(grant, byField);
    const known = byField.get(field.id);
    if (known) return known;
    const level = [field, ...this.watched(table, field)]
      .map((one) => this.#plain(grant, one))
      .reduce(lower);
    byField.set(field.id, level);
    return level;
  }

  #plain({ fields: rule }: Grant, field: Field): Level {
    if (field.classes.includes(unclassified) && !this.#classifies) return 'hidden';
    const named = rule.except.filter((one) => 'field' in one && one.field === field.id);
    const classed = rule.except.filter(
      (one) => 'class' in one && field.classes.includes(one.class),
    );
    const entries = named.length > 0 ? named : classed;
    const level = entries.length > 0 ? entries.map((one) => one.level).reduce(lower) : rule.default;
    return isWritten(field) ? level : lower(level, 'read');
  }

  watched(table: Table, field: Field): readonly Field[] {
    // Behind the link each record decides for itself.
    if (isAsked(field))
      return isOpenToAll(field) ? [] : table.fields.filter(({ id }) => id === field.link);
    const factors = 'product' in field ? field.product : undefined;
    if (field.type === 'formula') {
      const read = [...field.expression.matchAll(/\{(\w+)\}/g)].map(([, id]) => id);
      return table.fields
        .filter(({ id }) => read.includes(id))
        .flatMap((one) => [one, ...this.watched(table, one)]);
    }
    if (factors) return table.fields.filter(({ id }) => factors.includes(id));
    if (field.type !== 'modifiedTime' && field.type !== 'modifiedBy') return [];
    const { watch } = field;
    const noted = table.fields.filter(
      (one) => (watch === 'all' && isWritten(one)) || (watch !== 'all' && watch.includes(one.id)),
    );
    return noted.flatMap((one) => [one, ...this.watched(table, one)]);
  }
}

/** Whether members write a field's cells. */
export function isWritten(field: Field): boolean {
  if (field.type === 'formula' || isAsked(field) || ('product' in field && field.product))
    return false;
  return !computed.has(field.type) && !(field.type === 'link' && field.side === 'reverse');
}

export function ownersOf(table: Table): readonly Field[] {
  return table.fields.filter((field) => field.type === 'member' && field.ownership);
}
