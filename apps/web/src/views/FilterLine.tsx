import type { OutTable } from '@tessera/protocol';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asShown } from '../field-types/as-shown.ts';
import type { CellEnv } from '../field-types/field-ui.ts';
import { isReadable } from '../field-types/readable.ts';
import { uiOf } from '../field-types/registry.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import {
  type FilterRow,
  isMany,
  isUnary,
  newRow,
  operatorsFor,
  setsAllowed,
} from './filter-model.ts';

const dated = new Set(['date', 'dateTime', 'createdTime', 'modifiedTime']);
const compared = new Set(['lt', 'lte', 'gt', 'gte', 'is', 'isNot']);

/** One condition: field, operator in words, value. */
export function FilterLine({
  table,
  env,
  row,
  onChange,
}: {
  readonly table: Pick<OutTable, 'fields'>;
  readonly env: CellEnv;
  readonly row: FilterRow;
  readonly onChange: (row: FilterRow | null) => void;
}) {
  const { t } = useTranslation();
  const found = table.fields.find((one) => one.id === row.field);
  if (!found) return null;
  const field = asShown(found);
  const { FilterInput } = uiOf(field);
  const isDate = dated.has(field.type);
  const word = (operator: FilterRow['operator']) =>
    isDate && compared.has(operator)
      ? t(`grid.dateOperators.${operator as 'lt'}`)
      : field.type === 'number' ||
          field.type === 'currency' ||
          field.type === 'percent' ||
          field.type === 'autonumber'
        ? t(`grid.numberOperators.${operator as 'lt'}`, {
            defaultValue: t(`grid.operators.${operator}`),
          })
        : t(`grid.operators.${operator}`);
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-start gap-1.5 sm:flex-nowrap">
      <Select
        label={t('grid.filter.field')}
        hideLabel
        size="sm"
        className="w-40 shrink-0"
        items={table.fields.filter(isReadable).map((one) => ({ value: one.id, label: one.name }))}
        value={field.id}
        onChange={(id) => {
          const next = table.fields.find((one) => one.id === id);
          if (next) onChange(newRow(next, undefined, env.rule !== undefined));
        }}
      />
      <Select
        label={t('grid.filter.operator')}
        hideLabel
        size="sm"
        className="w-36 shrink-0"
        items={operatorsFor(field).map((operator) => ({ value: operator, label: word(operator) }))}
        value={row.operator}
        onChange={(operator) => {
          const keeps =
            isMany(operator) === isMany(row.operator) &&
            !isUnary(operator) &&
            !isUnary(row.operator);
          onChange(keeps ? { ...row, operator } : newRow(field, operator, env.rule !== undefined));
        }}
      />
      <div className="flex min-w-24 flex-1">
        {!isUnary(row.operator) && (
          <FilterInput
            key={`${field.id} ${isMany(row.operator)}`}
            field={field}
            env={{ ...env, sets: env.sets !== false && setsAllowed(env.rule, row.operator) }}
            many={isMany(row.operator)}
            value={row.value}
            label={t('grid.filter.value')}
            onChange={(value) => {
              const { value: _old, ...rest } = row;
              onChange(value === undefined ? rest : { ...rest, value });
            }}
          />
        )}
      </div>
      <IconButton
        size="sm"
        label={t('grid.filter.removeLine')}
        className="mt-0.5"
        onClick={() => onChange(null)}
      >
        <Trash2 size={14} aria-hidden />
      </IconButton>
    </div>
  );
}

/** "Where", then "and" or "or"; the second line decides for all. */
export function JoinWord({
  index,
  join,
  onJoin,
}: {
  readonly index: number;
  readonly join: 'and' | 'or';
  readonly onJoin: (join: 'and' | 'or') => void;
}) {
  const { t } = useTranslation();
  if (index === 1) {
    return (
      <Select
        label={t('grid.filter.join')}
        hideLabel
        size="sm"
        className="w-18 shrink-0"
        items={[
          { value: 'and', label: t('grid.filter.and') },
          { value: 'or', label: t('grid.filter.or') },
        ]}
        value={join}
        onChange={onJoin}
      />
    );
  }
  return (
    <span className="w-18 shrink-0 px-2 pt-1 text-sm text-ink-muted">
      {index === 0 ? t('grid.filter.where') : t(`grid.filter.${join}`)}
    </span>
  );
}
