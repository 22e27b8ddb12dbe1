import {
  allInputs,
  type Denial,
  denial,
  type Field,
  type FieldOf,
  type FormulaResult,
  fieldsById,
  formulaInputs,
  formulaRefusal,
  isDenial,
  isProblem,
  type Policy,
  type ReadFormula,
  readFormula,
  resultsOf,
  type Table,
} from '@tessera/model';
import { readsWhole, type TableAccess } from '@tessera/permissions';
import type { FieldRequest } from '@tessera/protocol';
import type { MemberContext } from '../context.ts';
import type { FieldBase } from './make-field.ts';
import { ownTable } from './seen.ts';

type Asked = Pick<FieldRequest, 'expression' | 'result' | 'precision' | 'currency'>;

/** A new formula over fields that its maker reads on every record. */
export function newFormula(
  context: MemberContext,
  table: TableAccess,
  base: FieldBase,
  asked: Asked,
): FieldOf<'formula'> | Denial {
  const read = readExpression(context, table, base, asked.expression ?? '');
  if (isDenial(read)) return read;
  const result = resultOf(base, read.type, asked);
  return isDenial(result) ? result : formulaOf(base, read.expression, result);
}

/**
 * A formula with another text or another look. Whoever changes it reads on every record what it reads and what it read
 * before; and where a rule decides by it, he makes the rules.
 */
export function changedFormula(
  context: MemberContext,
  table: TableAccess,
  before: FieldOf<'formula'>,
  asked: Asked,
): FieldOf<'formula'> | Denial {
  const { expression, result, precision, currency } = asked;
  if ([expression, result, precision, currency].every((one) => one === undefined)) return before;
  const refused =
    refuseBlindInputs(context, table, before, formulaInputs(before)) ??
    refuseRuled(context, table.table, before);
  if (refused) return refused;
  const text = expression ?? before.expression;
  const read =
    expression === undefined
      ? readFormula(text, table.table.fields)
      : readExpression(context, table, before, text);
  if (isDenial(read)) return read;
  if (isProblem(read)) return formulaRefusal(before, read);
  const kept = { ...resultSettings(before), ...given(asked) };
  const made = resultOf(before, read.type, kept);
  return isDenial(made) ? made : formulaOf(before, read.expression, made);
}

/** Whoever decides by rules knows what they decide by: nobody else changes what a rule reads, through whatever lies between. */
export function refuseRuled(context: MemberContext, table: Table, field: Field): Denial | null {
  if (context.access.workspace.has('managePolicy')) return null;
  return isRuled(context.workspace.store.policy(), table, field)
    ? denial(
        'forbidden',
        `A rule decides by "${field.name}": changing how it is made needs the right to change the rules.`,
      )
    : null;
}

/** Whether some rule decides by a field, or by what is made of it. */
export function isRuled(policy: Policy, table: Table, field: Field): boolean {
  const made = table.fields.filter((one) => allInputs(table, one).includes(field.id));
  const ids = [field, ...made].map(({ id }) => `"${id}"`);
  const named = (part: unknown) => {
    const text = JSON.stringify(part ?? null);
    return ids.some((id) => text.includes(id));
  };
  return (
    policy.grants.some(({ scope }) => named(scope)) ||
    policy.restrictions.some(({ when }) => named(when))
  );
}

const given = <T extends object>(asked: T): T =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as T;

function resultSettings(field: FieldOf<'formula'>): Asked {
  const { result } = field;
  return {
    ...('precision' in field && { precision: field.precision }),
    ...('currency' in field && { currency: field.currency }),
    ...((result === 'number' || result === 'percent' || result === 'currency') && { result }),
  };
}

function formulaOf(base: FieldBase, expression: string, result: FormulaResult): FieldOf<'formula'> {
  const {
    result: _result,
    precision: _precision,
    currency: _currency,
    ...rest
  } = base as FieldBase & Asked;
  return { ...rest, type: 'formula', expression, ...result };
}

/** Reads a formula over the fields its writer reads; he must read those it names on every record. */
function readExpression(
  context: MemberContext,
  table: TableAccess,
  field: Pick<Field, 'name'>,
  text: string,
): ReadFormula | Denial {
  const own = ownTable(context, table);
  const known = table.table.fields.filter(({ id }) => own?.references.has(id));
  const read = readFormula(text, known);
  if (isProblem(read)) return formulaRefusal(field, read);
  const inputs = formulaInputs({
    type: 'formula',
    expression: read.expression,
  } as FieldOf<'formula'>);
  return refuseBlindInputs(context, table, field, inputs) ?? read;
}

/** A formula tells of all records what it reads: its maker must be able to read it there. */
function refuseBlindInputs(
  context: MemberContext,
  table: TableAccess,
  field: Pick<Field, 'name'>,
  inputs: readonly string[],
): Denial | null {
  // A table that is only being made has no records.
  if (ownTable(context, table) === table) return null;
  const blind = inputs.find((id) => !readsWhole(context.access, table.table.id, id));
  if (blind === undefined) return null;
  const own = context.access.tables.get(table.table.id);
  const name = own?.references.has(blind) ? fieldsById(table.table).get(blind)?.name : undefined;
  return denial(
    'forbidden',
    name === undefined
      ? `Only who may read on every record what "${field.name}" reads changes it.`
      : `Only who may read "${name}" on every record makes a formula of it.`,
  );
}

function resultOf(
  field: Pick<Field, 'name'>,
  type: ReadFormula['type'],
  { result, precision = 2, currency = 'USD' }: Asked,
): FormulaResult | Denial {
  const [usual] = resultsOf[type];
  const wanted = result ?? usual ?? 'text';
  if (type !== 'number') {
    if (result !== undefined)
      return denial('invalid', `"${field.name}" gives no number to be shown as a ${result}.`);
    return { result: wanted } as FormulaResult;
  }
  if (wanted === 'currency') return { result: wanted, precision, currency };
  return { result: wanted, precision } as FormulaResult;
}
