import {
  type Bound,
  type Condition,
  type RecordId,
  type TableId,
  tablesById,
} from '@tessera/model';
import type { Access } from '../access.ts';
import { holdingOf } from '../outcome.ts';
import { tallyOf } from '../preview/tally-of.ts';
import { readsAll, seesWhole } from '../reads-all.ts';
import { compileCondition } from '../scope.ts';
import type { SecuredTally, Tally } from '../secured-query.ts';
import { answer, type ExplainQuestion } from './explain.ts';

/** Records that a condition fits: how many, and a few of them. */
export interface Fitting {
  readonly count: number;
  readonly samples: readonly RecordId[];
}

/** With which of the records that a condition fits a subject may do what was asked, and with which not. */
export interface Fit {
  readonly may: Fitting;
  readonly mayNot: Fitting;
}

/** A fit that has to be counted yet: the store answers `tally`, and `tell` adds up. */
export interface FitPlan {
  readonly tally: SecuredTally;
  tell(found: Tally): Fit;
}

/**
 * Plans to count with how many of the records that a condition fits a subject may do something. As in a preview, null
 * where the reader may not read, on every record, all that decides: nothing in a record may move the answer then.
 * `me` in the condition is the subject.
 */
export function planFit(asked: {
  readonly reader: Access;
  readonly subject: Access;
  readonly table: TableId;
  readonly question: ExplainQuestion;
  readonly where: Condition;
}): FitPlan | null {
  const { reader, subject, question } = asked;
  const table = tablesById(reader.schema).get(asked.table);
  if (!table || !seesWhole(reader, table.id)) return null;
  const own = subject.tables.get(table.id);
  const fits = compileCondition(asked.where, table, 'grant', subject);
  const truths: readonly Bound[] = [fits, ...(own?.bits ?? [])];
  if (!truths.every((bound) => readsAll(reader, table.id, bound))) return null;
  return {
    tally: tallyOf({ table: table.id, truths, keys: [], links: [] }),
    tell: (found) => {
      const fitting = found.filter(({ kind }) => kind.truths[0] === '1');
      const may = fitting.filter(
        ({ kind }) =>
          own && answer(own, holdingOf(bitmapOf(kind.truths.slice(1))), question).allowed,
      );
      const mayNot = fitting.filter((one) => !may.includes(one));
      return { may: together(may), mayNot: together(mayNot) };
    },
  };
}

/** Truths as a text, the first one the lowest bit. */
function bitmapOf(truths: string): number {
  return [...truths].reduce((bits, truth, i) => (truth === '1' ? bits | (1 << i) : bits), 0);
}

const mostSamples = 3;

const together = (kinds: Tally): Fitting => ({
  count: kinds.reduce((sum, { count }) => sum + count, 0),
  samples: kinds.flatMap(({ samples }) => samples).slice(0, mostSamples),
});
