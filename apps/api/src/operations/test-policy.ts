import { setImmediate as breathe } from 'node:timers/promises';
import {
  AppError,
  type Condition,
  checkCondition,
  type Denial,
  denial,
  fieldsById,
  isDenial,
  type Policy,
  type PolicyTest,
  tablesById,
} from '@tessera/model';
import { type Fit, planExplanation, planFit, subjectOf, subjectOfRole } from '@tessera/permissions';
import type { PolicyTestAnswer, PolicyTestOutcome, PolicyTestRequest } from '@tessera/protocol';
import { accessUnder } from '../access-cache.ts';
import type { MemberContext } from '../context.ts';
import { refuseDraft } from './change-policy.ts';
import { whatIsAsked } from './explain-access.ts';
import { requireRight } from './rights.ts';
import { sharesToTell } from './shares-to-tell.ts';

/**
 * Whether statements about who sees what are true, by the rules as they are or by a draft that could be saved (PERMISSIONS
 * section 5). For whoever may change the rules, and never more than he may read: what hangs on more is `unknown`.
 */
export async function testPolicy(
  context: MemberContext,
  { tests, draft }: { readonly tests: PolicyTestRequest['tests']; readonly draft?: Policy },
  signal: AbortSignal,
): Promise<PolicyTestAnswer | Denial> {
  const refused =
    requireRight(context, 'managePolicy') ?? (draft ? refuseDraft(context, draft) : null);
  if (refused) return refused;
  const pause = async () => {
    if (signal.aborted) throw givenUp;
    await breathe();
  };
  return await context.workspace.previewing(async () => {
    const outcomes: PolicyTestOutcome[] = [];
    for (const given of tests) {
      await pause();
      const test = known(context, given);
      if (isDenial(test)) return test;
      const outcome = await outcomeOf(context, test, draft, pause);
      if (isDenial(outcome)) return outcome;
      outcomes.push(outcome);
    }
    return { outcomes };
  });
}

const givenUp = new AppError('unavailable', 'Nobody waits for the answer any more.');

/** A statement by ids, with a condition that can be asked. */
function known(
  context: MemberContext,
  given: PolicyTestRequest['tests'][number],
): PolicyTest | Denial {
  const asked = whatIsAsked(context, given);
  if (isDenial(asked)) return asked;
  const { who, can, record, where } = given;
  if (!isThere(context, who)) return denial('not_found', `There is no such ${who.kind}.`);
  const test = { who, can, ...asked, ...(record !== undefined && { record }) };
  if (where === undefined) return test;
  if (record !== undefined || asked.action === 'create')
    return denial('invalid', 'A condition is about records that are there, not about one.');
  const table = tablesById(context.access.schema).get(asked.table);
  const condition = checkCondition(where as Condition, (id) => table && fieldsById(table).get(id));
  return isDenial(condition) ? condition : { ...test, where: condition };
}

function isThere({ workspace }: MemberContext, { kind, id }: PolicyTest['who']): boolean {
  const { members, services = [], roles } = workspace.store.organisation();
  return (kind === 'role' ? roles : [...members, ...services]).some((one) => one.id === id);
}

async function outcomeOf(
  context: MemberContext,
  test: PolicyTest,
  draft: Policy | undefined,
  pause: () => Promise<void>,
): Promise<PolicyTestOutcome | Denial> {
  const { access: reader, now } = context;
  const { store } = context.workspace;
  const { who, can, action, table, field, record, where } = test;
  const organisation = store.organisation();
  const rules = {
    policy: draft ?? store.policy(),
    shares: sharesToTell(reader, store.shares().open, who, record),
  };
  const subject = accessUnder(
    store,
    rules,
    who.kind === 'role' ? subjectOfRole(who.id) : subjectOf(organisation, who.id, now),
    now,
  );
  const question = { action, ...(field !== undefined && { field }) };
  if (where !== undefined) {
    const plan = planFit({ reader, subject, table, question, where });
    const found = plan && (await store.tally(plan.tally, pause));
    if (plan && found) return fitted(can, plan.tell(found));
    if (plan) return { found: 'unknown' };
  }
  const plan = planExplanation({
    ...question,
    table,
    ...(record !== undefined && { record }),
    ...rules,
    ...{ organisation, reader, subject, others: true },
  });
  const told = isDenial(plan) ? plan : await store.explain(plan);
  // A record that is not there is as good as one that may not be seen.
  if (isDenial(told)) return told.code === 'not_found' ? { found: 'unknown' } : told;
  const { allowed } = told;
  if (allowed !== 'unknown') return { found: allowed === can };
  // Of a table as such it is unknown whatever hangs on its records: so for some, not for others.
  const some = record === undefined && where === undefined;
  return { found: some ? can : 'unknown' };
}

/** He can with all that fit, or he can with none. */
function fitted(can: boolean, { may, mayNot }: Fit): PolicyTestOutcome {
  const against = can ? mayNot : may;
  return {
    found: against.count === 0,
    fitting: may.count + mayNot.count,
    against: { count: against.count, records: against.samples },
  };
}
