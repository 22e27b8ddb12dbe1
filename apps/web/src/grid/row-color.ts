import {
  always,
  type BindEnv,
  type Bound,
  bindCondition,
  type CellValue,
  endOfDay,
  evaluate,
  type Field,
  fold,
  type ViewColor,
} from '@tessera/model';
import type { LinkValue, OutField, OutTable, OutValue } from '@tessera/protocol';
import { useMemo } from 'react';
import { asModelField, cellOf, isClosed } from '../field-types/convert.ts';
import type { CellEnv } from '../field-types/field-ui.ts';
import { isSeen } from '../field-types/readable.ts';
import { shownCellOf, type TableData } from '../state/table-data.ts';

/** A cell as this member may see it; undefined: not at all. */
export type SeenCell = (field: string) => OutValue | undefined;

/** The colour of a record by name; null: none. */
export type RowColor = (seen: SeenCell) => string | null;

/**
 * How a view colours records. It decides over what stands on the screen alone: of a cell that may not be seen every
 * condition is false, also a negated one. undefined when the view has no colours.
 */
export function rowColorOf(
  color: ViewColor | undefined,
  fields: readonly OutField[],
  env: CellEnv,
): RowColor | undefined {
  if (!color) return undefined;
  return 'field' in color
    ? choiceColor(fields.find(({ id }) => id === color.field))
    : ruleColor(color.rules, fields, env);
}

/** What colours the records of a table under a look. */
export function useRowColor(
  color: ViewColor | undefined,
  table: OutTable,
  env: CellEnv,
): RowColor | undefined {
  return useMemo(() => rowColorOf(color, table.fields, env), [color, table.fields, env]);
}

/** A cell as it stands on the screen, for `RowColor`. */
export function seenCell(data: TableData, id: string, field: string): OutValue | undefined {
  const shown = shownCellOf(data, id, field);
  return shown && isSeen(shown.level) ? shown.value : undefined;
}

function choiceColor(field: OutField | undefined): RowColor | undefined {
  if (field?.type !== 'singleSelect') return undefined;
  const colors = new Map(field.options?.map((option) => [option.id, option.color]));
  return (seen) => {
    const value = seen(field.id);
    return typeof value === 'object' && value !== null && 'id' in value
      ? (colors.get(value.id) ?? null)
      : null;
  };
}

type Rules = Extract<ViewColor, { readonly rules: unknown }>['rules'];

function ruleColor(rules: Rules, fields: readonly OutField[], env: CellEnv): RowColor | undefined {
  if (rules.length === 0) return undefined;
  const byId = new Map(fields.map((field) => [field.id, field]));
  const bindEnv = bindEnvOf(byId, env);
  const bound = rules.map(({ when, color }) => ({ color, when: bindCondition(when, bindEnv) }));
  const read = [...new Set(bound.flatMap(({ when }) => fieldsOf(when)))];
  const model = (id: string) => (isMark(id) ? markField(id) : bindEnv.field(id));
  return (seen) => {
    const cells: Record<string, CellValue> = {};
    for (const id of read) {
      const field = byId.get(id);
      const value = seen(id);
      if (!field || value === undefined) continue;
      cells[seenMark(id)] = true;
      if (field.type !== 'link') cells[id] = cellOf(field, value);
    }
    const record = { id: '', cells };
    const linked = (node: Extract<Bound, { kind: 'linked' }>) =>
      linksIn(seen(node.link)).some((one) => {
        const target = isClosed(one)
          ? { id: '', cells: {} }
          : { id: one.id, cells: { [titleField.id]: fold(one.title) } };
        return evaluate(
          node.some,
          target,
          () => titleField,
          () => false,
        );
      });
    return bound.find(({ when }) => evaluate(when, record, model, linked))?.color ?? null;
  };
}

function linksIn(value: OutValue | undefined): readonly LinkValue[] {
  return Array.isArray(value) ? (value as readonly LinkValue[]) : [];
}

/** Sets of members beside `me` are not known here, and not offered for colours. */
function bindEnvOf(byId: ReadonlyMap<string, OutField>, env: CellEnv): BindEnv {
  return {
    field: (id) => {
      const field = byId.get(id);
      return field && !field.many ? asModelField(field) : undefined;
    },
    context: {
      me: env.me ?? null,
      myTeams: [],
      myDepartments: [],
      myReports: [],
      myAllReports: [],
    },
    now: endOfDay(env.today, env.timeZone) - 1,
    timeZone: env.timeZone,
    polarity: 'filter',
    // Whether a cell may be seen is a cell of its own, so that conditions are bound once for all records.
    guard: (field, atom) => ({
      kind: 'and',
      of: [{ kind: 'atom', field: seenMark(field.id), test: { op: 'eq', value: true } }, atom],
    }),
    link: () => ({
      visible: always,
      title: { field: titleField.id, storage: 'text', when: always },
    }),
  };
}

const titleField = { id: 'title', type: 'text' } as unknown as Field;
const seenMark = (id: string) => `seen ${id}`;
const isMark = (id: string) => id.startsWith('seen ');
const markField = (id: string) => ({ id, type: 'checkbox' }) as unknown as Field;

function fieldsOf(bound: Bound): readonly string[] {
  switch (bound.kind) {
    case 'and':
    case 'or':
      return bound.of.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(bound.of);
    case 'atom':
      return isMark(bound.field) ? [bound.field.slice('seen '.length)] : [];
    default:
      return [];
  }
}
