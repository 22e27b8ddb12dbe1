import { useQuery } from '@tanstack/react-query';
import type { Policy } from '@tessera/model';
import type { OrganisationAnswer, OutMember, SchemaAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { policyLintQuery } from '../../client/policy.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Drawer } from '../../ui/Drawer.tsx';
import { useThings } from '../use-things.ts';
import { FindingList } from './FindingList.tsx';

/** A quiet line on what the check of the rules found; it opens the list. */
export function RulesCheck({
  ws,
  policy,
  schema,
  organisation,
  members,
}: {
  readonly ws: string;
  readonly policy: Policy;
  readonly schema: SchemaAnswer;
  readonly organisation: OrganisationAnswer;
  readonly members: readonly OutMember[];
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const lint = useQuery(policyLintQuery(ws));
  const things = useThings(ws, schema, organisation, members);
  if (lint.isError)
    return (
      <p role="status" className="mt-4 text-sm text-ink-muted">
        {t('lint.failed', { text: errorText(lint.error) })}{' '}
        <Button size="sm" onClick={() => void lint.refetch()}>
          {t('common.retry')}
        </Button>
      </p>
    );
  if (!lint.data) return <p className="mt-4 text-sm text-ink-muted">{t('lint.waiting')}</p>;
  const { findings } = lint.data;
  if (findings.length === 0)
    return <p className="mt-4 text-sm text-ink-muted">{t('lint.clean')}</p>;
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="mt-4 min-h-8 rounded-md text-sm text-ink-muted underline decoration-line-strong underline-offset-4 hover:text-ink"
      >
        {t('lint.line', { count: findings.length })}
      </button>
      <Drawer
        open={open}
        onOpenChange={setOpen}
        title={t('lint.title')}
        description={t('lint.text')}
        closeLabel={t('common.close')}
      >
        <FindingList ws={ws} findings={findings} policy={policy} things={things} />
      </Drawer>
    </>
  );
}
