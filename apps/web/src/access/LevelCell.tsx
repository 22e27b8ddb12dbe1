import type { Level } from '@tessera/model';
import { ChevronDown, Eye, EyeOff, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../ui/cx.ts';
import { Menu, MenuChoice } from '../ui/Menu.tsx';

const looks: Record<Level, { icon: typeof Eye; look: string }> = {
  hidden: { icon: EyeOff, look: 'text-danger' },
  masked: { icon: EyeOff, look: 'text-warning' },
  read: { icon: Eye, look: 'text-ink' },
  edit: { icon: Pencil, look: 'text-success' },
};

/** The level of a field or class in one rule; grey when it only follows. */
export function LevelCell({
  label,
  own,
  follows,
  offered,
  fixed,
  changed,
  onChange,
}: {
  readonly label: string;
  readonly own: Level | null;
  /** null: it follows nothing and must have a level. */
  readonly follows: Level | null;
  readonly offered: readonly Level[];
  readonly fixed: boolean;
  readonly changed: boolean;
  readonly onChange: (level: Level | null) => void;
}) {
  const { t } = useTranslation();
  const level = own ?? follows ?? 'hidden';
  const { icon: Icon, look } = looks[level];
  const word = t(`access.level.${level}`);
  const face = (
    <>
      <Icon size={13} aria-hidden className={own ? look : 'text-ink-faint'} />
      <span className={own ? 'font-medium text-ink' : 'text-ink-muted'}>{word}</span>
    </>
  );
  if (fixed) return <span className="flex min-h-7 items-center gap-1.5 px-2 text-sm">{face}</span>;
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${label}: ${word}`}
          className={cx(
            'group flex min-h-7 w-full items-center gap-1.5 rounded-md px-2 text-left text-sm hover:bg-hover data-popup-open:bg-hover',
            changed && 'bg-accent-soft',
          )}
        >
          {face}
          <ChevronDown
            size={12}
            aria-hidden
            className="ml-auto text-ink-faint opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
          />
        </button>
      }
    >
      <MenuChoice<Level | 'follow'>
        label={label}
        value={own ?? 'follow'}
        items={[
          ...(follows
            ? [
                {
                  value: 'follow' as const,
                  label: t('access.follows', { level: t(`access.level.${follows}`) }),
                },
              ]
            : []),
          ...offered.map((value) => ({ value, label: t(`access.level.${value}`) })),
        ]}
        onChange={(value) => onChange(value === 'follow' ? null : value)}
      />
    </Menu>
  );
}
