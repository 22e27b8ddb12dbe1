import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Refusals, ReportNumbers } from './Report.tsx';
import { csvLine, saveText } from './save-text.ts';
import type { StepProps } from './step-props.ts';

/** The report of an import that was made. */
export function DoneStep({ work }: StepProps) {
  const { t } = useTranslation();
  const { report } = work;
  if (!report) return null;
  const done = report.created + report.updated > 0;
  const { invitations = [] } = report;
  const save = () => {
    const lines = [['e-mail', 'link'], ...invitations.map(({ email, link }) => [email, link])];
    saveText(t('import.linksName'), lines.map(csvLine).join('\r\n'));
  };
  return (
    <div className="flex flex-col gap-6">
      <Banner
        kind={done ? 'success' : 'warning'}
        title={t(done ? 'import.doneTitle' : 'import.doneNothing')}
      />
      <ReportNumbers report={report} />
      {invitations.length > 0 && (
        <section>
          <h2 className="font-semibold">{t('import.links')}</h2>
          <p className="mb-3 text-ink-muted">{t('import.linksText')}</p>
          <Button kind="primary" icon={<Download size={15} aria-hidden />} onClick={save}>
            {t('import.downloadLinks')}
          </Button>
        </section>
      )}
      <Refusals report={report} />
      <div>
        <Button onClick={work.restart}>{t('import.again')}</Button>
      </div>
    </div>
  );
}
