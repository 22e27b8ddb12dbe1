import { type Denial, denial, noSuchRecord, type RecordId, type TableId } from '@tessera/model';
import type { AuthorizedWrite } from '@tessera/permissions';
import type { Queries, Row } from './dialects/dialect.ts';
import type { Rendering } from './expressions.ts';
import type { LinkColumn, TableLayout } from './layout.ts';
import { loadRecords } from './records.ts';
import { raw, sql } from './sql-text.ts';
import type { WorkingRecord, WorkingSet } from './working-set.ts';

type Direct = readonly { readonly write: AuthorizedWrite; readonly record: WorkingRecord }[];

const onlyOne: Denial = denial('conflict', 'A record can be linked only once here.');

const idsOf = (cell: unknown): readonly RecordId[] =>
  Array.isArray(cell) ? (cell as readonly RecordId[]) : [];

/** Brings both sides of links up to date: first in the working set, where limits are checked, then in the side tables. */
export class LinkChanges {
  readonly #queries: Queries;
  readonly #r: Rendering;
  readonly #table: TableLayout;
  readonly #working: WorkingSet;

  constructor(queries: Queries, r: Rendering, table: TableLayout, working: WorkingSet) {
    this.#queries = queries;
    this.#r = r;
    this.#table = table;
    this.#working = working;
  }

  /** Carries the written link cells, and the links of deleted records, over to the records on the other side. */
  async follow(direct: Direct): Promise<Denial | null> {
    if (this.#table.links.length === 0) {
      for (const { write, record } of direct) if (write.kind === 'delete') record.after = null;
      return null;
    }
    await this.#loadOthers(direct);
    const seen = new Set<WorkingRecord>();
    for (const { write, record } of direct) {
      if (write.kind === 'delete' || seen.has(record)) continue;
      seen.add(record);
      for (const link of this.#table.links) {
        if (link.field.side === 'reverse') {
          if (write.kind === 'restore') continue;
          const { cells } = write as { cells: Readonly<Record<string, unknown>> };
          if (link.field.id in cells) throw new Error('A link is written from its forward side.');
          continue;
        }
        if (!record.changed.has(link.field.id)) continue;
        const refused = this.#carry(link, record);
        if (refused) return refused;
      }
    }
    for (const { write, record } of direct) if (write.kind === 'delete') this.#cut(record);
    return null;
  }

  async #loadOthers(direct: Direct): Promise<void> {
    const wanted = new Map<TableId, Set<RecordId>>();
    const want = (table: TableId, ids: readonly RecordId[]) => {
      const known = wanted.get(table) ?? new Set();
      for (const id of ids) if (!this.#working.find(table, id)) known.add(id);
      wanted.set(table, known);
    };
    for (const { write, record } of direct) {
      for (const { field } of this.#table.links) {
        if (write.kind !== 'delete' && !record.changed.has(field.id)) continue;
        want(field.target, idsOf(record.before?.[field.id]));
        want(field.target, idsOf(record.after?.[field.id]));
      }
    }
    for (const [table, ids] of wanted) {
      const layout = this.#r.layout.tables.get(table);
      if (layout)
        this.#working.add(
          table,
          await loadRecords(this.#queries, this.#r, layout, { ids: [...ids] }),
        );
    }
  }

  #carry(link: LinkColumn, record: WorkingRecord): Denial | null {
    const { field } = link;
    const now = idsOf(record.after?.[field.id]);
    if (field.single && now.length > 1) return onlyOne;
    const was = new Set(idsOf(record.before?.[field.id]));
    const is = new Set(now);
    for (const id of was) {
      if (is.has(id)) continue;
      const other = this.#working.find(field.target, id);
      if (other?.after) this.#unlist(other, field.reverse, record);
    }
    for (const id of is) {
      if (was.has(id)) continue;
      const other = this.#working.find(field.target, id);
      if (!other?.after) return noSuchRecord;
      this.#list(other, field.reverse, record);
    }
    for (const id of is) {
      const reverse = this.#r.layout.fields.get(field.reverse);
      const other = this.#working.find(field.target, id);
      if (reverse?.kind !== 'link' || !reverse.field.single) continue;
      if (idsOf(other?.after?.[field.reverse]).length > 1) return onlyOne;
    }
    return null;
  }

  /** A reverse cell lists the linking records by their creation. */
  #list(other: WorkingRecord, reverse: string, linking: WorkingRecord): void {
    const ids = [...idsOf(other.after?.[reverse])];
    const places = other.places[reverse] ?? [];
    other.places[reverse] = places;
    let at = places.length;
    while (at > 0 && (places[at - 1] as number) > linking.n) at--;
    places.splice(at, 0, linking.n);
    ids.splice(at, 0, linking.id);
    this.#working.set(other, reverse, ids);
  }

  #unlist(other: WorkingRecord, reverse: string, linking: WorkingRecord): void {
    const at = idsOf(other.after?.[reverse]).indexOf(linking.id);
    if (at < 0) return;
    other.places[reverse]?.splice(at, 1);
    this.#working.set(other, reverse, idsOf(other.after?.[reverse]).toSpliced(at, 1));
  }

  /** Takes a deleted record out of every cell that lists it. */
  #cut(record: WorkingRecord): void {
    for (const { field } of this.#table.links) {
      for (const id of idsOf(record.after?.[field.id])) {
        const other = this.#working.find(field.target, id);
        if (!other?.after || other === record) continue;
        if (field.side === 'forward') this.#unlist(other, field.reverse, record);
        else
          this.#working.set(
            other,
            field.reverse,
            idsOf(other.after[field.reverse]).filter((one) => one !== record.id),
          );
      }
    }
    record.after = null;
  }

  /** Writes the pairs of new and changed forward cells. Those of deleted records go with the records. */
  async write(direct: Direct): Promise<void> {
    for (const link of this.#table.links) {
      if (link.field.side === 'reverse') continue;
      const cleared: number[] = [];
      const pairs: Row[] = [];
      const seen = new Set<WorkingRecord>();
      for (const { record } of direct) {
        if (!record.after || seen.has(record) || !record.changed.has(link.field.id)) continue;
        seen.add(record);
        if (record.before?.[link.field.id]) cleared.push(record.n);
        idsOf(record.after[link.field.id]).forEach((id, n) => {
          const target = this.#working.find(link.field.target, id);
          if (target) pairs.push([record.n, target.n, n]);
        });
      }
      if (cleared.length > 0) {
        const among = this.#r.words.memberOf(raw('src'), 'integer', cleared);
        await this.#queries.run(sql`DELETE FROM ${raw(link.pairs)} WHERE ${among}`);
      }
      const columns = ['src', 'dst', 'n'].map((name) => ({ name, type: 'integer' as const }));
      if (pairs.length > 0) await this.#queries.insertMany(link.pairs, columns, pairs);
    }
  }
}
