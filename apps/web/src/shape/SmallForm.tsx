import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { openShape } from './shape-task.ts';

/** A dialog with few settings: saves, shows what went wrong, closes when all is well. */
export function SmallForm({
  title,
  description,
  saveLabel,
  ready = true,
  width = 'sm',
  onSave,
  children,
}: {
  readonly title: string;
  readonly description?: string;
  readonly saveLabel: string;
  readonly ready?: boolean;
  readonly width?: 'sm' | 'md' | 'lg';
  readonly onSave: () => Promise<void>;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const save = async () => {
    if (!ready || busy) return;
    setBusy(true);
    setFailed(undefined);
    try {
      await onSave();
      openShape(null);
    } catch (error) {
      setFailed(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && openShape(null)}
      title={title}
      {...(description && { description })}
      width={width}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button onClick={() => openShape(null)}>{t('common.cancel')}</Button>
          <Button kind="primary" type="submit" form="shape-form" busy={busy} disabled={!ready}>
            {saveLabel}
          </Button>
        </>
      }
    >
      <form
        id="shape-form"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {children}
        {failed && <Banner kind="error">{failed}</Banner>}
      </form>
    </Dialog>
  );
}
