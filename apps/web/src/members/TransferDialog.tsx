import type { HandedOverAnswer } from '@tessera/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transfer } from '../client/leaving.ts';
import { errorText } from '../i18n/error-text.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Combobox, MultiCombobox } from '../ui/Combobox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { departmentItems } from './department-tree.ts';
import { HandedOver } from './HandedOver.tsx';
import { changesOf, formOf, withRoles } from './member-form.ts';
import type { PeopleProps } from './people-props.ts';
import { useGuarded } from './use-guarded.tsx';
import { useHoldings } from './use-holdings.ts';
import { useRolesOfPost } from './use-roles-of-post.ts';

/** A new post: superior, departments and roles; the records stay with the person or go to a successor. */
export function TransferDialog({
  ws,
  member,
  members,
  organisation,
  onDone,
  onClose,
}: PeopleProps & {
  readonly member: PeopleProps['members'][number];
  readonly onDone: () => Promise<unknown>;
  readonly onClose: (done: boolean) => void;
}) {
  const { t } = useTranslation();
  const { holdings, heirs, tableName } = useHoldings(ws, member, members);
  const [form, setForm] = useState(() => formOf(member));
  const [records, setRecords] = useState<'keep' | 'give'>('keep');
  const [successor, setSuccessor] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [result, setResult] = useState<HandedOverAnswer | null>(null);
  const { name } = member;
  const { manager, departments, roles, title } = changesOf(member, form);
  const suggested = useRolesOfPost(ws, organisation, member, form);
  const gives = records === 'give';
  const changed =
    manager !== undefined ||
    departments !== undefined ||
    roles !== undefined ||
    title !== undefined;
  const owned = holdings.data?.reduce((sum, one) => sum + one.records, 0);
  const guarded = useGuarded(name);
  const confirm = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await guarded.run(async (assurance) => {
        const answer = await transfer(ws, member.id, {
          ...(title !== undefined && { title }),
          ...(manager !== undefined && { manager }),
          ...(departments !== undefined && { departments }),
          ...(roles !== undefined && { roles }),
          ...(gives && successor !== null ? { successor } : { keepRecords: true as const }),
          ...assurance,
        });
        setResult(answer);
        await onDone();
      });
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const superiors = members
    .filter(({ id, status }) => id !== member.id && status !== 'deactivated')
    .map(({ id, name: label }) => ({ value: id, label }));
  const shared = {
    emptyText: t('common.nothingFound'),
    placeholder: t('people.choose'),
    removeLabel: (label: string) => t('common.remove', { name: label }),
  };
  if (result)
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose(true)}
        title={t('people.transfer.doneTitle', { name })}
        closeLabel={t('common.close')}
        actions={
          <Button kind="primary" onClick={() => onClose(true)}>
            {t('common.done')}
          </Button>
        }
      >
        {gives ? (
          <HandedOver tables={result.tables} tableName={tableName} />
        ) : (
          <p>{t('people.transfer.kept', { name })}</p>
        )}
      </Dialog>
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !busy && onClose(false)}
      title={t('people.transfer.title', { name })}
      description={t('people.transfer.text')}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button disabled={busy} onClick={() => onClose(false)}>
            {t('common.cancel')}
          </Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={gives ? successor === null : !changed}
            onClick={() => void confirm()}
          >
            {t('people.transfer.submit')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem && <Banner kind="error">{problem}</Banner>}
        <Combobox
          {...shared}
          label={t('people.manager')}
          items={superiors}
          value={form.manager}
          onChange={(next) => setForm({ ...form, manager: next })}
          placeholder={t('people.managerNone')}
          clearLabel={t('people.managerClear')}
        />
        <TextField
          label={t('staff.jobTitle')}
          value={form.title}
          maxLength={100}
          onChange={(event) => setForm({ ...form, title: event.currentTarget.value })}
        />
        <MultiCombobox
          {...shared}
          label={t('people.departments')}
          items={departmentItems(organisation.departments)}
          values={form.departments}
          onChange={(next) => setForm({ ...form, departments: next })}
        />
        <MultiCombobox
          {...shared}
          label={t('people.roles')}
          items={organisation.roles.map((role) => ({ value: role.id, label: role.name }))}
          values={[...new Set(form.roles.map(({ role }) => role))]}
          onChange={(next) => setForm(withRoles(form, next))}
        />
        {suggested && (
          <Banner
            actions={
              <Button size="sm" onClick={() => setForm(withRoles(form, suggested))}>
                {t('staff.useRoles')}
              </Button>
            }
          >
            {suggested.length === 0
              ? t('staff.byRulesNone')
              : t('staff.byRules', {
                  roles: suggested
                    .map((id) => organisation.roles.find((role) => role.id === id)?.name ?? '')
                    .join(t('common.listSeparator')),
                })}
          </Banner>
        )}
        <Select
          label={t('people.transfer.records')}
          value={records}
          onChange={setRecords}
          items={[
            { value: 'keep', label: t('people.transfer.keep') },
            { value: 'give', label: t('people.transfer.give') },
          ]}
          {...(owned !== undefined && { hint: t('people.transfer.owned', { count: owned }) })}
        />
        {gives && (
          <Combobox
            {...shared}
            label={t('people.leave.successor')}
            hint={t('people.leave.successorHint')}
            items={heirs}
            value={successor}
            onChange={setSuccessor}
          />
        )}
      </div>
    </Dialog>
  );
}
