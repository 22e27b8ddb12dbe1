import { setImmediate as breathe } from 'node:timers/promises';
import {
  AppError,
  type Denial,
  type MemberId,
  type Organisation,
  type Policy,
  type Schema,
  type TableId,
} from '@tessera/model';
import {
  type Access,
  type Amount,
  compileAccess,
  type PolicyPreview,
  PreviewDraft,
  plus,
  type Tally,
  type Turnover,
} from '@tessera/permissions';
import type { PolicyPreviewAnswer, PreviewTotal } from '@tessera/protocol';
import { accessIn, digest } from '../access-cache.ts';
import type { MemberContext } from '../context.ts';
import { refuseDraft } from './change-policy.ts';
import { readByIds } from './read-records.ts';
import { requireRight } from './rights.ts';
import { sharesKnown } from './shares-to-tell.ts';

/** Members whose access is compiled before others get their turn. */
const atOnce = 20;
/** Records of a table that are named as examples, over all members. */
const mostExamples = 200;

/**
 * What would change for whom if a draft of the rules were saved (PERMISSIONS section 5). Nothing is saved. What could
 * not be saved is refused as a save would refuse it. `signal` ends the counting.
 */
export async function previewPolicy(
  context: MemberContext,
  draft: Policy,
  signal: AbortSignal,
): Promise<PolicyPreviewAnswer | Denial> {
  const refused = requireRight(context, 'managePolicy') ?? refuseDraft(context, draft);
  if (refused) return refused;
  return await context.workspace.previewing(async () => {
    const pause = async () => {
      if (signal.aborted) throw givenUp;
      await breathe();
    };
    await pause();
    const preview = await previewOf(context, draft, pause);
    return await answerOf(context, preview);
  });
}

const givenUp = new AppError('unavailable', 'Nobody waits for the preview any more.');

async function previewOf(
  context: MemberContext,
  draft: Policy,
  pause: () => Promise<void>,
): Promise<PolicyPreview> {
  const { access, workspace } = context;
  const { store } = workspace;
  const compared = new PreviewDraft(access);
  const accesses = accessesOf(context, draft);
  let i = 0;
  // Programs gain and lose like people, but nobody is let in again by one.
  for (const { id, status } of everybody(store.organisation())) {
    if (status === 'deactivated') continue;
    if (i++ % atOnce === 0) await pause();
    compared.add(id, status === 'active', accesses.before(id), accesses.after(id));
  }
  const plan = compared.plan();
  const found = new Map<TableId, Tally | null>();
  for (const tally of plan.tallies)
    found.set(tally.signature.table, await store.tally(tally, pause));
  return await plan.tell(found, pause);
}

function everybody({ members, services = [] }: Organisation) {
  return [
    ...members,
    ...services.map(({ id, name, status }) => ({
      id,
      name,
      status: status === 'active' ? ('program' as const) : ('deactivated' as const),
    })),
  ];
}

/**
 * Access of members under the present rules and under the draft. Shares of records in tables that whoever asks does not
 * see whole are left out of both: that there are any would show in the difference.
 */
function accessesOf({ access, workspace, now }: MemberContext, draft: Policy) {
  const { store, accessOf } = workspace;
  const { timeZone } = store.info();
  const rules = {
    policy: store.policy(),
    organisation: store.organisation(),
    schema: store.schema(),
  };
  const all = store.shares().open;
  const shares = sharesKnown(access, all);
  const before = (id: MemberId): Access =>
    shares.length === all.length ? accessOf(id) : accessIn({ ...rules, timeZone, shares }, id, now);
  const after = (id: MemberId): Access =>
    compileAccess({
      policy: draft,
      schema: rules.schema,
      // The member is who he was: rules do not change people.
      subject: accessOf(id).subject,
      moment: { now, timeZone },
      shares,
      digest,
    });
  return { before, after };
}

async function answerOf(
  context: MemberContext,
  { effects, views, nobodyHolds, readerLoses }: PolicyPreview,
): Promise<PolicyPreviewAnswer> {
  const { store } = context.workspace;
  const examples = await examplesOf(context, effects);
  const named = new Set<string>();
  for (const { members, tables } of effects) {
    for (const id of members) named.add(id);
    for (const { table, cells } of tables) {
      named.add(table);
      for (const { fields } of cells) for (const id of fields) named.add(id);
    }
  }
  for (const { table, view } of views) named.add(table).add(view);
  return {
    totals: totalsOf(effects),
    effects: effects.map(({ tables, ...effect }) => ({
      ...effect,
      tables: tables.map((one) => ({
        ...one,
        examples: {
          gained: one.examples.gained.flatMap((id) => examples.get(id) ?? []),
          lost: one.examples.lost.flatMap((id) => examples.get(id) ?? []),
        },
      })),
    })),
    views: views.map(({ table, view, members }) => ({ table, view, members: members.length })),
    errors: nobodyHolds.map((right) => ({ code: 'nobodyHolds' as const, right })),
    warnings: readerLoses.map((right) => ({ code: 'youLose' as const, right })),
    names: namesOf(store.schema(), everybody(store.organisation()), named),
  };
}

type Effects = PolicyPreview['effects'];
type Example =
  PolicyPreviewAnswer['effects'][number]['tables'][number]['examples']['gained'][number];

/** A few of the records, by what they are called, as whoever asks may see them now. */
async function examplesOf(
  context: MemberContext,
  effects: Effects,
): Promise<ReadonlyMap<string, Example>> {
  const wanted = new Map<TableId, Set<string>>();
  for (const { tables } of effects)
    for (const { table, examples } of tables) {
      const ids = wanted.get(table) ?? new Set();
      wanted.set(table, ids);
      for (const id of [...examples.gained, ...examples.lost])
        if (ids.size < mostExamples) ids.add(id);
    }
  const found = new Map<string, Example>();
  for (const [table, ids] of wanted) {
    const title = context.access.tables.get(table)?.table.titleField;
    if (ids.size === 0 || title === undefined) continue;
    const { records } = await readByIds(context, table, [...ids]);
    for (const { id, fields } of records) found.set(id, { id, title: fields[title] ?? null });
  }
  return found;
}

/** Per table, over all members: a record that two members gain counts twice. */
function totalsOf(effects: Effects): readonly PreviewTotal[] {
  const sums = new Map<TableId, { members: number; records: Turnover; cells: Turnover }>();
  for (const { members, tables } of effects)
    for (const { table, records, cells } of tables) {
      const known = sums.get(table) ?? { members: 0, records: none, cells: none };
      let read = none;
      for (const { use, fields, ...turnover } of cells)
        if (use === 'read') read = both(read, times(turnover, fields.length));
      sums.set(table, {
        members: known.members + members.length,
        records: both(known.records, times(records, members.length)),
        cells: both(known.cells, times(read, members.length)),
      });
    }
  return [...sums].map(([table, sum]) => ({ table, ...sum }));
}

const none: Turnover = { gained: 0, lost: 0 };
const both = (a: Turnover, b: Turnover): Turnover => ({
  gained: plus(a.gained, b.gained),
  lost: plus(a.lost, b.lost),
});
const times = ({ gained, lost }: Turnover, count: number): Turnover => {
  const amount = (one: Amount): Amount => (one === 'some' ? one : one * count);
  return { gained: amount(gained), lost: amount(lost) };
};

/** What the ids in an answer are called. */
function namesOf(
  { tables }: Schema,
  members: readonly { readonly id: string; readonly name: string }[],
  wanted: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const all = [
    ...members,
    ...tables,
    ...tables.flatMap(({ fields, views }) => [...fields, ...views]),
  ];
  return Object.fromEntries(
    all.flatMap(({ id, name }) => (wanted.has(id) ? [[id, name] as const] : [])),
  );
}
