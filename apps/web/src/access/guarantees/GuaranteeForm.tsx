import {
  type Action,
  type Guarantee,
  type TableAction,
  tableActions,
  type WorkspaceAction,
  workspaceActions,
} from '@tessera/model';
import type { OrganisationAnswer, OutMember, SchemaAnswer } from '@tessera/protocol';
import { describeGuarantee, type Things } from '@tessera/words';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { MultiCombobox } from '../../ui/Combobox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { ActionChecks } from '../ActionChecks.tsx';
import { principalItems, principalKey, principalOf } from '../principals.ts';

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
}: {
  readonly schema: SchemaAnswer;
  readonly organisation: OrganisationAnswer;
  readonly members: readonly OutMember[];
  readonly things: Things;
  readonly start: Guarantee;
  readonly onDone: (guarantee: Guarantee) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [given, setGiven] = useState(start);
  const [tried, setTried] = useState(false);
  const { on, never } = given;
  const tables = schema.tables.filter(
    ({ id, app }) => on.kind === 'workspace' || (on.kind === 'app' ? app === on.id : id === on.id),
  );
  const says =
    never.kind === 'do' ? never.actions.length > 0 : never.fields.length + never.classes.length > 0;
  const whole = given.name.trim() !== '' && given.reason.trim() !== '' && says;
  const people = principalItems(organisation, members, {
    role: t('rules.kinds.role'),
    team: t('rules.kinds.team'),
    departmentTree: t('rules.kinds.departmentTree'),
    member: t('rules.kinds.member'),
  });
  const shared = {
    emptyText: t('common.nothingFound'),
    placeholder: t('common.none'),
    removeLabel: (name: string) => t('common.remove', { name }),
  };
  const submit = () => {
    setTried(true);
    if (whole) onDone({ ...given, name: given.name.trim(), reason: given.reason.trim() });
  };
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
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={t('guarantees.form.title')}
      description={t('guarantees.form.text')}
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
        {tried && !whole && <Banner kind="error">{t('guarantees.form.unfinished')}</Banner>}
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
          {...shared}
          label={t('guarantees.form.except')}
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
            <MultiCombobox
              {...shared}
              label={t('guarantees.form.classes')}
              items={(schema.classes ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              values={never.classes}
              onChange={(classes) => setGiven({ ...given, never: { ...never, classes } })}
            />
            <MultiCombobox
              {...shared}
              label={t('guarantees.form.fields')}
              items={tables.flatMap((one) =>
                one.fields.map(({ id, name }) => ({ value: id, label: name, hint: one.name })),
              )}
              values={never.fields}
              onChange={(fields) => setGiven({ ...given, never: { ...never, fields } })}
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
        {whole && (
          <p aria-live="polite" className="rounded-lg bg-canvas px-3 py-2">
            {describeGuarantee(given, things, t)}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function isTableAction(action: Action): action is TableAction {
  return (tableActions as readonly string[]).includes(action);
}

function isRight(action: Action): action is WorkspaceAction {
  return !isTableAction(action);
}
