import { useMutation } from '@tanstack/react-query';
import type { AuditVerifyAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { verifyAudit } from '../client/audit.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';

/** Verifies the log, by itself or against a head that was kept, and shows the head to keep. */
export function LogCheck({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const [head, setHead] = useState('');
  const check = useMutation({ mutationFn: () => verifyAudit(ws, head.trim()) });
  return (
    <section
      aria-label={t('log.check.title')}
      className="mb-5 flex max-w-3xl flex-col gap-3 rounded-lg border border-line p-4"
    >
      <div>
        <h2 className="text-base font-semibold">{t('log.check.title')}</h2>
        <p className="text-ink-muted">{t('log.check.text')}</p>
      </div>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          check.mutate();
        }}
      >
        <TextField
          label={t('log.check.head')}
          hint={t('log.check.headHint')}
          value={head}
          maxLength={100}
          onChange={({ currentTarget }) => setHead(currentTarget.value)}
          className="min-w-64 flex-1"
        />
        <Button type="submit" kind="primary" busy={check.isPending}>
          {t('log.check.run')}
        </Button>
      </form>
      {check.isError && <Banner kind="error">{errorText(check.error)}</Banner>}
      {check.data && <Verdict verdict={check.data} />}
    </section>
  );
}

function Verdict({ verdict }: { readonly verdict: AuditVerifyAnswer }) {
  const { t } = useTranslation();
  const { entries, head, fault } = verdict;
  if (fault)
    return (
      <Banner kind="error" title={t('log.check.broken', { seq: fault.seq })}>
        {t(`log.check.${fault.kind}`)}
      </Banner>
    );
  return (
    <Banner kind="success" title={t('log.check.whole', { count: entries })}>
      {t('log.check.keep')} <code className="break-all">{head}</code>
    </Banner>
  );
}
