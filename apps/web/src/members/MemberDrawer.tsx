import { useQueryClient } from '@tanstack/react-query';
import { type InvitedAnswer, memberChangeRequest, type OutMember } from '@tessera/protocol';
import { Link2, UserCheck, UserX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  changeMember,
  membersQuery,
  organisationQuery,
  renewInvitation,
} from '../client/people.ts';
import { errorText } from '../i18n/error-text.ts';
import { currentLanguage } from '../i18n/i18n.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Drawer } from '../ui/Drawer.tsx';
import { toast } from '../ui/Toast.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { MemberFields } from './MemberFields.tsx';
import { changesOf, formOf, timedRoles } from './member-form.ts';
import type { PeopleProps } from './people-props.ts';

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
  const [asking, setAsking] = useState(false);
  const [invited, setInvited] = useState<InvitedAnswer | null>(null);
  const { name } = member;
  const active = member.status !== 'deactivated';
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
  const save = () =>
    attempt(async () => {
      if (!memberChangeRequest.safeParse(changes).success) {
        setProblem(t('people.fieldNeeded'));
        return;
      }
      await changeMember(ws, member.id, changes);
      await refresh();
      toast({ kind: 'success', text: t('people.saved', { name: form.name.trim() }) });
      onClose();
    });
  const renew = () =>
    attempt(async () => {
      setInvited(await renewInvitation(ws, member.id));
    });
  const setStatus = async () => {
    try {
      await changeMember(ws, member.id, { status: active ? 'deactivated' : 'active' });
      await refresh();
      toast({
        kind: 'success',
        text: t(active ? 'people.deactivated' : 'people.reactivated', { name }),
      });
      onClose();
    } catch (error) {
      setAsking(false);
      setProblem(errorText(error));
    }
  };
  const roleName = (id: string) => organisation.roles.find((role) => role.id === id)?.name ?? '';
  const day = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' });
  const timed = timedRoles(member).map(({ role, from, until }) =>
    until === undefined
      ? t('people.from', { name: roleName(role), date: day.format(from) })
      : t('people.until', { name: roleName(role), date: day.format(until) }),
  );

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
          self={member.id}
          emailFixed={member.status !== 'invited'}
          placesFixed={isMe}
        />
        {timed.length > 0 && (
          <p className="text-sm text-ink-muted">
            {t('people.timedRoles', { names: timed.join(t('common.listSeparator')) })}
          </p>
        )}
        {!isMe && (
          <div className="flex flex-wrap gap-2 border-t border-line pt-4">
            {member.status === 'invited' && (
              <Button
                icon={<Link2 size={15} aria-hidden />}
                busy={busy}
                onClick={() => void renew()}
              >
                {t('people.renew')}
              </Button>
            )}
            <Button
              icon={active ? <UserX size={15} aria-hidden /> : <UserCheck size={15} aria-hidden />}
              className={active ? 'text-danger!' : ''}
              onClick={() => setAsking(true)}
            >
              {t(active ? 'people.deactivate' : 'people.reactivate')}
            </Button>
            {member.status === 'invited' && (
              <p className="w-full text-sm text-ink-muted">{t('people.renewHint')}</p>
            )}
          </div>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger={active}
        title={t(active ? 'people.deactivateTitle' : 'people.reactivateTitle', { name })}
        confirmLabel={t(active ? 'people.deactivate' : 'people.reactivate')}
        cancelLabel={t('common.cancel')}
        onConfirm={setStatus}
      >
        {t(active ? 'people.deactivateText' : 'people.reactivateText', { name })}
      </ConfirmDialog>
      <LinkDialog invited={invited} onClose={() => setInvited(null)} />
    </Drawer>
  );
}
