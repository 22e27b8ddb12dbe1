import type { Level, Restriction } from '@tessera/model';
import type { OrganisationAnswer, OutMember, SchemaAnswer } from '@tessera/protocol';
import { describeRestriction, type Things } from '@tessera/words';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { MultiCombobox } from '../ui/Combobox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea, TextField } from '../ui/TextField.tsx';
import { ActionChecks } from './ActionChecks.tsx';
import { ConditionField } from './ConditionField.tsx';
import { KeyHolders } from './KeyHolders.tsx';
import { principalItems } from './principals.ts';
import { useRuleEnv } from './use-rule-env.ts';

const caps: readonly Level[] = ['hidden', 'masked', 'read'];

/** One restriction: what it locks, when, and who holds a key. */
export function LockForm({
  ws,
  schema,
  organisation,
  members,
  things,
  start,
  onDone,
  onClose,
}: {
  readonly ws: string;
  readonly schema: SchemaAnswer;
  readonly organisation: OrganisationAnswer;
  readonly members: readonly OutMember[];
  readonly things: Things;
  readonly start: Restriction;
  readonly onDone: (restriction: Restriction) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const env = useRuleEnv(ws, members, 'restriction');
  const [lock, setLock] = useState(start);
  const [tried, setTried] = useState(false);
  const { on, effect } = lock;
  const table = on.kind === 'table' ? schema.tables.find(({ id }) => id === on.id) : undefined;
  const tables = table ? [table] : schema.tables.filter(({ app }) => app === on.id);
  const locksSomething =
    effect.kind === 'cap'
      ? (lock.fields?.length ?? 0) + (lock.classes?.length ?? 0) > 0
      : (lock.actions?.length ?? 0) > 0;
  const whole = lock.name.trim() !== '' && lock.reason.trim() !== '' && locksSomething;
  const shared = {
    emptyText: t('common.nothingFound'),
    placeholder: t('common.none'),
    removeLabel: (name: string) => t('common.remove', { name }),
  };
  const submit = () => {
    setTried(true);
    if (whole) onDone({ ...lock, name: lock.name.trim(), reason: lock.reason.trim() });
  };
  const moveTo = (place: string) => {
    const [kind, id = ''] = place.split(':');
    // Fields and conditions are those of one table.
    const { fields: _fields, when: _when, ...rest } = lock;
    setLock({ ...rest, on: { kind: kind as 'app' | 'table', id } });
  };
  const change = (kind: string) => {
    const { actions: _actions, fields: _fields, classes: _classes, ...rest } = lock;
    setLock(
      kind === 'cap'
        ? { ...rest, classes: [], fields: [], effect: { kind: 'cap', level: 'hidden' } }
        : { ...rest, actions: [], effect: { kind: 'forbid' } },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={t('rules.lock.title')}
      description={t('rules.lock.text')}
      closeLabel={t('common.close')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" onClick={submit}>
            {t('rules.form.take')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {tried && !whole && <Banner kind="error">{t('rules.lock.unfinished')}</Banner>}
        <TextField
          label={t('common.name')}
          value={lock.name}
          maxLength={100}
          onChange={(event) => setLock({ ...lock, name: event.currentTarget.value })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select<string>
            label={t('rules.lock.on')}
            value={`${on.kind}:${on.id}`}
            onChange={moveTo}
            items={[
              ...schema.tables.map(({ id, name }) => ({ value: `table:${id}`, label: name })),
              ...schema.apps.map(({ id, name }) => ({
                value: `app:${id}`,
                label: t('rules.lock.app', { name }),
              })),
            ]}
          />
          <Select<string>
            label={t('rules.lock.effect')}
            value={effect.kind}
            onChange={change}
            items={[
              { value: 'forbid', label: t('rules.lock.forbid') },
              { value: 'cap', label: t('rules.lock.cap') },
            ]}
          />
        </div>
        {effect.kind === 'cap' ? (
          <>
            <MultiCombobox
              {...shared}
              label={t('rules.lock.classes')}
              items={(schema.classes ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              values={lock.classes ?? []}
              onChange={(classes) => setLock({ ...lock, classes })}
            />
            <MultiCombobox
              {...shared}
              label={t('rules.lock.fields')}
              items={tables.flatMap((one) =>
                one.fields.map(({ id, name }) => ({ value: id, label: name, hint: one.name })),
              )}
              values={lock.fields ?? []}
              onChange={(fields) => setLock({ ...lock, fields })}
            />
            <Select<Level>
              label={t('rules.lock.level')}
              className="w-64"
              value={effect.level}
              items={caps.map((value) => ({ value, label: t(`access.level.${value}`) }))}
              onChange={(level) => setLock({ ...lock, effect: { kind: 'cap', level } })}
            />
          </>
        ) : (
          <ActionChecks
            label={t('rules.lock.actions')}
            chosen={lock.actions ?? []}
            onChange={(actions) => setLock({ ...lock, actions })}
          />
        )}
        {table && (
          <ConditionField
            key={table.id}
            label={t('rules.lock.when')}
            table={table}
            env={env}
            condition={lock.when}
            // The text of a condition comes a moment later than what is chosen meanwhile.
            onChange={(when) =>
              setLock(({ when: _, ...rest }) => (when ? { ...rest, when } : rest))
            }
          />
        )}
        <KeyHolders
          keys={lock.exempt}
          items={principalItems(organisation, members, {
            role: t('rules.kinds.role'),
            team: t('rules.kinds.team'),
            departmentTree: t('rules.kinds.departmentTree'),
            member: t('rules.kinds.member'),
          })}
          timeZone={env.timeZone}
          onChange={(exempt) => setLock({ ...lock, exempt })}
        />
        <TextArea
          label={t('rules.lock.reason')}
          hint={t('rules.lock.reasonHint')}
          value={lock.reason}
          maxLength={500}
          onChange={(event) => setLock({ ...lock, reason: event.currentTarget.value })}
        />
        {whole && (
          <p aria-live="polite" className="rounded-lg bg-canvas px-3 py-2">
            {describeRestriction(lock, things, t)}
          </p>
        )}
      </div>
    </Dialog>
  );
}
