import { useTranslation } from 'react-i18next';
import type { shortcuts as words } from '../i18n/en/shortcuts.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { type Chord, keyCap, shortcutGroups } from './shortcuts.ts';

/** Every key of the interface on one page, as the keyboard at hand prints them. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width="lg"
      title={t('shortcuts.title')}
      closeLabel={t('common.close')}
    >
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {shortcutGroups.map((group) => (
          <section key={group.name} aria-label={t(`shortcuts.groups.${group.name as Group}`)}>
            <h3 className="mb-1.5 text-sm font-semibold">
              {t(`shortcuts.groups.${group.name as Group}`)}
            </h3>
            <ul className="flex flex-col gap-1">
              {group.shortcuts.map((one) => (
                <li key={one.name} className="flex items-center justify-between gap-3 text-sm">
                  <span className="text-ink-muted">{t(`shortcuts.names.${one.name as Name}`)}</span>
                  <span className="flex shrink-0 items-center gap-1.5">
                    {one.chords.map((chord) => (
                      <Keys key={chord.join()} chord={chord} />
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

type Group = keyof (typeof words)['groups'];
type Name = keyof (typeof words)['names'];

function Keys({ chord }: { readonly chord: Chord }) {
  return (
    <span className="flex gap-0.5">
      {chord.map((key) => (
        <kbd
          key={key}
          className="min-w-5 rounded border border-line-strong bg-canvas px-1 text-center font-sans text-2xs leading-5"
        >
          {keyCap(key)}
        </kbd>
      ))}
    </span>
  );
}
