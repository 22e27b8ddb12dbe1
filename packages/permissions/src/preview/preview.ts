import {
  type FieldId,
  type MemberId,
  type Schema,
  type Table,
  type TableId,
  type ViewId,
  type WorkspaceAction,
  workspaceActions,
} from '@tessera/model';
import type { Access, TableAccess } from '../access.ts';
import { readsAll, seesWhole } from '../reads-all.ts';
import type { SecuredTally, Signature, Tally } from '../secured-query.ts';
import { tableFacts } from '../table-access.ts';
import type { TableChange } from './difference.ts';
import { type Distinction, distinguish, SignatureMaker } from './distinction.ts';
import { countedEffect, isNothing, type TableEffect, uncountedEffect } from './effect.ts';
import { Kinds } from './kinds.ts';
import type { Known } from './possible.ts';
import { tallyOf } from './tally-of.ts';
import { viewFields } from './view-fields.ts';

/** What a draft of the rules would change. */
export interface PolicyPreview {
  /** Members who gain or lose the same, together; those with whom nothing changes are left out. */
  readonly effects: readonly MemberEffect[];
  /** Shared views that use a field which these members then see nowhere any more. */
  readonly views: readonly {
    readonly table: TableId;
    readonly view: ViewId;
    readonly members: readonly MemberId[];
  }[];
  /** Rights on the workspace that nobody active would hold any more, and those that whoever asks would lose. */
  readonly nobodyHolds: readonly WorkspaceAction[];
  readonly readerLoses: readonly WorkspaceAction[];
}

export interface MemberEffect {
  readonly members: readonly MemberId[];
  readonly rights: {
    readonly gained: readonly WorkspaceAction[];
    readonly lost: readonly WorkspaceAction[];
  };
  readonly tables: readonly TableEffect[];
}

/** A preview that has to be counted yet: the store answers `tallies`, one a table, and `tell` adds up; null is not counted. */
export interface PreviewPlan {
  readonly tallies: readonly SecuredTally[];
  /** `pause` is awaited between members, so that others get their turn; it may throw to give up. */
  tell(
    found: ReadonlyMap<TableId, Tally | null>,
    pause: () => Promise<void>,
  ): Promise<PolicyPreview>;
}

/** More conditions on one table than these are not counted. */
const mostTruths = 200;

interface Concerned {
  readonly member: MemberId;
  readonly rights: MemberEffect['rights'];
  /** By the text of a table's change. */
  readonly changes: readonly string[];
}

/**
 * Compares what members may do before and after a draft (PERMISSIONS section 5). Records are asked for only where the
 * reader may read, on every record, all that the conditions read which decide on a difference; elsewhere the rules
 * alone tell that there may be some, and nothing in a record moves the answer.
 */
export class PreviewDraft {
  readonly #reader: Access;
  readonly #changes = new Map<string, TableChange>();
  readonly #concerned: Concerned[] = [];
  readonly #held = { before: new Set<WorkspaceAction>(), after: new Set<WorkspaceAction>() };
  readonly #views = new Map<ViewId, { table: TableId; members: MemberId[] }>();
  #readerLoses: readonly WorkspaceAction[] = [];

  /** `reader`: the present access of whoever asks. */
  constructor(reader: Access) {
    this.#reader = reader;
  }

  /** One member after the other. `active`: somebody who can sign in now. */
  add(member: MemberId, active: boolean, before: Access, after: Access): void {
    if (active) {
      for (const right of before.workspace) this.#held.before.add(right);
      for (const right of after.workspace) this.#held.after.add(right);
    }
    if (before.fingerprint === after.fingerprint) return;
    const rights = {
      gained: workspaceActions.filter(
        (one) => after.workspace.has(one) && !before.workspace.has(one),
      ),
      lost: workspaceActions.filter(
        (one) => before.workspace.has(one) && !after.workspace.has(one),
      ),
    };
    if (member === this.#reader.subject.id) this.#readerLoses = rights.lost;
    const changes: string[] = [];
    for (const table of this.#reader.schema.tables) {
      const change = { before: before.tables.get(table.id), after: after.tables.get(table.id) };
      const text = JSON.stringify([factsOf(change.before), factsOf(change.after)]);
      if (factsOf(change.before) === factsOf(change.after)) continue;
      if (!this.#changes.has(text)) this.#changes.set(text, { table: table.id, ...change });
      changes.push(text);
      this.#noteViews(table, member, change);
    }
    this.#concerned.push({ member, rights, changes });
  }

  plan(): PreviewPlan {
    const { schema } = this.#reader;
    const makers = new Map<TableId, SignatureMaker>();
    const counted = new Map<string, TableChange>();
    for (const [text, change] of this.#changes) {
      if (!knowsAll(this.#reader, change)) continue;
      counted.set(text, change);
      const maker = makers.get(change.table) ?? new SignatureMaker(change.table);
      makers.set(change.table, maker);
      for (const one of distinctionsOf(change, schema)) maker.add(one);
    }
    const signatures = new Map<TableId, Signature>();
    for (const [table, maker] of makers)
      if (maker.size <= mostTruths) signatures.set(table, maker.make());
    return {
      tallies: [...signatures.values()].map(tallyOf),
      tell: async (found, pause) => {
        const kinds = new Map<TableId, Kinds>();
        for (const [table, tally] of found) if (tally) kinds.set(table, kindsOf(tally));
        const known: Known = new Map();
        const effects = new Map<string, TableEffect>();
        for (const [text, change] of this.#changes) {
          await pause();
          const signature = signatures.get(change.table);
          const among = kinds.get(change.table);
          effects.set(
            text,
            counted.has(text) && signature && among
              ? countedEffect(change, schema, signature, among)
              : uncountedEffect(change, known),
          );
        }
        return {
          effects: this.#alike(effects),
          views: [...this.#views].map(([view, { table, members }]) => ({ table, view, members })),
          nobodyHolds: workspaceActions.filter(
            (right) => this.#held.before.has(right) && !this.#held.after.has(right),
          ),
          readerLoses: this.#readerLoses,
        };
      },
    };
  }

  #alike(effects: ReadonlyMap<string, TableEffect>): readonly MemberEffect[] {
    const found = new Map<string, MemberEffect & { members: MemberId[] }>();
    for (const { member, rights, changes } of this.#concerned) {
      const tables = changes.flatMap((text) => {
        const effect = effects.get(text);
        return effect && !isNothing(effect) ? [effect] : [];
      });
      if (tables.length + rights.gained.length + rights.lost.length === 0) continue;
      const text = JSON.stringify([rights, tables]);
      const alike = found.get(text);
      if (alike) alike.members.push(member);
      else found.set(text, { members: [member], rights, tables });
    }
    return [...found.values()];
  }

  #noteViews(table: Table, member: MemberId, { before, after }: Omit<TableChange, 'table'>): void {
    for (const view of table.views) {
      if (view.owner !== undefined) continue;
      const unseen = (id: FieldId) =>
        before?.references.has(id) === true && after?.references.has(id) !== true;
      if (!viewFields(view).some(unseen)) continue;
      const noted = this.#views.get(view.id) ?? { table: table.id, members: [] };
      this.#views.set(view.id, noted);
      noted.members.push(member);
    }
  }
}

const sorted = new WeakMap<Tally, Kinds>();

/** Made once for a tally that the store has kept. */
function kindsOf(tally: Tally): Kinds {
  const known = sorted.get(tally) ?? new Kinds(tally);
  sorted.set(tally, known);
  return known;
}

const texts = new WeakMap<TableAccess, string>();

function factsOf(access: TableAccess | undefined): string {
  if (!access) return '';
  const known = texts.get(access);
  if (known !== undefined) return known;
  const text = JSON.stringify(tableFacts(access));
  texts.set(access, text);
  return text;
}

const bitsOf = ({ before, after }: TableChange) => [
  ...(before?.bits ?? []),
  ...(after?.bits ?? []),
];

function distinctionsOf(change: TableChange, schema: Schema): readonly Distinction[] {
  return bitsOf(change).map((bound) => distinguish(bound, change.table, schema));
}

/** Whether the reader may read all that decides on a change, on every record; the number of records is told, too. */
function knowsAll(reader: Access, change: TableChange): boolean {
  return (
    seesWhole(reader, change.table) &&
    bitsOf(change).every((bound) => readsAll(reader, change.table, bound))
  );
}
