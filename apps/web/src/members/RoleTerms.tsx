import { endOfDay, todayIn } from '@tessera/model';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n/i18n.ts';
import { TextField } from '../ui/TextField.tsx';
import type { GivenRole } from './member-form.ts';

/** Until when each role is held: a day that is still part of it, or no end. */
export function RoleTerms({
  roles,
  roleName,
  timeZone,
  disabled,
  onChange,
}: {
  readonly roles: readonly GivenRole[];
  readonly roleName: (id: string) => string;
  /** Of the workspace: it decides when a day ends. */
  readonly timeZone: string;
  readonly disabled: boolean;
  readonly onChange: (roles: readonly GivenRole[]) => void;
}) {
  const { t } = useTranslation();
  const day = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeZone });
  const end = (at: number, text: string) =>
    onChange(
      roles.map(({ until: _, ...role }, index) => {
        if (index !== at) return roles[index] ?? role;
        return text === '' ? role : { ...role, until: endOfDay(text, timeZone) };
      }),
    );
  if (roles.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5" aria-label={t('people.terms')}>
      {roles.map(({ role, from, until }, index) => (
        <li key={`${role}${from}`} className="flex items-center gap-3">
          <span className="min-w-0 flex-1 truncate text-sm">
            {from === undefined
              ? roleName(role)
              : t('people.from', { name: roleName(role), date: day.format(from) })}
          </span>
          <span className="text-sm text-ink-muted">{t('people.untilDay')}</span>
          <TextField
            label={t('people.untilOf', { name: roleName(role) })}
            hideLabel
            type="date"
            className="w-40"
            disabled={disabled}
            min={todayIn(Date.now(), timeZone)}
            value={until === undefined ? '' : todayIn(until - 1, timeZone)}
            onChange={(event) => end(index, event.currentTarget.value)}
          />
        </li>
      ))}
    </ul>
  );
}
