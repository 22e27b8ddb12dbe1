import type { OutTable, SchemaAnswer } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { MultiCombobox } from '../ui/Combobox.tsx';
import { withUnnamed } from './with-unnamed.ts';

/** Which classes and single fields a rule is about. */
export function FieldPickers({
  schema,
  tables,
  classes,
  fields,
  onChange,
}: {
  readonly schema: SchemaAnswer;
  /** Whose fields are offered. */
  readonly tables: readonly OutTable[];
  readonly classes: readonly string[];
  readonly fields: readonly string[];
  readonly onChange: (change: {
    readonly classes?: readonly string[];
    readonly fields?: readonly string[];
  }) => void;
}) {
  const { t } = useTranslation();
  const unknown = () => t('access.sentence.unknownField');
  const shared = {
    emptyText: t('common.nothingFound'),
    placeholder: t('common.none'),
    removeLabel: (name: string) => t('common.remove', { name }),
  };
  return (
    <>
      <MultiCombobox
        {...shared}
        label={t('rules.lock.classes')}
        items={withUnnamed(
          (schema.classes ?? []).map(({ id, name }) => ({ value: id, label: name })),
          classes,
          unknown,
        )}
        values={classes}
        onChange={(next) => onChange({ classes: next })}
      />
      <MultiCombobox
        {...shared}
        label={t('rules.lock.fields')}
        items={withUnnamed(
          tables.flatMap((table) =>
            table.fields.map(({ id, name }) => ({ value: id, label: name, hint: table.name })),
          ),
          fields,
          unknown,
        )}
        values={fields}
        onChange={(next) => onChange({ fields: next })}
      />
    </>
  );
}
