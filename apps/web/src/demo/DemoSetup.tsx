import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Language } from '@tessera/model';
import type { DemoProgress } from '@tessera/protocol';
import { FlaskConical } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownTimeZone } from '../account/time-zones.ts';
import { openDemo, rememberDemo, takePersona } from '../client/demo.ts';
import { errorText } from '../i18n/error-text.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { Progress } from './Progress.tsx';
import { personaPage } from './persona-page.ts';
import { ThrowAway } from './ThrowAway.tsx';

/** On the set-up page: opens the demo company, shows how far its making is, leads back to one that stands. */
export function DemoSetup({
  token,
  progress,
  onBusy,
}: {
  readonly token: string;
  readonly progress: DemoProgress;
  readonly onBusy: (busy: boolean) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [language, choose] = useState<Language>(currentLanguage());
  const take = () => openDemo({ token, language, timeZone: ownTimeZone() });
  const open = useMutation({
    mutationFn: async () => {
      onBusy(true);
      await take();
      const { workspace } = await takePersona('sales');
      return await personaPage(workspace, 'sales', '');
    },
    onSuccess: (page) => {
      rememberDemo(true);
      client.clear();
      location.assign(page);
    },
    onError: () => onBusy(false),
  });
  const { mutate, isIdle } = open;
  // The page was opened anew while the server was at it.
  const joins = progress.state === 'making' && isIdle;
  useEffect(() => {
    if (joins) mutate();
  }, [joins, mutate]);
  const busy = open.isPending || open.isSuccess;
  const ready = progress.state === 'ready' && !busy;
  return (
    <section
      data-color="violet"
      className="rounded-lg border border-line bg-surface p-4 shadow-low"
    >
      <h2 className="flex items-center gap-2 text-lg font-semibold">
        <span className="inline-flex size-7 items-center justify-center rounded-md bg-tint text-tint-ink">
          <FlaskConical size={16} aria-hidden />
        </span>
        {t(ready ? 'demo.setup.ready' : 'demo.setup.title')}
      </h2>
      <p className="mt-1 text-ink-muted">{t(ready ? 'demo.setup.readyText' : 'demo.setup.text')}</p>
      {open.isError && (
        <div className="mt-3">
          <Banner kind="error">{errorText(open.error)}</Banner>
        </div>
      )}
      {busy ? (
        <Progress progress={progress} />
      ) : (
        <div className="mt-4 flex flex-wrap items-center gap-2">
          {!ready && (
            <Select
              label={t('demo.setup.language')}
              hideLabel
              className="w-36"
              value={language}
              onChange={choose}
              items={[
                { value: 'en', label: t('common.languages.en') },
                { value: 'zh', label: t('common.languages.zh') },
              ]}
            />
          )}
          <Button kind={ready ? 'primary' : 'secondary'} onClick={() => mutate()}>
            {t(ready ? 'demo.setup.goOn' : 'demo.setup.open')}
          </Button>
          {ready && <ThrowAway before={take} />}
        </div>
      )}
    </section>
  );
}
