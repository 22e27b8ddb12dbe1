import {
  and,
  type Bound,
  boundKey,
  type Field,
  type FieldId,
  fieldsById,
  or,
  type RecordId,
  type Schema,
  type TableId,
  tablesById,
} from '@tessera/model';
import type { RecordKind, Signature, SignatureKey } from '../secured-query.ts';

/**
 * A condition taken apart into what is the same for everybody (`truth`) and what tells people apart (`key`: some cell or
 * id is among these ids, which are other ones for each of them).
 */
export type Distinction =
  | { readonly kind: 'truth'; readonly bound: Bound }
  | { readonly kind: 'key'; readonly key: KeyName; readonly ids: readonly string[] }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Distinction[] }
  | { readonly kind: 'not'; readonly of: Distinction }
  | {
      readonly kind: 'linked';
      readonly link: FieldId;
      readonly target: TableId;
      readonly some: Distinction;
    };

/** A field that names a member, or the record itself. */
type KeyName = FieldId | 'record';

/** Takes a condition on a table apart. */
export function distinguish(bound: Bound, table: TableId, schema: Schema): Distinction {
  const found = tablesById(schema).get(table);
  const fields = found ? fieldsById(found) : new Map<FieldId, Field>();
  switch (bound.kind) {
    case 'const':
    case 'rollup':
      return { kind: 'truth', bound };
    case 'record':
      return { kind: 'key', key: 'record', ids: bound.ids };
    case 'atom': {
      const ids = memberIds(bound, fields.get(bound.field));
      return ids ? { kind: 'key', key: bound.field, ids } : { kind: 'truth', bound };
    }
    case 'not': {
      const of = distinguish(bound.of, table, schema);
      return of.kind === 'truth' ? { kind: 'truth', bound } : { kind: 'not', of };
    }
    case 'linked': {
      const some = distinguish(bound.some, bound.target, schema);
      return some.kind === 'truth' ? { kind: 'truth', bound } : { ...bound, some };
    }
    case 'and':
    case 'or': {
      const parts = bound.of.map((child) => distinguish(child, table, schema));
      const common = parts.flatMap((part) => (part.kind === 'truth' ? [part.bound] : []));
      const others = parts.filter(({ kind }) => kind !== 'truth');
      const join = bound.kind === 'and' ? and : or;
      if (others.length === 0) return { kind: 'truth', bound };
      if (common.length === 0) return { kind: bound.kind, of: others };
      return { kind: bound.kind, of: [{ kind: 'truth', bound: join(...common) }, ...others] };
    }
  }
}

function memberIds(
  { test }: Extract<Bound, { kind: 'atom' }>,
  field: Field | undefined,
): readonly string[] | null {
  const isMember =
    field?.type === 'member' || field?.type === 'createdBy' || field?.type === 'modifiedBy';
  if (!isMember) return null;
  if (test.op === 'eq') return [String(test.value)];
  return test.op === 'in' ? test.values.map(String) : null;
}

/** Gathers what records have to be told apart by, so that each of many distinctions can be decided. */
export class SignatureMaker {
  readonly #table: TableId;
  readonly #truths = new Map<string, Bound>();
  readonly #fields = new Set<FieldId>();
  readonly #records = new Set<RecordId>();
  readonly #links = new Map<FieldId, SignatureMaker>();

  constructor(table: TableId) {
    this.#table = table;
  }

  add(one: Distinction): void {
    switch (one.kind) {
      case 'truth':
        if (one.bound.kind !== 'const') this.#truths.set(boundKey(one.bound), one.bound);
        return;
      case 'key':
        if (one.key === 'record') for (const id of one.ids) this.#records.add(id);
        else this.#fields.add(one.key);
        return;
      case 'not':
        this.add(one.of);
        return;
      case 'and':
      case 'or':
        for (const part of one.of) this.add(part);
        return;
      case 'linked': {
        const behind = this.#links.get(one.link) ?? new SignatureMaker(one.target);
        this.#links.set(one.link, behind);
        behind.add(one.some);
      }
    }
  }

  /** How many conditions have to be tried on each record, here and behind links. */
  get size(): number {
    return [...this.#links.values()].reduce((sum, { size }) => sum + size, this.#truths.size);
  }

  /** In an order of its own, whatever the order in which distinctions came. */
  make(): Signature {
    const byText = <T>(entries: Iterable<readonly [string, T]>) =>
      [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
    const fields = [...this.#fields]
      .sort()
      .map((field): SignatureKey => ({ kind: 'field', field }));
    const ids = [...this.#records].sort();
    return {
      table: this.#table,
      truths: byText(this.#truths).map(([, bound]) => bound),
      keys: ids.length > 0 ? [...fields, { kind: 'record', ids }] : fields,
      links: byText(this.#links).map(([link, maker]) => ({ link, behind: maker.make() })),
    };
  }
}

/** Whether a distinction holds for records of a kind; `apart` false: as for records that none of its ids names. */
export type Decide = (kind: RecordKind, apart: boolean) => boolean;

/** Where ids of a key stand: by the links on the way to it, and its place among the keys there. */
export interface KeyUse {
  readonly place: string;
  readonly ids: readonly string[];
}

/** A distinction made ready for the kinds of a signature, which must have been made of it among others. */
export function decider(one: Distinction, signature: Signature): Decide {
  switch (one.kind) {
    case 'truth': {
      const { bound } = one;
      if (bound.kind === 'const') return () => bound.value;
      const at = signature.truths.findIndex((truth) => boundKey(truth) === boundKey(bound));
      return ({ truths }) => truths[at] === '1';
    }
    case 'key': {
      const at = placeOf(signature, one.key);
      const ids = new Set(one.ids);
      return ({ keys }, apart) => apart && ids.has(keys[at] as string);
    }
    case 'not': {
      const of = decider(one.of, signature);
      return (kind, apart) => !of(kind, apart);
    }
    case 'and': {
      const of = one.of.map((part) => decider(part, signature));
      return (kind, apart) => of.every((decide) => decide(kind, apart));
    }
    case 'or': {
      const of = one.of.map((part) => decider(part, signature));
      return (kind, apart) => of.some((decide) => decide(kind, apart));
    }
    case 'linked': {
      const at = signature.links.findIndex(({ link }) => link === one.link);
      const behind = signature.links[at]?.behind;
      if (!behind) return () => false;
      const some = decider(one.some, behind);
      return ({ links }, apart) => links[at]?.some((kind) => some(kind, apart)) ?? false;
    }
  }
}

/** The ids that a distinction looks for, and where. */
export function keyUses(one: Distinction, signature: Signature, way = ''): readonly KeyUse[] {
  switch (one.kind) {
    case 'truth':
      return [];
    case 'key':
      return [{ place: `${way}${placeOf(signature, one.key)}`, ids: one.ids }];
    case 'not':
      return keyUses(one.of, signature, way);
    case 'and':
    case 'or':
      return one.of.flatMap((part) => keyUses(part, signature, way));
    case 'linked': {
      const at = signature.links.findIndex(({ link }) => link === one.link);
      const behind = signature.links[at]?.behind;
      return behind ? keyUses(one.some, behind, `${way}${at}>`) : [];
    }
  }
}

function placeOf({ keys }: Signature, name: KeyName): number {
  return keys.findIndex((key) => (key.kind === 'record' ? name === 'record' : key.field === name));
}
