import { Languages } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, setLanguage } from '../i18n/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuChoice } from '../ui/Menu.tsx';

/** The frame of pages before the workspace: a mark, a card, a language switch. */
export function AccountLayout({
  title,
  intro,
  wide = false,
  children,
}: {
  readonly title: ReactNode;
  readonly intro?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className="flex min-h-full flex-col items-center px-4 py-8 sm:py-14">
      <main className={`w-full ${wide ? 'max-w-2xl' : 'max-w-sm'}`}>
        <img src="/tessera.svg" alt="" className="mb-4 size-9" />
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {intro && <p className="mt-1 text-ink-muted">{intro}</p>}
        <div className="mt-6">{children}</div>
      </main>
      <div className="mt-8">
        <Menu
          side="top"
          align="center"
          trigger={
            <Button kind="quiet" size="sm" icon={<Languages size={15} aria-hidden />}>
              {t(`common.languages.${currentLanguage()}`)}
            </Button>
          }
        >
          <MenuChoice
            label={t('common.language')}
            value={currentLanguage()}
            items={[
              { value: 'en', label: t('common.languages.en') },
              { value: 'zh', label: t('common.languages.zh') },
            ]}
            onChange={setLanguage}
          />
        </Menu>
      </div>
    </div>
  );
}
