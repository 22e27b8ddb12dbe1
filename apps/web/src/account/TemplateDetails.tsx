import type { TemplateAnswer } from '@tessera/protocol';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TableIcon } from '../app/TableIcon.tsx';
import { currentLanguage } from '../i18n/i18n.ts';
import { Drawer } from '../ui/Drawer.tsx';

type Seen = TemplateAnswer['roles'][number]['sees'][number];

/** What stands behind a template's card: its tables, its roles, and who sees what. */
export function TemplateDetails({
  template,
  onClose,
  actions,
}: {
  readonly template: TemplateAnswer | null;
  readonly onClose: () => void;
  readonly actions?: ReactNode;
}) {
  const { t } = useTranslation();
  const language = currentLanguage();
  if (!template) return null;
  return (
    <Drawer
      open
      onOpenChange={onClose}
      title={template.name[language]}
      description={template.description[language]}
      closeLabel={t('common.close')}
      actions={actions}
    >
      <h3 className="mb-2 font-semibold">{t('auth.setup.tables')}</h3>
      <ul className="flex flex-col gap-2">
        {template.tables.map((table) => (
          <li key={`${table.name.en} ${table.icon}`} className="flex gap-2">
            <TableIcon icon={table.icon} color={table.color} />
            <span>
              {table.name[language]}
              <span className="block text-sm text-ink-muted">{table.description?.[language]}</span>
            </span>
          </li>
        ))}
      </ul>
      <h3 className="mt-6 mb-2 font-semibold">{t('auth.setup.whoSeesWhat')}</h3>
      {template.roles.length === 0 && (
        <p className="text-sm text-ink-muted">{t('templates.noRules')}</p>
      )}
      {template.roles.map((role) => (
        <section key={role.name.en} className="border-t border-line py-3">
          <h4 className="font-medium">{role.name[language]}</h4>
          <p className="text-sm text-ink-muted">{role.description[language]}</p>
          <ul className="mt-2 flex flex-col gap-1.5 text-sm">
            {role.sees.map((seen) => (
              <li key={seen.table.en}>
                <SeenLine seen={seen} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {template.locks.length > 0 && (
        <>
          <h3 className="mt-3 mb-2 font-semibold">{t('auth.setup.locks')}</h3>
          <ul className="flex flex-col gap-2 text-sm">
            {template.locks.map((lock) => (
              <li key={lock.name.en}>
                {lock.name[language]}
                <span className="block text-ink-muted">{lock.reason[language]}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Drawer>
  );
}

/** “Orders: own and those of their people. Create, edit. Without: cost.” */
function SeenLine({ seen }: { readonly seen: Seen }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const between = t('auth.setup.and');
  const reach = seen.records.map((kind) => t(`auth.setup.reach.${kind}`)).join(between);
  const may = seen.may.map((action) => t(`auth.setup.may.${action}`)).join(between);
  return (
    <>
      <span className="font-medium">{seen.table[language]}</span>
      {t('auth.setup.colon')}
      {reach}
      <span className="block text-ink-muted">
        {may === '' ? t('auth.setup.readOnly') : may}
        {seen.hidden.length > 0 && (
          <span className="block">
            {t('auth.setup.without', {
              fields: seen.hidden.map((name) => name[language]).join(between),
            })}
          </span>
        )}
      </span>
    </>
  );
}
