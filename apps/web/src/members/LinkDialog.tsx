import type { InvitedAnswer } from '@tessera/protocol';
import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';

/** An invitation's link, shown this once. */
export function LinkDialog({
  invited,
  onClose,
}: {
  readonly invited: InvitedAnswer | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(invited?.link ?? '');
      setCopied(true);
    } catch {
      // Without the clipboard the link is selected, to be copied by hand.
      field.current?.select();
    }
  };
  return (
    <Dialog
      open={invited !== null}
      onOpenChange={(open) => {
        if (open) return;
        setCopied(false);
        onClose();
      }}
      title={t('people.linkTitle', { name: invited?.member.name ?? '' })}
      description={t('people.linkText', { email: invited?.member.email ?? '' })}
      closeLabel={t('common.close')}
      actions={
        <Button
          kind="primary"
          onClick={() => {
            setCopied(false);
            onClose();
          }}
        >
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
      <div className="flex items-end gap-2">
        <TextField
          ref={field}
          label={t('people.link')}
          className="flex-1"
          readOnly
          value={invited?.link ?? ''}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          icon={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          onClick={() => void copy()}
        >
          {t(copied ? 'common.copied' : 'people.copyLink')}
        </Button>
      </div>
    </Dialog>
  );
}
