import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** That this is a demo. */
export function DemoMark() {
  const { t } = useTranslation();
  return (
    <span
      title={t('demo.invented')}
      className="inline-flex min-h-6 items-center gap-1.5 rounded-md bg-tint-ink px-2 text-xs font-semibold text-white"
    >
      <FlaskConical size={13} aria-hidden />
      {t('demo.bar')}
    </span>
  );
}
