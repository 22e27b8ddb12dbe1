import { useQuery } from '@tanstack/react-query';
import { type Breach, type Guarantee, idMaker, type Policy } from '@tessera/model';
import type { OrganisationAnswer, OutMember, SchemaAnswer } from '@tessera/protocol';
import { describeGuarantee } from '@tessera/words';
import { BadgeCheck, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page.tsx';
import { FailedState, RefusedState } from '../../app/states.tsx';
import { guaranteesQuery } from '../../client/policy.ts';
import { errorText } from '../../i18n/error-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { SkeletonLines } from '../../ui/Skeleton.tsx';
import { BackToRoles } from '../BackToRoles.tsx';
import { putGuarantee, removeGuarantee } from '../rule-parts.ts';
import { SaveBar } from '../SaveBar.tsx';
import { useAccessData } from '../use-access-data.ts';
import { useDraft } from '../use-draft.ts';
import { useThings } from '../use-things.ts';
import { BreachLines } from './BreachList.tsx';
import { GuaranteeForm } from './GuaranteeForm.tsx';

const makeId = idMaker((count) => crypto.getRandomValues(new Uint8Array(count)));

/** What every change of the rules has to keep, and whether they are kept now. */
export function GuaranteesPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const { workspace, rules, schema, members, organisation, policy, error, retry } =
    useAccessData(ws);
  if (workspace && !rules) return <RefusedState right="managePolicy" />;
  if (error && !(schema && members && organisation && policy))
    return <FailedState error={error} onRetry={retry} />;
  if (!schema || !members || !organisation || !policy)
    return (
      <Page title={t('guarantees.title')}>
        <SkeletonLines count={5} height="h-16" label={t('common.loading')} />
      </Page>
    );
  return (
    <Promises
      ws={ws}
      schema={schema}
      members={members}
      organisation={organisation}
      policy={policy}
    />
  );
}

function Promises({
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
  const checked = useQuery(guaranteesQuery(ws));
  const [open, setOpen] = useState<Guarantee | null>(null);
  const things = useThings(ws, schema, organisation, members);
  const { guarantees = [] } = draft.policy;
  const saved = new Map((policy.guarantees ?? []).map((one) => [one.id, JSON.stringify(one)]));
  const add = (
    <Button
      kind="primary"
      icon={<Plus size={15} aria-hidden />}
      onClick={() =>
        setOpen({
          id: makeId('guarantee'),
          name: '',
          who: { kind: 'everyone' },
          except: [],
          on: { kind: 'workspace' },
          never: { kind: 'see', fields: [], classes: [], level: 'masked' },
          reason: '',
        })
      }
    >
      {t('guarantees.add')}
    </Button>
  );
  return (
    <Page
      title={t('guarantees.title')}
      text={t('guarantees.text')}
      actions={add}
      above={<BackToRoles ws={ws} />}
    >
      {guarantees.length === 0 && (
        <EmptyState icon={<BadgeCheck size={20} aria-hidden />} title={t('guarantees.none')}>
          {t('guarantees.noneText')}
        </EmptyState>
      )}
      {guarantees.length > 0 && (
        <p role="status" className="mb-3 flex items-center gap-2 text-sm text-ink-muted">
          {checked.isError && t('guarantees.failed', { text: errorText(checked.error) })}
          {checked.isFetching && t('guarantees.checking')}
          {!checked.isFetching && (
            <Button size="sm" onClick={() => void checked.refetch()}>
              {t('guarantees.again')}
            </Button>
          )}
        </p>
      )}
      <ul className="flex flex-col gap-2">
        {guarantees.map((one) => {
          const breach = checked.data?.breaches.find(({ guarantee }) => guarantee === one.id);
          const stands = saved.get(one.id) === JSON.stringify(one);
          return (
            <li key={one.id} className="rounded-lg border border-line px-4 py-3">
              <div className="flex items-center gap-2 font-medium">
                <BadgeCheck size={14} aria-hidden className="shrink-0 text-ink-muted" />
                <span className="min-w-0 flex-1">{one.name}</span>
                <State stands={stands} asked={checked.data !== undefined} breach={breach} />
                <IconButton
                  label={t('guarantees.edit', { name: one.name })}
                  onClick={() => setOpen(one)}
                >
                  <Pencil size={14} aria-hidden />
                </IconButton>
                <IconButton
                  label={t('common.remove', { name: one.name })}
                  onClick={() => draft.edit((now) => removeGuarantee(now, one.id))}
                >
                  <Trash2 size={14} aria-hidden />
                </IconButton>
              </div>
              <p className="mt-1">{describeGuarantee(one, things, t)}</p>
              <p className="text-sm text-ink-muted">{one.reason}</p>
              {stands && breach && (
                <div className="mt-2 border-l-2 border-danger-line pl-3">
                  <BreachLines breach={breach} things={things} />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {open && (
        <GuaranteeForm
          key={open.id}
          schema={schema}
          organisation={organisation}
          members={members}
          things={things}
          start={open}
          onClose={() => setOpen(null)}
          onDone={(guarantee) => {
            draft.edit((now) => putGuarantee(now, guarantee));
            setOpen(null);
          }}
        />
      )}
      <SaveBar ws={ws} draft={draft} things={things} />
    </Page>
  );
}

function State({
  stands,
  asked,
  breach,
}: {
  readonly stands: boolean;
  readonly asked: boolean;
  readonly breach: Breach | undefined;
}) {
  const { t } = useTranslation();
  if (!stands) return <Chip>{t('guarantees.unsaved')}</Chip>;
  if (!asked) return null;
  return breach ? (
    <Chip color="red">{t('guarantees.brokenNow')}</Chip>
  ) : (
    <Chip color="green">{t('guarantees.kept')}</Chip>
  );
}
