import type { AdministratorsAnswer } from '@tessera/protocol';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n/i18n.ts';
import { Avatar, hueOf } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import type { Names } from './directory.ts';

/** One duty: what it means, who holds it through what, and giving and taking it. */
export function DutyCard({
  state,
  names,
  me,
  onGive,
  onTake,
}: {
  readonly state: AdministratorsAnswer['duties'][number];
  readonly names: Names;
  readonly me: string;
  readonly onGive: () => void;
  readonly onTake: (member: string, role: string) => void;
}) {
  const { t } = useTranslation();
  const { duty, holders, mine } = state;
  const name = t(`duties.names.${duty}`);
  const day = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' });
  return (
    <li className="rounded-lg border border-line" aria-label={name}>
      <div className="flex flex-wrap items-start gap-3 border-b border-line bg-canvas px-4 py-2.5">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{name}</h2>
          <p className="text-sm text-ink-muted">{t(`duties.texts.${duty}`)}</p>
        </div>
        {mine && (
          <Button size="sm" icon={<Plus size={14} aria-hidden />} onClick={onGive}>
            {t('duties.give')}
          </Button>
        )}
      </div>
      {holders.length === 0 ? (
        <p className="px-4 py-3 text-ink-muted">{t('duties.nobody')}</p>
      ) : (
        <ul>
          {holders.map(({ member, through }) => (
            <li
              key={member}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-b-0"
            >
              <Avatar name={names.member(member)} />
              <span className="min-w-40">
                {names.member(member)}
                {member === me && <span className="text-ink-muted"> ({t('people.you')})</span>}
              </span>
              <ul className="flex min-w-0 flex-1 flex-col gap-1">
                {through.map((way, at) => (
                  <li key={at} className="flex flex-wrap items-center gap-2 text-sm">
                    {way.role === null ? (
                      <span className="text-ink-muted">{t('duties.byRule')}</span>
                    ) : (
                      <Chip color={hueOf(way.role)}>{names.role(way.role)}</Chip>
                    )}
                    {way.group !== undefined && (
                      <span className="text-ink-muted">{t('duties.by', { group: way.group })}</span>
                    )}
                    {way.from !== undefined && (
                      <span className="text-ink-muted">
                        {t('duties.from', { date: day.format(way.from) })}
                      </span>
                    )}
                    {way.until !== undefined && (
                      <span className="text-ink-muted">
                        {t('duties.until', { date: day.format(way.until - 1) })}
                      </span>
                    )}
                    {way.reason && <span className="text-ink-muted">“{way.reason}”</span>}
                    {mine && member !== me && way.role !== null && way.group === undefined && (
                      <IconButton
                        size="sm"
                        label={t('duties.takeFrom', { duty: name, name: names.member(member) })}
                        onClick={() => onTake(member, way.role ?? '')}
                      >
                        <X size={13} aria-hidden />
                      </IconButton>
                    )}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
