import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** The window of a form of a rule, with what the rule says at its foot. */
export function RuleDialog({
  title,
  text,
  unfinished,
  says,
  onTake,
  onClose,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  /** What is still to do, told to whoever takes it over too early. */
  readonly unfinished: string;
  /** The rule in words, line by line; null while it is not finished. */
  readonly says: readonly string[] | null;
  readonly onTake: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const [tried, setTried] = useState(false);
  const take = () => {
    setTried(true);
    if (says !== null) onTake();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={title}
      {...(text !== undefined && { description: text })}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" onClick={take}>
            {t('rules.form.take')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {tried && says === null && <Banner kind="error">{unfinished}</Banner>}
        {children}
        {says !== null && (
          <div aria-live="polite" className="rounded-lg bg-canvas px-3 py-2">
            {says.map((line) => (
              <p key={line} className="not-first:text-sm not-first:text-ink-muted">
                {line}
              </p>
            ))}
          </div>
        )}
      </div>
    </Dialog>
  );
}
