import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type InvitedAnswer, memberChangeRequest, type OutMember } from '@tessera/protocol';
import { ArrowRightLeft, Link2, UserCheck, UserX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LookAsButton } from '../access/LookAsButton.tsx';
import {
  changeMember,
  membersQuery,
  organisationQuery,
  renewInvitation,
} from '../client/people.ts';
import { workspaceQuery } from '../client/workspaces.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Drawer } from '../ui/Drawer.tsx';
import { toast } from '../ui/Toast.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { MemberFields } from './MemberFields.tsx';
import { changesOf, formOf } from './member-form.ts';
import type { PeopleProps } from './people-props.ts';
import { TransferDialog } from './TransferDialog.tsx';
import { useGuarded } from './use-guarded.tsx';
import { useTimeZone } from './use-time-zone.ts';

/** One member to look at and change, invite anew, deactivate. */
export function MemberDrawer({
  ws,
  member,
  members,
  organisation,
  isMe,
  onClose,
}: PeopleProps & {
  readonly member: OutMember;
  readonly isMe: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form, setForm] = useState(() => formOf(member));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [asking, setAsking] = useState<'leave' | 'transfer' | 'reactivate' | null>(null);
  const timeZone = useTimeZone(ws);
  const [invited, setInvited] = useState<InvitedAnswer | null>(null);
  const { name } = member;
  const active = member.status !== 'deactivated';
  const rules = useQuery(workspaceQuery(ws)).data?.actions.includes('managePolicy');
  const changes = changesOf(member, form);

  const refresh = () =>
    Promise.all([
      client.invalidateQueries(membersQuery(ws)),
      client.invalidateQueries(organisationQuery(ws)),
    ]);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const guarded = useGuarded(name);
  const save = () =>
    attempt(async () => {
      if (!memberChangeRequest.safeParse(changes).success) {
        setProblem(t('people.fieldNeeded'));
        return;
      }
      await guarded.run(async (assurance) => {
        await changeMember(ws, member.id, { ...changes, ...assurance });
        await refresh();
        toast({ kind: 'success', text: t('people.saved', { name: form.name.trim() }) });
        onClose();
      });
    });
  const renew = () =>
    attempt(async () => {
      setInvited(await renewInvitation(ws, member.id));
    });
  // What this panel shows is out of date once something was done.
  const afterwards = (done: boolean) => (done ? onClose() : setAsking(null));
  const reactivate = async () => {
    try {
      await changeMember(ws, member.id, { status: 'active' });
      await refresh();
      toast({ kind: 'success', text: t('people.reactivated', { name }) });
      onClose();
    } catch (error) {
      setAsking(null);
      setProblem(errorText(error));
    }
  };

  return (
    <Drawer
      open
      onOpenChange={(open) => !open && onClose()}
      title={name}
      description={member.email}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={Object.keys(changes).length === 0}
            onClick={() => void save()}
          >
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {problem && <Banner kind="error">{problem}</Banner>}
        {isMe && <Banner>{t('people.ownPlaces')}</Banner>}
        <MemberFields
          form={form}
          onChange={setForm}
          members={members}
          organisation={organisation}
          timeZone={timeZone}
          self={member.id}
          emailFixed={member.status !== 'invited'}
          placesFixed={isMe}
        />
        {!isMe && (
          <div className="flex flex-wrap gap-2 border-t border-line pt-4">
            {rules && active && <LookAsButton ws={ws} as={{ member: member.id }} />}
            {member.status === 'invited' && (
              <Button
                icon={<Link2 size={15} aria-hidden />}
                busy={busy}
                onClick={() => void renew()}
              >
                {t('people.renew')}
              </Button>
            )}
            {active ? (
              <>
                <Button
                  icon={<ArrowRightLeft size={15} aria-hidden />}
                  onClick={() => setAsking('transfer')}
                >
                  {t('people.transfer.open')}
                </Button>
                <Button
                  icon={<UserX size={15} aria-hidden />}
                  className="text-danger!"
                  onClick={() => setAsking('leave')}
                >
                  {t('people.leave.open')}
                </Button>
              </>
            ) : (
              <>
                <Button
                  icon={<UserCheck size={15} aria-hidden />}
                  onClick={() => setAsking('reactivate')}
                >
                  {t('people.reactivate')}
                </Button>
                <Button
                  icon={<ArrowRightLeft size={15} aria-hidden />}
                  onClick={() => setAsking('leave')}
                >
                  {t('people.leave.openHandOver')}
                </Button>
              </>
            )}
            {member.status === 'invited' && (
              <p className="w-full text-sm text-ink-muted">{t('people.renewHint')}</p>
            )}
          </div>
        )}
      </div>
      <ConfirmDialog
        open={asking === 'reactivate'}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t('people.reactivateTitle', { name })}
        confirmLabel={t('people.reactivate')}
        cancelLabel={t('common.cancel')}
        onConfirm={reactivate}
      >
        {t('people.reactivateText', { name })}
      </ConfirmDialog>
      {asking === 'leave' && (
        <LeaveDialog
          ws={ws}
          member={member}
          members={members}
          onDone={refresh}
          onClose={afterwards}
        />
      )}
      {asking === 'transfer' && (
        <TransferDialog
          ws={ws}
          member={member}
          members={members}
          organisation={organisation}
          onDone={refresh}
          onClose={afterwards}
        />
      )}
      {guarded.dialog}
      <LinkDialog invited={invited} onClose={() => setInvited(null)} />
    </Drawer>
  );
}
