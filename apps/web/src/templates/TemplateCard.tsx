import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TableIcon } from '../app/TableIcon.tsx';
import { membersQuery } from '../client/people.ts';
import { workspaceQuery } from '../client/workspaces.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { Button } from '../ui/Button.tsx';
import type { Looked } from './looked.ts';

/** One template with what it is made of; who keeps it, where somebody does. */
export function TemplateCard({
  ws,
  looked: { look, own },
  onOpen,
  menu,
}: {
  readonly ws: string;
  readonly looked: Looked;
  readonly onOpen: () => void;
  readonly menu?: ReactNode;
}) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const me = useQuery(workspaceQuery(ws)).data?.me.id;
  const members = useQuery({ ...membersQuery(ws), enabled: own !== undefined }).data ?? [];
  const name = look.name[language];
  const maker = members.find(({ id }) => id === own?.by)?.name ?? '';
  const saved = own?.origin === 'saved';
  const mine = saved ? 'templates.mine' : 'templates.uploadedByMe';
  const theirs = saved ? 'templates.by' : 'templates.uploadedBy';
  const parts = [
    t('templates.tables', { count: look.tables.length }),
    look.roles.length > 0
      ? t('templates.roles', { count: look.roles.length })
      : t('templates.structureOnly'),
    ...(own && own.records > 0 ? [t('templates.records', { count: own.records })] : []),
  ];
  return (
    <article className="flex w-full flex-col rounded-lg border border-line-strong bg-surface p-3">
      <div className="flex gap-3">
        <TableIcon icon={look.icon} color={look.color} size="lg" />
        <div className="min-w-0 flex-1">
          <h3 className="font-medium break-words">{name}</h3>
          <p className="text-sm break-words text-ink-muted">{look.description[language]}</p>
        </div>
        {menu}
      </div>
      <div className="mt-auto flex flex-wrap items-end gap-2 pt-3 pl-12">
        <div className="min-w-40 flex-1 text-xs text-ink-muted">
          <p>{parts.join(' · ')}</p>
          {own && <p>{own.by === me ? t(mine) : t(theirs, { name: maker })}</p>}
        </div>
        <Button size="sm" aria-label={t('templates.lookAt', { name })} onClick={onOpen}>
          {t('templates.look')}
        </Button>
      </div>
    </article>
  );
}
