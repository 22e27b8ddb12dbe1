import { useQuery } from '@tanstack/react-query';
import type { Policy } from '@tessera/model';
import { useTranslation } from 'react-i18next';
import { previewDraft } from '../../client/policy.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { SkeletonLines } from '../../ui/Skeleton.tsx';
import { PreviewBody } from './PreviewBody.tsx';

/** What a draft would change for whom: counted anew each time, and given up when it is closed. */
export function Preview({ ws, policy }: { readonly ws: string; readonly policy: Policy }) {
  const { t } = useTranslation();
  const preview = useQuery({
    queryKey: ['policy-preview', ws, policy],
    queryFn: ({ signal }) => previewDraft(ws, policy, signal),
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  if (preview.isError)
    return (
      <Banner
        kind="error"
        title={t('preview.failed', { text: errorText(preview.error) })}
        actions={
          <Button size="sm" onClick={() => void preview.refetch()}>
            {t('common.retry')}
          </Button>
        }
      />
    );
  if (!preview.data) return <SkeletonLines count={5} label={t('preview.waiting')} />;
  return <PreviewBody ws={ws} preview={preview.data} />;
}
