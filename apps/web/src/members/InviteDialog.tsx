import { useQueryClient } from '@tanstack/react-query';
import { type InvitedAnswer, memberRequest } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inviteMember, membersQuery, organisationQuery } from '../client/people.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { MemberFields } from './MemberFields.tsx';
import { emptyForm, invitationOf } from './member-form.ts';
import type { PeopleProps } from './people-props.ts';
import { useGuarded } from './use-guarded.tsx';
import { useTimeZone } from './use-time-zone.ts';

/** Asks for a new member's name, address, roles and place, then shows the invitation's link. */
export function InviteDialog({
  ws,
  members,
  organisation,
  open,
  onOpenChange,
}: PeopleProps & { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const timeZone = useTimeZone(ws);
  const [form, setForm] = useState(emptyForm);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [invited, setInvited] = useState<InvitedAnswer | null>(null);
  const guarded = useGuarded(form.name.trim());
  const submit = async () => {
    const body = invitationOf(form);
    if (!memberRequest.safeParse(body).success) {
      setProblem(t('people.fieldNeeded'));
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      await guarded.run(async (assurance) => {
        const answer = await inviteMember(ws, { ...body, ...assurance });
        await Promise.all([
          client.invalidateQueries(membersQuery(ws)),
          client.invalidateQueries(organisationQuery(ws)),
        ]);
        setForm(emptyForm);
        onOpenChange(false);
        setInvited(answer);
      });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Dialog
        open={open}
        onOpenChange={onOpenChange}
        title={t('people.inviteTitle')}
        description={t('people.inviteText')}
        closeLabel={t('common.close')}
        actions={
          <>
            <Button onClick={() => onOpenChange(false)}>{t('common.cancel')}</Button>
            <Button kind="primary" busy={busy} onClick={() => void submit()}>
              {t('people.createInvitation')}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          {problem && <Banner kind="error">{problem}</Banner>}
          <MemberFields
            form={form}
            onChange={setForm}
            members={members}
            organisation={organisation}
            timeZone={timeZone}
          />
        </div>
      </Dialog>
      {guarded.dialog}
      <LinkDialog invited={invited} onClose={() => setInvited(null)} />
    </>
  );
}
