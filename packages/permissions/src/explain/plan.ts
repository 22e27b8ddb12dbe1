import {
  always,
  type Bound,
  boundFields,
  boundKey,
  type Denial,
  fieldsById,
  type Level,
  type MemberId,
  never,
  noSuchRecord,
  noSuchTable,
  type Organisation,
  type Policy,
  type RecordId,
  type Table,
  type TableId,
  tablesById,
  unknownField,
} from '@tessera/model';
import type { Access, TableAccess } from '../access.ts';
import { covers } from '../compile.ts';
import { bitsOf, linkedNodes, targetsIn } from '../facts.ts';
import { outcomeOf } from '../outcome.ts';
import { compileScope } from '../scope.ts';
import { type Facts, type FactsNeeded, prove } from '../secured-query.ts';
import { type ExplainQuestion, type Explanation, explain } from './explain.ts';
import type { Ground, Truth } from './truth.ts';

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
  readonly table: TableId;
  /** Absent: of the table as such; whatever hangs on a record is then unknown. */
  readonly record?: RecordId;
}

/** Plans why a subject may or may not. `subject` is its compiled access. */
export function planExplanation(
  about: ExplainAbout & { readonly subject: Access; readonly others: boolean },
): ExplainPlan<Explanation> | Denial {
  const { subject, others, policy, organisation } = about;
  return plan(about, [subject], (table, ground) =>
    explain(table, about, { access: subject, policy, organisation, ground, others }),
  );
}

/** One member, and whether he may. */
export interface WhoCan {
  readonly member: MemberId;
  readonly allowed: Truth;
  readonly level?: { readonly least: Level; readonly most: Level };
}

/** Plans who of these subjects may do something with a record or see a field of it. */
export function planWhoCan(
  about: ExplainAbout & { readonly subjects: readonly Access[] },
): ExplainPlan<readonly WhoCan[]> | Denial {
  const { subjects, policy, organisation } = about;
  return plan(about, subjects, (table, ground) =>
    subjects.map((access): WhoCan => {
      const input = { access, policy, organisation, ground, others: false };
      const { allowed, level } = explain(table, about, input);
      return { member: access.subject.id, allowed, ...(level && { level }) };
    }),
  );
}

function plan<Told>(
  about: ExplainAbout,
  subjects: readonly Access[],
  tell: (table: Table, ground: Ground) => Told,
): ExplainPlan<Told> | Denial {
  const { reader, record } = about;
  const table = tablesById(reader.schema).get(about.table);
  if (!table) return noSuchTable;
  const own = reader.tables.get(table.id);
  if (record !== undefined && !own) return noSuchRecord;
  if (about.field !== undefined && !fieldsById(table).has(about.field))
    return unknownField(about.field);
  const nodes = linkedNodes([
    ...(own?.bits ?? []),
    ...subjects.flatMap((access) => boundsOf(table, access, about.policy)),
  ]);
  const needs: FactsNeeded = {
    table: table.id,
    records: record === undefined ? [] : [record],
    links: [...new Set(nodes.map(({ link }) => link))],
    linked: nodes.map((node) => ({ ...node, key: boundKey(node), ids: [] })),
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
      const ground: Ground = {
        record: { id: record, cells },
        field: (id) => fields.get(id),
        linked: (node) => {
          const seen = facts.linked.get(boundKey(node));
          return targetsIn(cells[node.link]).some((target) => seen?.has(target) === true);
        },
        // A link may hold targets the reader does not see; their being there is not for him to learn.
        knows: (id) => {
          const field = fields.get(id);
          if (!field) return reader.workspace.has('managePolicy');
          if (outcome.fields[id] === undefined) return false;
          return field.type !== 'link' || readsAll(reader, field.target, always);
        },
        knowsLinked: (node) =>
          outcome.fields[node.link] !== undefined && readsAll(reader, node.target, node.some),
      };
      return tell(table, ground);
    },
  });
}

/** Every condition that the answer about a subject may weigh. */
function boundsOf(table: Table, access: Access, policy: Policy): readonly Bound[] {
  const { subject, moment } = access;
  const visible = (id: TableId) => access.tables.get(id)?.visible ?? never;
  const scopes = policy.grants
    .filter(({ on }) => covers(on, table))
    .map(({ scope }) => compileScope(scope, table, { subject, moment, visible }));
  return [...scopes, ...(access.tables.get(table.id)?.bits ?? [])];
}

/** Whether the reader sees all that a condition on another table reads, on every record of it. */
function readsAll(reader: Access, target: TableId, bound: Bound): boolean {
  const table: TableAccess | undefined = reader.tables.get(target);
  if (!table || boundKey(table.visible) !== 'true') return false;
  const whole = (id: string) => {
    const reference = table.references.get(id);
    return reference !== undefined && boundKey(reference.when) === 'true';
  };
  return (
    [...boundFields(bound)].every(whole) &&
    linkedNodes([bound]).every(
      ({ link, target: next, some }) => whole(link) && readsAll(reader, next, some),
    )
  );
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
