import { type FieldRule, type Level, levels } from '@tessera/model';
import type { OutTable, SchemaAnswer } from '@tessera/protocol';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MultiCombobox } from '../ui/Combobox.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { withUnnamed } from './with-unnamed.ts';

type Entry = FieldRule['except'][number];

const idOf = (entry: Entry) => ('field' in entry ? entry.field : entry.class);

/** Classes and fields that a rule opens further, or less far, than the others of its table. */
export function ExceptFields({
  table,
  classes,
  rule,
  onChange,
}: {
  readonly table: OutTable;
  readonly classes: NonNullable<SchemaAnswer['classes']>;
  readonly rule: FieldRule;
  readonly onChange: (rule: FieldRule) => void;
}) {
  const { t } = useTranslation();
  // Closing is what one mostly wants of an exception.
  const level: Level = rule.default === 'hidden' ? 'read' : 'hidden';
  const isClass = (id: string) => classes.some((one) => one.id === id);
  const items = withUnnamed(
    [
      ...classes.map(({ id, name }) => ({ value: id, label: t('access.classRow', { name }) })),
      ...table.fields.map(({ id, name }) => ({ value: id, label: name })),
    ],
    rule.except.map(idOf),
    () => t('access.sentence.unknownField'),
  );
  const put = (except: readonly Entry[]) => onChange({ ...rule, except });
  return (
    <div className="flex flex-col gap-2">
      <MultiCombobox
        label={t('rules.form.except')}
        items={items}
        values={rule.except.map(idOf)}
        emptyText={t('common.nothingFound')}
        placeholder={t('common.none')}
        removeLabel={(name) => t('common.remove', { name })}
        onChange={(ids) =>
          put(
            ids.map(
              (id) =>
                rule.except.find((one) => idOf(one) === id) ??
                (isClass(id) ? { class: id, level } : { field: id, level }),
            ),
          )
        }
      />
      {rule.except.map((entry) => {
        const id = idOf(entry);
        const name = items.find(({ value }) => value === id)?.label ?? '';
        return (
          <div key={id} className="flex items-center gap-2 text-sm">
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <Select<Level>
              label={t('rules.form.levelOf', { name })}
              hideLabel
              className="w-40"
              value={entry.level}
              items={levels.map((value) => ({ value, label: t(`access.level.${value}`) }))}
              onChange={(next) =>
                put(rule.except.map((one) => (one === entry ? { ...one, level: next } : one)))
              }
            />
            <IconButton
              label={t('common.remove', { name })}
              onClick={() => put(rule.except.filter((one) => one !== entry))}
            >
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </div>
        );
      })}
    </div>
  );
}
