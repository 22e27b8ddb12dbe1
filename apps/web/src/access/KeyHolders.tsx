import { endOfDay, type Restriction, startOfDay, todayIn } from '@tessera/model';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type ComboboxItem, MultiCombobox } from '../ui/Combobox.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import { principalKey, principalOf } from './principals.ts';

type Keys = Restriction['exempt'];

/** Whom a lock does not bind, each perhaps for a time. */
export function KeyHolders({
  keys,
  items,
  timeZone,
  onChange,
}: {
  readonly keys: Keys;
  readonly items: readonly ComboboxItem[];
  readonly timeZone: string;
  readonly onChange: (keys: Keys) => void;
}) {
  const { t } = useTranslation();
  const nameOf = (key: string) => items.find(({ value }) => value === key)?.label ?? key;
  const put = (at: number, day: string, end: 'from' | 'until') =>
    onChange(
      keys.map((key, i) => {
        if (i !== at) return key;
        const { [end]: _, ...rest } = key;
        if (day === '') return rest;
        return {
          ...rest,
          [end]: end === 'from' ? startOfDay(day, timeZone) : endOfDay(day, timeZone),
        };
      }),
    );
  return (
    <div className="flex flex-col gap-2">
      <MultiCombobox
        label={t('rules.lock.keys')}
        hint={t('rules.lock.keysHint')}
        items={items}
        values={keys.map(({ to }) => principalKey(to))}
        emptyText={t('common.nothingFound')}
        placeholder={t('rules.lock.nobody')}
        removeLabel={(name) => t('common.remove', { name })}
        onChange={(values) =>
          onChange(
            values.map(
              (value) =>
                keys.find(({ to }) => principalKey(to) === value) ?? { to: principalOf(value) },
            ),
          )
        }
      />
      {keys.map(({ to, from, until }, at) => {
        const key = principalKey(to);
        const name = nameOf(key);
        return (
          <div key={key} className="flex flex-wrap items-center gap-2 text-sm">
            <span className="min-w-32 flex-1 truncate">{name}</span>
            <TextField
              label={t('rules.lock.fromOf', { name })}
              hideLabel
              type="date"
              className="w-40"
              value={from === undefined ? '' : todayIn(from, timeZone)}
              onChange={(event) => put(at, event.currentTarget.value, 'from')}
            />
            <span className="text-ink-muted">{t('rules.lock.until')}</span>
            <TextField
              label={t('rules.lock.untilOf', { name })}
              hideLabel
              type="date"
              className="w-40"
              value={until === undefined ? '' : todayIn(until - 1, timeZone)}
              onChange={(event) => put(at, event.currentTarget.value, 'until')}
            />
            <IconButton
              label={t('common.remove', { name })}
              onClick={() => onChange(keys.filter((_, i) => i !== at))}
            >
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </div>
        );
      })}
    </div>
  );
}
