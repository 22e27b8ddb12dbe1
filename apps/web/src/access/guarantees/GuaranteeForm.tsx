import {
  type Action,
  type Guarantee,
  type TableAction,
  tableActions,
  type WorkspaceAction,
  workspaceActions,
} from '@tessera/model';
import { describeGuarantee } from '@tessera/words';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { MultiCombobox } from '../../ui/Combobox.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { ActionChecks } from '../ActionChecks.tsx';
import { FieldPickers } from '../FieldPickers.tsx';
import { principalKey, principalOf } from '../principals.ts';
import { RuleDialog } from '../RuleDialog.tsx';
import type { RuleFormProps } from '../RuleList.tsx';
import { usePrincipalItems } from '../use-principal-items.ts';

const levels = ['masked', 'read', 'edit'] as const;

/** One guarantee: whom it is about, where, and what they never have. */
export function GuaranteeForm({
  schema,
  organisation,
  members,
  things,
  start,
  onDone,
  onClose,
}: RuleFormProps<Guarantee>) {
  const { t } = useTranslation();
  const [given, setGiven] = useState(start);
  const named = [given.who, ...given.except];
  const people = usePrincipalItems({ organisation, members, things }, named);
  const { on, never } = given;
  const tables = schema.tables.filter(
    ({ id, app }) => on.kind === 'workspace' || (on.kind === 'app' ? app === on.id : id === on.id),
  );
  const says =
    never.kind === 'do' ? never.actions.length > 0 : never.fields.length + never.classes.length > 0;
  const whole = given.name.trim() !== '' && given.reason.trim() !== '' && says;
  const moveTo = (place: string) => {
    const [kind, id = ''] = place.split(':');
    setGiven({
      ...given,
      on: kind === 'workspace' ? { kind } : { kind: kind as 'app' | 'table', id },
      // Fields are those of one place, and rights those of the workspace.
      never:
        never.kind === 'see'
          ? { ...never, fields: [] }
          : { ...never, actions: never.actions.filter(isTableAction) },
    });
  };
  return (
    <RuleDialog
      title={t('guarantees.form.title')}
      text={t('guarantees.form.text')}
      unfinished={t('guarantees.form.unfinished')}
      says={whole ? [describeGuarantee(given, things, t)] : null}
      onTake={() => onDone({ ...given, name: given.name.trim(), reason: given.reason.trim() })}
      onClose={onClose}
    >
      <TextField
        label={t('common.name')}
        value={given.name}
        maxLength={100}
        onChange={(event) => setGiven({ ...given, name: event.currentTarget.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select<string>
          label={t('guarantees.form.who')}
          value={principalKey(given.who)}
          items={[{ value: 'everyone', label: t('guarantees.form.everyone') }, ...people]}
          onChange={(key) => setGiven({ ...given, who: principalOf(key) })}
        />
        <Select<string>
          label={t('guarantees.form.on')}
          value={on.kind === 'workspace' ? on.kind : `${on.kind}:${on.id}`}
          onChange={moveTo}
          items={[
            { value: 'workspace', label: t('guarantees.sentence.workspace') },
            ...schema.apps.map(({ id, name }) => ({
              value: `app:${id}`,
              label: t('rules.lock.app', { name }),
            })),
            ...schema.tables.map(({ id, name }) => ({ value: `table:${id}`, label: name })),
          ]}
        />
      </div>
      <MultiCombobox
        label={t('guarantees.form.except')}
        emptyText={t('common.nothingFound')}
        placeholder={t('common.none')}
        removeLabel={(name) => t('common.remove', { name })}
        items={people}
        values={given.except.map(principalKey)}
        onChange={(keys) => setGiven({ ...given, except: keys.map(principalOf) })}
      />
      <Select<'see' | 'do'>
        label={t('guarantees.form.kind')}
        className="w-64"
        value={never.kind}
        items={[
          { value: 'see', label: t('guarantees.form.see') },
          { value: 'do', label: t('guarantees.form.do') },
        ]}
        onChange={(kind) =>
          setGiven({
            ...given,
            never:
              kind === 'do'
                ? { kind, actions: [] }
                : { kind, fields: [], classes: [], level: 'masked' },
          })
        }
      />
      {never.kind === 'see' ? (
        <>
          <FieldPickers
            schema={schema}
            tables={tables}
            classes={never.classes}
            fields={never.fields}
            onChange={(chosen) => setGiven({ ...given, never: { ...never, ...chosen } })}
          />
          <Select<(typeof levels)[number]>
            label={t('guarantees.form.level')}
            className="w-64"
            value={never.level}
            items={levels.map((value) => ({ value, label: t(`guarantees.form.${value}`) }))}
            onChange={(level) => setGiven({ ...given, never: { ...never, level } })}
          />
        </>
      ) : (
        <>
          <ActionChecks
            label={t('guarantees.form.actions')}
            chosen={never.actions}
            onChange={(actions) =>
              setGiven({
                ...given,
                never: { ...never, actions: [...actions, ...never.actions.filter(isRight)] },
              })
            }
          />
          {on.kind === 'workspace' && (
            <div className="grid gap-1 sm:grid-cols-2">
              {workspaceActions.map((right) => (
                <Checkbox
                  key={right}
                  checked={never.actions.includes(right)}
                  onChange={(checked) =>
                    setGiven({
                      ...given,
                      never: {
                        ...never,
                        actions: checked
                          ? [...never.actions, right]
                          : never.actions.filter((one) => one !== right),
                      },
                    })
                  }
                >
                  {t(`access.workspace.${right}.name`)}
                </Checkbox>
              ))}
            </div>
          )}
        </>
      )}
      <TextArea
        label={t('guarantees.form.reason')}
        value={given.reason}
        maxLength={500}
        onChange={(event) => setGiven({ ...given, reason: event.currentTarget.value })}
      />
    </RuleDialog>
  );
}

function isTableAction(action: Action): action is TableAction {
  return (tableActions as readonly string[]).includes(action);
}

function isRight(action: Action): action is WorkspaceAction {
  return !isTableAction(action);
}
