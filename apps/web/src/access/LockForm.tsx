import type { Level, Restriction } from '@tessera/model';
import { describeRestriction } from '@tessera/words';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Select } from '../ui/Select.tsx';
import { TextArea, TextField } from '../ui/TextField.tsx';
import { ActionChecks } from './ActionChecks.tsx';
import { ConditionField } from './ConditionField.tsx';
import { FieldPickers } from './FieldPickers.tsx';
import { KeyHolders } from './KeyHolders.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import type { RuleFormProps } from './RuleList.tsx';
import { useDay } from './use-day.ts';
import { usePrincipalItems } from './use-principal-items.ts';
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
}: RuleFormProps<Restriction>) {
  const { t } = useTranslation();
  const day = useDay(ws);
  const env = useRuleEnv(ws, members, 'restriction');
  const [lock, setLock] = useState(start);
  const named = lock.exempt.map(({ to }) => to);
  const people = usePrincipalItems({ organisation, members, things }, named);
  const { on, effect } = lock;
  const table = on.kind === 'table' ? schema.tables.find(({ id }) => id === on.id) : undefined;
  const tables = table ? [table] : schema.tables.filter(({ app }) => app === on.id);
  const locksSomething =
    effect.kind === 'cap'
      ? (lock.fields?.length ?? 0) + (lock.classes?.length ?? 0) > 0
      : (lock.actions?.length ?? 0) > 0;
  const whole = lock.name.trim() !== '' && lock.reason.trim() !== '' && locksSomething;
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
    <RuleDialog
      title={t('rules.lock.title')}
      text={t('rules.lock.text')}
      unfinished={t('rules.lock.unfinished')}
      says={whole ? [describeRestriction(lock, things, t, day)] : null}
      onTake={() => onDone({ ...lock, name: lock.name.trim(), reason: lock.reason.trim() })}
      onClose={onClose}
    >
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
          <FieldPickers
            schema={schema}
            tables={tables}
            classes={lock.classes ?? []}
            fields={lock.fields ?? []}
            onChange={(chosen) => setLock({ ...lock, ...chosen })}
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
          onChange={(when) => setLock(({ when: _, ...rest }) => (when ? { ...rest, when } : rest))}
        />
      )}
      <KeyHolders
        keys={lock.exempt}
        items={people}
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
    </RuleDialog>
  );
}
