import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AdministratorsAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/states.tsx';
import { administratorsQuery, takeDuty } from '../client/administrators.ts';
import { membersQuery, organisationQuery } from '../client/people.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { toast } from '../ui/Toast.tsx';
import { DutyCard } from './DutyCard.tsx';
import { namesOf } from './directory.ts';
import { GiveDutyDialog } from './GiveDutyDialog.tsx';
import type { PeopleProps } from './people-props.ts';

type DutyState = AdministratorsAnswer['duties'][number];

/** Administration in separate duties: who holds which, through what; given and taken here. */
export function AdministratorsTab({
  ws,
  members,
  organisation,
  me,
}: PeopleProps & { readonly me: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(administratorsQuery(ws));
  const [giving, setGiving] = useState<DutyState | null>(null);
  const [taking, setTaking] = useState<{
    readonly duty: DutyState['duty'];
    readonly member: string;
    readonly role: string;
  } | null>(null);
  const names = namesOf(members, organisation);
  if (query.error && !query.data)
    return <FailedState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonLines count={6} label={t('common.loading')} />;
  const { duties, owners } = query.data;
  const done = async (answer: AdministratorsAnswer) => {
    client.setQueryData(administratorsQuery(ws).queryKey, answer);
    await Promise.all([
      client.invalidateQueries(membersQuery(ws)),
      client.invalidateQueries(organisationQuery(ws)),
    ]);
  };
  const owner = duties.find(({ duty }) => duty === 'owner');
  return (
    <>
      <p className="mb-4 max-w-3xl text-ink-muted">{t('duties.text')}</p>
      {owners < 2 && (
        <div className="mb-4 max-w-4xl">
          <Banner
            kind="warning"
            title={t('duties.oneOwner')}
            actions={
              owner?.mine && (
                <Button size="sm" onClick={() => setGiving(owner)}>
                  {t('duties.nameReserve')}
                </Button>
              )
            }
          >
            {t('duties.oneOwnerText')}
          </Banner>
        </div>
      )}
      <ul className="flex max-w-4xl flex-col gap-3">
        {duties.map((one) => (
          <DutyCard
            key={one.duty}
            state={one}
            names={names}
            me={me}
            onGive={() => setGiving(one)}
            onTake={(member, role) => setTaking({ duty: one.duty, member, role })}
          />
        ))}
      </ul>
      {giving && (
        <GiveDutyDialog
          ws={ws}
          state={giving}
          members={members}
          me={me}
          onDone={done}
          onClose={() => setGiving(null)}
        />
      )}
      <ConfirmDialog
        open={taking !== null}
        onOpenChange={(open) => !open && setTaking(null)}
        danger
        title={t('duties.takeTitle', {
          duty: taking ? t(`duties.names.${taking.duty}`) : '',
          name: names.member(taking?.member ?? ''),
        })}
        confirmLabel={t('duties.take')}
        cancelLabel={t('common.cancel')}
        onConfirm={async () => {
          if (!taking) return;
          try {
            await done(await takeDuty(ws, taking));
            toast({
              kind: 'success',
              text: t('duties.taken', { name: names.member(taking.member) }),
            });
          } catch (error) {
            toast({ kind: 'error', text: errorText(error) });
            throw error;
          }
        }}
      >
        {t('duties.takeText', { role: names.role(taking?.role ?? '') })}
      </ConfirmDialog>
    </>
  );
}
