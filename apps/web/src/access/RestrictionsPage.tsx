import { idMaker, type Policy, type Restriction } from '@tessera/model';
import type { OrganisationAnswer, OutMember, SchemaAnswer } from '@tessera/protocol';
import { describeRestriction } from '@tessera/words';
import { Lock, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../app/Page.tsx';
import { FailedState, RefusedState } from '../app/states.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { BackToRoles } from './BackToRoles.tsx';
import { Help } from './Help.tsx';
import { LockForm } from './LockForm.tsx';
import { putRestriction, removeRestriction } from './rule-parts.ts';
import { SaveBar } from './SaveBar.tsx';
import { useAccessData } from './use-access-data.ts';
import { useDraft } from './use-draft.ts';
import { useThings } from './use-things.ts';

const makeId = idMaker((count) => crypto.getRandomValues(new Uint8Array(count)));

/** All locks of the workspace with their key-holders. */
export function RestrictionsPage({ ws }: { readonly ws: string }) {
  const { t } = useTranslation();
  const { workspace, rules, schema, members, organisation, policy, error, retry } =
    useAccessData(ws);
  if (workspace && !rules) return <RefusedState right="managePolicy" />;
  if (error && !(schema && members && organisation && policy))
    return <FailedState error={error} onRetry={retry} />;
  if (!schema || !members || !organisation || !policy)
    return (
      <Page title={t('rules.locks.title')}>
        <SkeletonLines count={5} height="h-16" label={t('common.loading')} />
      </Page>
    );
  return (
    <Locks ws={ws} schema={schema} members={members} organisation={organisation} policy={policy} />
  );
}

function Locks({
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
  const [open, setOpen] = useState<Restriction | null>(null);
  const things = useThings(ws, schema, organisation, members);
  const [first] = schema.tables;
  const fresh = first && (
    <Button
      kind="primary"
      icon={<Plus size={15} aria-hidden />}
      onClick={() =>
        setOpen({
          id: makeId('restriction'),
          name: '',
          on: { kind: 'table', id: first.id },
          actions: [],
          effect: { kind: 'forbid' },
          exempt: [],
          reason: '',
        })
      }
    >
      {t('rules.locks.add')}
    </Button>
  );
  const { restrictions } = draft.policy;
  return (
    <Page
      title={
        <span className="flex items-center gap-1">
          {t('rules.locks.title')}
          <Help
            about={t('rules.locks.title')}
            entries={[{ text: t('rules.help.lock.text'), example: t('rules.help.lock.example') }]}
          />
        </span>
      }
      text={t('rules.locks.text')}
      actions={fresh}
      above={<BackToRoles ws={ws} />}
    >
      {restrictions.length === 0 && (
        <EmptyState icon={<Lock size={20} aria-hidden />} title={t('rules.locks.none')}>
          {t('rules.locks.noneText')}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-2">
        {restrictions.map((lock) => {
          // Those on what the reader may not see the structure of stay as they are.
          const known = lock.on.kind === 'app' ? things.app(lock.on.id) : things.table(lock.on.id);
          return (
            <li key={lock.id} className="rounded-lg border border-line px-4 py-3">
              <div className="flex items-center gap-2 font-medium">
                <Lock size={14} aria-hidden className="shrink-0 text-ink-muted" />
                <span className="min-w-0 flex-1">{lock.name}</span>
                {known && (
                  <>
                    <IconButton
                      label={t('rules.locks.edit', { name: lock.name })}
                      onClick={() => setOpen(lock)}
                    >
                      <Pencil size={14} aria-hidden />
                    </IconButton>
                    <IconButton
                      label={t('common.remove', { name: lock.name })}
                      onClick={() => draft.edit((now) => removeRestriction(now, lock.id))}
                    >
                      <Trash2 size={14} aria-hidden />
                    </IconButton>
                  </>
                )}
              </div>
              <p className="mt-1">{describeRestriction(lock, things, t)}</p>
              <p className="text-sm text-ink-muted">{lock.reason}</p>
            </li>
          );
        })}
      </ul>
      {open && (
        <LockForm
          key={open.id}
          ws={ws}
          schema={schema}
          organisation={organisation}
          members={members}
          things={things}
          start={open}
          onClose={() => setOpen(null)}
          onDone={(lock) => {
            draft.edit((now) => putRestriction(now, lock));
            setOpen(null);
          }}
        />
      )}
      <SaveBar ws={ws} draft={draft} things={things} />
    </Page>
  );
}
