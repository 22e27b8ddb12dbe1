import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** The way back to the list of roles, above the title of a page of access. */
export function BackToRoles({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  return (
    <Link
      to="/w/$ws/roles"
      params={{ ws }}
      className="inline-flex items-center gap-1 rounded text-ink-muted hover:text-ink"
    >
      <ArrowLeft size={14} aria-hidden />
      {t('access.backToRoles')}
    </Link>
  );
}
