import type { ImportReport } from '@tessera/protocol';
import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { toast } from '../ui/Toast.tsx';
import { csvLine, saveText } from './save-text.ts';

/** The links of the people who were invited: sent by mail where there is a server, else to copy or download. */
export function InvitationLinks({
  invitations,
}: {
  readonly invitations: NonNullable<ImportReport['invitations']>;
}) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<string | null>(null);
  const sent = invitations.filter(({ mail }) => mail === 'sent').length;
  const failed = invitations.filter(({ mail }) => mail === 'failed').length;
  const lines = [['e-mail', 'link'], ...invitations.map(({ email, link }) => [email, link])];
  const copy = async (what: string, text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(what);
    } catch {
      toast({ kind: 'error', text: t('common.errors.crashed') });
    }
  };
  const icon = (what: string) =>
    copied === what ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />;
  return (
    <section className="flex flex-col gap-3">
      <div>
        <h2 className="font-semibold">{t('import.links')}</h2>
        <p className="text-ink-muted">{t('import.linksText')}</p>
      </div>
      {sent > 0 && <Banner kind="success">{t('staff.done.sent', { count: sent })}</Banner>}
      {failed > 0 && <Banner kind="warning">{t('staff.done.failed', { count: failed })}</Banner>}
      {sent + failed === 0 && <Banner>{t('staff.done.noMail')}</Banner>}
      <div className="flex flex-wrap gap-2">
        <Button
          kind="primary"
          icon={<Download size={15} aria-hidden />}
          onClick={() => saveText(t('import.linksName'), lines.map(csvLine).join('\r\n'))}
        >
          {t('import.downloadLinks')}
        </Button>
        <Button
          icon={icon('all')}
          onClick={() =>
            void copy('all', invitations.map(({ email, link }) => `${email}\t${link}`).join('\n'))
          }
        >
          {t(copied === 'all' ? 'staff.done.copied' : 'staff.done.copyAll')}
        </Button>
      </div>
      <div className="max-h-96 max-w-4xl overflow-auto rounded-lg border border-line">
        <table className="w-full text-left text-sm">
          <thead className="bg-canvas text-ink-muted">
            <tr>
              <th scope="col" className="px-3 py-1.5 font-medium">
                {t('staff.done.person')}
              </th>
              <th scope="col" className="px-3 py-1.5 font-medium">
                {t('staff.done.link')}
              </th>
              {sent + failed > 0 && (
                <th scope="col" className="px-3 py-1.5 font-medium">
                  {t('staff.done.delivery')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {invitations.map(({ member, email, link, mail }) => (
              <tr key={member} className="border-t border-line">
                <td className="px-3 py-1">{email}</td>
                <td className="px-3 py-1">
                  <span className="flex items-center gap-2">
                    <span className="max-w-80 truncate text-ink-muted">{link}</span>
                    <IconButton
                      label={t('staff.done.copyOne', { email })}
                      onClick={() => void copy(member, link)}
                    >
                      {icon(member)}
                    </IconButton>
                  </span>
                </td>
                {sent + failed > 0 && (
                  <td className="px-3 py-1">{mail && t(`staff.done.mail.${mail}`)}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
