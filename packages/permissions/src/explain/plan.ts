import {
  always,
  type Bound,
  boundKey,
  type Denial,
  denial,
  type Field,
  type FieldId,
  fieldsById,
  isWritable,
  type MemberId,
  never,
  noSuchRecord,
  noSuchTable,
  type Organisation,
  type Policy,
  type RecordId,
  type Share,
  type Table,
  type TableId,
  tablesById,
  unknownField,
} from '@tessera/model';
import type { Access } from '../access.ts';
import { covers } from '../covers.ts';
import { bitsOf, linkedNodes, meetsBehind } from '../facts.ts';
import { outcomeOf, reads } from '../outcome.ts';
import { readsAll } from '../reads-all.ts';
import { compileScope } from '../scope.ts';
import { type Facts, type FactsNeeded, prove } from '../secured-query.ts';
import { sharedRecords } from '../shares.ts';
import {
  type ExplainQuestion,
  type Explanation,
  explain,
  type GrantTrace,
  type Verdict,
  verdict,
} from './explain.ts';
import type { Ground } from './truth.ts';

/**
 * A question about access that has not been answered yet: the store loads `needs` and hands them to `tell`. What comes
 * out holds nothing of the record that its reader may not read.
 */
export interface ExplainPlan<Told> {
  readonly needs: FactsNeeded;
  tell(facts: Facts): Told | Denial;
}

/** Who reads the explanation, of whom it is, and of what. */
export interface ExplainAbout extends ExplainQuestion {
  readonly reader: Access;
  readonly policy: Policy;
  readonly organisation: Organisation;
  /** All shares that are not taken back. */
  readonly shares: readonly Share[];
  readonly table: TableId;
  /** Absent: of the table as such; whatever hangs on a record is then unknown. */
  readonly record?: RecordId;
  /** Epoch ms of a past moment: of the record as it was then. The rules and the subject are to be those of then, too. */
  readonly at?: number;
}

/** Plans why a subject may or may not, `ceiling` as in an `ExplainInput`. */
export function planExplanation(
  about: ExplainAbout & {
    readonly subject: Access;
    readonly ceiling?: Access;
    readonly others: boolean;
  },
): ExplainPlan<Explanation> | Denial {
  const { subject } = about;
  return plan(about, [subject], subject, (table, ground) =>
    explain(table, about, { ...about, access: subject, ground }),
  );
}

/** Who may: the rules that open it to anybody, and what they make of each of some members. */
export interface WhoCan {
  readonly rules: readonly GrantTrace[];
  readonly members: readonly (Verdict & { readonly member: MemberId })[];
}

/** Plans who of these subjects may do something with a record or see a field of it. For whoever reads the rules. */
export function planWhoCan(
  about: ExplainAbout & { readonly subjects: readonly Access[] },
): ExplainPlan<WhoCan> | Denial {
  const { reader, subjects } = about;
  const rules = { ...about, access: reader, others: true };
  return plan(about, subjects, reader, (table, ground) => ({
    rules: explain(table, about, { ...rules, ground }).grants,
    members: subjects.map((access) => ({
      member: access.subject.id,
      ...verdict(table, about, { access, ground }),
    })),
  }));
}

/** `subjects` are decided on; every rule is followed for one of them, or for the reader. */
function plan<Told>(
  about: ExplainAbout,
  subjects: readonly Access[],
  followed: Access,
  tell: (table: Table, ground: Ground) => Told,
): ExplainPlan<Told> | Denial {
  const { reader, record, at } = about;
  const table = tablesById(reader.schema).get(about.table);
  if (!table) return noSuchTable;
  const own = reader.tables.get(table.id);
  if (record !== undefined && !own) return noSuchRecord;
  if (about.field !== undefined && !fieldsById(table).has(about.field))
    return unknownField(about.field);
  const nodes = linkedNodes([
    ...(own?.bits ?? []),
    ...subjects.flatMap((access) => access.tables.get(table.id)?.bits ?? []),
    ...scopesOf(table, followed, about.policy),
  ]);
  const needs: FactsNeeded = {
    table: table.id,
    records: record === undefined ? [] : [record],
    links: [...new Set(nodes.map(({ link }) => link))],
    linked: nodes.map((node) => ({ ...node, key: boundKey(node), ids: [] })),
    ...(at !== undefined && { past: at }),
  };
  return prove({
    needs,
    tell: (facts: Facts) => {
      if (record === undefined) return tell(table, nothingKnown(table));
      const cells = facts.records.get(record);
      if (!cells || !own) return noSuchRecord;
      const outcome = outcomeOf(own, bitsOf(own, record, cells, facts));
      if (!outcome.actions.includes('view')) return noSuchRecord;
      const fields = fieldsById(table);
      if (at !== undefined) {
        if (!outcome.actions.includes('viewHistory')) return closedHistory;
        const past = facts.past?.get(record);
        if (!past) return notThere;
        const kept = (id: FieldId) => {
          const field = fields.get(id);
          return field !== undefined && isKept(field) && reads(outcome, id);
        };
        return tell(table, {
          ...nothingKnown(table),
          record: { id: record, cells: past },
          knows: kept,
        });
      }
      const ground: Ground = {
        record: { id: record, cells },
        field: (id) => fields.get(id),
        linked: (node) => meetsBehind(node, cells, facts),
        // A link may hold targets the reader does not see; their being there is not for him to learn.
        knows: (id) => {
          const field = fields.get(id);
          if (!field) return reader.workspace.has('managePolicy');
          if (!reads(outcome, id)) return false;
          return field.type !== 'link' || readsAll(reader, field.target, always);
        },
        knowsLinked: (node) =>
          reads(outcome, node.link) && readsAll(reader, node.target, node.some),
      };
      return tell(table, ground);
    },
  });
}

const closedHistory = denial('forbidden', 'You may not look up the history of this record.');
const notThere = denial('not_found', 'The record was not there at that time.');

/** Whether history tells what a field held: not of links, since what was behind them is not known, nor of what is computed. */
function isKept(field: Field): boolean {
  if (field.type === 'link') return false;
  return isWritable(field) || ['createdTime', 'createdBy', 'autonumber'].includes(field.type);
}

/** The scopes of all rules on a table, as a trace follows them for a subject. */
function scopesOf(table: Table, access: Access, policy: Policy): readonly Bound[] {
  const { subject, moment } = access;
  const visible = (id: TableId) => access.tables.get(id)?.visible ?? never;
  const shared = (id: TableId) => sharedRecords(access.shares.get(id) ?? []);
  return policy.grants
    .filter(({ on }) => covers(on, table))
    .map(({ scope }) => compileScope(scope, table, { subject, moment, visible, shared }));
}

/** Of no record in particular: only what hangs on none is known. */
function nothingKnown(table: Table): Ground {
  const fields = fieldsById(table);
  return {
    record: { id: '', cells: {} },
    field: (id) => fields.get(id),
    linked: () => false,
    knows: () => false,
    knowsLinked: () => false,
  };
}
