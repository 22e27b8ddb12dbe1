import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { InvitationLinks } from './InvitationLinks.tsx';
import { Refusals, ReportNumbers } from './Report.tsx';
import type { StepProps } from './step-props.ts';

/** The report of an import that was made. */
export function DoneStep({ work }: StepProps) {
  const { t } = useTranslation();
  const { report } = work;
  if (!report) return null;
  const done = report.created + report.updated > 0;
  const { invitations = [] } = report;
  return (
    <div className="flex flex-col gap-6">
      <Banner
        kind={done ? 'success' : 'warning'}
        title={t(done ? 'import.doneTitle' : 'import.doneNothing')}
      />
      <ReportNumbers report={report} />
      {invitations.length > 0 && <InvitationLinks invitations={invitations} />}
      <Refusals report={report} />
      <div>
        <Button onClick={work.restart}>{t('import.again')}</Button>
      </div>
    </div>
  );
}
