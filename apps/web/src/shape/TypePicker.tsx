import type { FieldType } from '@tessera/model';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldIcon } from '../grid/field-icon.tsx';
import { cx } from '../ui/cx.ts';
import { SearchField } from '../ui/SearchField.tsx';
import { typeGroups } from './field-draft.ts';

/** Every type with what it is for; one is chosen. Arrows move, typing above finds. */
export function TypePicker({
  value,
  types: open,
  onChange,
}: {
  readonly value: FieldType;
  /** Only these; absent: all. */
  readonly types?: readonly FieldType[];
  readonly onChange: (type: FieldType) => void;
}) {
  const { t } = useTranslation();
  const name = useId();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const groups = typeGroups
    .map(({ group, types }) => ({
      group,
      types: (types as readonly FieldType[]).filter(
        (type) =>
          (open?.includes(type) ?? true) &&
          `${t(`shape.types.${type}`)} ${t(`shape.typeHints.${type}`)}`
            .toLowerCase()
            .includes(wanted),
      ),
    }))
    .filter(({ types }) => types.length > 0);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-sm font-medium">{t('shape.type')}</span>
      <search
        onKeyDown={(event) => {
          const [first] = groups.flatMap(({ types }) => types);
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (wanted !== '' && first) onChange(first);
        }}
      >
        <SearchField
          label={t('shape.findType')}
          clearLabel={t('common.clear')}
          value={text}
          onChange={setText}
        />
      </search>
      <div
        role="radiogroup"
        aria-label={t('shape.type')}
        className="relative h-56 overflow-y-auto rounded-md border border-line p-1 md:h-[26rem]"
      >
        {groups.length === 0 && (
          <p className="p-2 text-sm text-ink-muted">{t('common.nothingFound')}</p>
        )}
        {groups.map(({ group, types }) => (
          <div key={group}>
            <div className="px-2 pt-2 pb-0.5 text-xs text-ink-muted">
              {t(`shape.groups.${group}`)}
            </div>
            {types.map((type) => (
              <label
                key={type}
                className={cx(
                  'flex items-center gap-2.5 rounded-md px-2 py-1 has-focus-visible:outline-2 has-focus-visible:outline-accent',
                  type === value ? 'bg-accent-soft' : 'hover:bg-hover',
                )}
              >
                <input
                  type="radio"
                  name={name}
                  className="sr-only"
                  checked={type === value}
                  onChange={() => onChange(type)}
                  aria-label={t(`shape.types.${type}`)}
                />
                <FieldIcon type={type} />
                <span className="min-w-0 flex-1">
                  <span
                    className={cx('block text-sm', type === value && 'font-medium text-accent')}
                  >
                    {t(`shape.types.${type}`)}
                  </span>
                  <span className="block truncate text-xs text-ink-muted">
                    {t(`shape.typeHints.${type}`)}
                  </span>
                </span>
              </label>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
