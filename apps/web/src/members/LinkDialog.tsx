import type { InvitedAnswer } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { CopyField } from '../ui/CopyField.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** An invitation's link, shown this once. */
export function LinkDialog({
  invited,
  onClose,
}: {
  readonly invited: InvitedAnswer | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={invited !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('people.linkTitle', { name: invited?.member.name ?? '' })}
      description={t('people.linkText', { email: invited?.member.email ?? '' })}
      closeLabel={t('common.close')}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('common.done')}
        </Button>
      }
    >
      {invited?.mail && (
        <div className="mb-4">
          <Banner kind={invited.mail === 'sent' ? 'success' : 'warning'}>
            {t(invited.mail === 'sent' ? 'people.mailSent' : 'people.mailFailed', {
              email: invited.member.email ?? '',
            })}
          </Banner>
        </div>
      )}
      <CopyField
        key={invited?.link}
        label={t('people.link')}
        value={invited?.link ?? ''}
        copyLabel={t('people.copyLink')}
        copiedLabel={t('common.copied')}
      />
    </Dialog>
  );
}
