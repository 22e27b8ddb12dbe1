import { AppError, type Breach, type Finding, type Policy } from '@tessera/model';
import type { Things } from '@tessera/words';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonDialog } from '../app/ReasonDialog.tsx';
import { lintDraft } from '../client/policy.ts';
import { Banner } from '../ui/Banner.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { BreachList } from './guarantees/BreachList.tsx';
import { breachesOf } from './guarantees/breaches-of.ts';
import { FindingList } from './lint/FindingList.tsx';
import type { Draft } from './use-draft.ts';
import { useGiving } from './use-giving.tsx';

/** Saves a draft with a reason, and knowing of errors that the check finds. */
export function SaveDialog({
  ws,
  draft: { policy, save },
  things,
  reason,
  onClose,
}: {
  readonly ws: string;
  readonly draft: Draft;
  readonly things: Things;
  /** As it was typed before. */
  readonly reason: string;
  readonly onClose: (reason: string) => void;
}) {
  const { t } = useTranslation();
  const [errors, setErrors] = useState<readonly Finding[]>([]);
  const [breaches, setBreaches] = useState<readonly Breach[]>([]);
  const [read, setRead] = useState(false);
  const giving = useGiving(things);
  useEffect(() => {
    void findErrors(ws, policy).then(setErrors);
  }, [ws, policy]);
  const confirm = async (reason: string) => {
    setBreaches([]);
    const found = await findErrors(ws, policy);
    setErrors(found);
    if (found.length > 0 && !read) throw new AppError('invalid', t('lint.acknowledgeNeeded'));
    try {
      await giving.run((confirmed) => save(reason, confirmed));
    } catch (error) {
      const broken = breachesOf(error);
      setBreaches(broken);
      throw broken.length > 0 ? new AppError('invalid', t('guarantees.refused')) : error;
    }
  };
  return (
    <ReasonDialog
      title={t('access.saveTitle')}
      text={t('access.saveText')}
      confirmLabel={t('common.save')}
      placeholder={t('access.reasonPlaceholder')}
      start={reason}
      onConfirm={confirm}
      onClose={onClose}
      above={
        <>
          {errors.length > 0 && (
            <div className="flex flex-col gap-3">
              <Banner kind="error" title={t('lint.errors', { count: errors.length })} />
              <FindingList ws={ws} findings={errors} policy={policy} things={things} />
              <Checkbox checked={read} onChange={setRead}>
                {t('lint.acknowledge')}
              </Checkbox>
            </div>
          )}
          {breaches.length > 0 && (
            <div className="flex flex-col gap-3">
              <Banner kind="error" title={t('guarantees.broken', { count: breaches.length })} />
              <BreachList breaches={breaches} policy={policy} things={things} />
            </div>
          )}
          {giving.notice}
        </>
      }
    />
  );
}

/** What somebody must have read before the rules are saved. Rules that cannot be checked are refused by the save itself. */
async function findErrors(ws: string, policy: Policy): Promise<readonly Finding[]> {
  try {
    const { findings } = await lintDraft(ws, policy);
    return findings.filter(({ severity }) => severity === 'error');
  } catch {
    return [];
  }
}
