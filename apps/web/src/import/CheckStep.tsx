import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { PeoplePreview } from './PeoplePreview.tsx';
import { Refusals, ReportNumbers } from './Report.tsx';
import type { StepProps } from './step-props.ts';
import { UnmatchedNames } from './UnmatchedNames.tsx';

/** What the import would do; names that nothing fits are answered here. */
export function CheckStep(props: StepProps) {
  const { t } = useTranslation();
  const { work } = props;
  const { report } = work;
  if (!report) return null;
  const taken = report.created + report.updated;
  return (
    <div className="flex flex-col gap-6">
      <p className="text-ink-muted">{t('import.checkText')}</p>
      <ReportNumbers report={report} />
      <UnmatchedNames {...props} />
      <Refusals report={report} />
      <PeoplePreview ws={props.ws} preview={report.preview} />
      {work.changed && <Banner>{t('import.changedSince')}</Banner>}
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => work.goTo('columns')}>{t('common.back')}</Button>
        {work.changed ? (
          <Button kind="primary" busy={work.busy} onClick={() => void work.check()}>
            {t(work.busy ? 'import.checking' : 'import.checkAgain')}
          </Button>
        ) : (
          <Button
            kind="primary"
            busy={work.busy}
            disabled={taken === 0}
            onClick={() => void work.finish()}
          >
            {work.busy ? t('import.running') : t('import.run', { count: taken })}
          </Button>
        )}
      </div>
    </div>
  );
}
