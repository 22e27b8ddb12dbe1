import { type Grant, idMaker, type Policy } from '@tessera/model';
import type { OrganisationAnswer, OutMember, SchemaAnswer } from '@tessera/protocol';
import { describeGrant } from '@tessera/words';
import { Clock, Pencil, Plus, Trash2, UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page.tsx';
import { FailedState, RefusedState } from '../../app/states.tsx';
import { currentLanguage } from '../../i18n/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { SkeletonLines } from '../../ui/Skeleton.tsx';
import { BackToRoles } from '../BackToRoles.tsx';
import { removeGrant } from '../edit-policy.ts';
import { linesOf, putGrant, standsAlone } from '../rule-parts.ts';
import { SaveBar } from '../SaveBar.tsx';
import { useAccessData } from '../use-access-data.ts';
import { useDraft } from '../use-draft.ts';
import { useThings } from '../use-things.ts';
import { GrantForm } from './GrantForm.tsx';

const makeId = idMaker((count) => crypto.getRandomValues(new Uint8Array(count)));

/** Rules for single people and groups, or for a time. */
export function GrantsPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const { workspace, rules, schema, members, organisation, policy, error, retry } =
    useAccessData(ws);
  if (workspace && !rules) return <RefusedState right="managePolicy" />;
  if (error && !(schema && members && organisation && policy))
    return <FailedState error={error} onRetry={retry} />;
  if (!schema || !members || !organisation || !policy)
    return (
      <Page title={t('grants.title')}>
        <SkeletonLines count={5} height="h-16" label={t('common.loading')} />
      </Page>
    );
  return (
    <Grants ws={ws} schema={schema} members={members} organisation={organisation} policy={policy} />
  );
}

function Grants({
  ws,
  schema,
  members,
  organisation,
  policy,
}: {
  readonly ws: string;
  readonly schema: SchemaAnswer;
  readonly members: readonly OutMember[];
  readonly organisation: OrganisationAnswer;
  readonly policy: Policy;
}) {
  const { t } = useTranslation();
  const draft = useDraft(ws, policy);
  const [open, setOpen] = useState<Parameters<typeof GrantForm>[0]['start'] | null>(null);
  const things = useThings(ws, schema, organisation, members);
  const format = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' });
  const [first] = schema.tables;
  const grants = draft.policy.grants.filter(standsAlone);
  return (
    <Page
      title={t('grants.title')}
      text={t('grants.text')}
      above={<BackToRoles ws={ws} />}
      actions={
        first && (
          <Button
            kind="primary"
            icon={<Plus size={15} aria-hidden />}
            onClick={() =>
              setOpen({
                id: makeId('grant'),
                on: { kind: 'table', id: first.id },
                actions: ['view'],
                scope: { kind: 'any', of: [{ kind: 'own' }] },
                fields: { default: 'read', except: [] },
                origin: 'direct',
                reason: '',
              })
            }
          >
            {t('grants.add')}
          </Button>
        )
      }
    >
      {grants.length === 0 && (
        <EmptyState icon={<UserRoundCheck size={20} aria-hidden />} title={t('grants.none')}>
          {t('grants.noneText')}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-2">
        {grants.map((grant) => {
          const text = describeGrant(grant, things, t, (time) => format.format(time));
          const editable = isEditable(grant, schema);
          return (
            <li key={grant.id} className="rounded-lg border border-line px-4 py-3">
              <div className="flex items-center gap-2">
                <Clock size={14} aria-hidden className="shrink-0 text-ink-muted" />
                <p className="min-w-0 flex-1">{text}</p>
                <Term grant={grant} day={(time) => format.format(time)} />
                {editable && (
                  <IconButton label={t('grants.edit', { text })} onClick={() => setOpen(grant)}>
                    <Pencil size={14} aria-hidden />
                  </IconButton>
                )}
                <IconButton
                  label={t('grants.remove', { text })}
                  onClick={() => draft.edit((now) => removeGrant(now, grant.id))}
                >
                  <Trash2 size={14} aria-hidden />
                </IconButton>
              </div>
              <p className="text-sm text-ink-muted">{grant.reason}</p>
              {!editable && <p className="text-sm text-ink-muted">{t('grants.fixed')}</p>}
            </li>
          );
        })}
      </ul>
      {open && (
        <GrantForm
          key={open.id}
          ws={ws}
          schema={schema}
          organisation={organisation}
          members={members}
          things={things}
          start={open}
          onClose={() => setOpen(null)}
          onDone={(grant) => {
            draft.edit((now) => putGrant(now, grant));
            setOpen(null);
          }}
        />
      )}
      <SaveBar ws={ws} draft={draft} things={things} />
    </Page>
  );
}

/** Whether the form has words for a rule: on one table that is known, and of records it can name. */
function isEditable(grant: Grant, schema: SchemaAnswer): boolean {
  const { on, scope } = grant;
  const known = on.kind === 'table' && schema.tables.some(({ id }) => id === on.id);
  return known && (scope.kind === 'all' || linesOf(grant) !== null);
}

/** Where a rule stands in its time; nothing for one without an end. */
function Term({
  grant: { from, until },
  day,
}: {
  readonly grant: Grant;
  readonly day: (time: number) => string;
}) {
  const { t } = useTranslation();
  const now = Date.now();
  if (until !== undefined && until <= now) return <Chip>{t('grants.past')}</Chip>;
  if (from !== undefined && from > now) return <Chip color="blue">{t('grants.later')}</Chip>;
  if (until === undefined) return null;
  return <Chip color="orange">{t('grants.temporary', { day: day(until - 1) })}</Chip>;
}
