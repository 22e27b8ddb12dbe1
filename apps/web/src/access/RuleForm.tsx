import { type Grant, levels, type TableAction } from '@tessera/model';
import type { OutMember, OutTable, SchemaAnswer } from '@tessera/protocol';
import { describeGrant, describeLevels, type Things } from '@tessera/words';
import { Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Select } from '../ui/Select.tsx';
import { ActionChecks } from './ActionChecks.tsx';
import { ConditionField } from './ConditionField.tsx';
import { ExceptFields } from './ExceptFields.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { linesOf, type PartLine, partKinds, partOfLine } from './rule-parts.ts';
import { useDay } from './use-day.ts';
import { useRuleEnv } from './use-rule-env.ts';

/** A rule of a role on one table: which records, what with them, how much of their fields. */
export function RuleForm({
  ws,
  table,
  classes,
  members,
  things,
  start,
  more,
  onDone,
  onClose,
}: {
  readonly ws: string;
  readonly table: OutTable;
  readonly classes: SchemaAnswer['classes'];
  readonly members: readonly OutMember[];
  readonly things: Things;
  /** The rule as it is, or a fresh one. */
  readonly start: Grant;
  /** What the rule has beside what it opens: to whom, for how long. It may then open all records. */
  readonly more?: {
    readonly before: ReactNode;
    readonly after: ReactNode;
    readonly whole: boolean;
    /** The rule with that. */
    readonly complete: (grant: Grant) => Grant;
  };
  readonly onDone: (grant: Grant) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const env = useRuleEnv(ws, members, 'scope');
  const [actions, setActions] = useState<readonly TableAction[]>(
    start.actions as readonly TableAction[],
  );
  const [lines, setLines] = useState<readonly PartLine[]>(linesOf(start) ?? []);
  const [fields, setFields] = useState(start.fields);
  const [all, setAll] = useState(start.scope.kind === 'all');
  const links = table.fields.filter(({ type, target }) => type === 'link' && target !== undefined);
  const parts = lines.flatMap((line) => partOfLine(line) ?? []);
  const chosen = all || (parts.length === lines.length && parts.length > 0);
  const whole = chosen && actions.length > 0 && more?.whole !== false;
  const opened: Grant = {
    ...start,
    actions,
    scope: all ? { kind: 'all' } : { kind: 'any', of: parts },
    fields,
  };
  const grant = more ? more.complete(opened) : opened;
  const day = useDay(ws);
  const put = (at: number, line: PartLine | null) =>
    setLines((now) => now.flatMap((one, i) => (i === at ? (line ? [line] : []) : [one])));
  const says = () => [
    describeGrant(grant, things, t, day),
    ...(fields.except.length > 0 ? describeLevels(fields, undefined, things, t) : []),
  ];
  return (
    <RuleDialog
      title={t('rules.form.title', { table: table.name })}
      unfinished={t('rules.form.unfinished')}
      says={whole ? says() : null}
      onTake={() => onDone(grant)}
      onClose={onClose}
    >
      {more?.before}
      <ActionChecks label={t('rules.form.actions')} chosen={actions} onChange={setActions} />
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="mb-1 text-sm font-medium">{t('rules.form.records')}</legend>
        {more && (
          <Checkbox
            checked={all}
            onChange={(on) => {
              setAll(on);
              if (!on && lines.length === 0) setLines([{ kind: 'own' }]);
            }}
          >
            {t('rules.form.all')}
          </Checkbox>
        )}
        {(all ? [] : lines).map((line, at) => (
          <div key={at} className="flex min-w-0 flex-col gap-1.5 border-l-2 border-line pl-3">
            <div className="flex items-center gap-2">
              {at > 0 && <span className="text-sm text-ink-muted">{t('grid.filter.or')}</span>}
              <Select<string>
                label={t('rules.form.part')}
                hideLabel
                className="w-64"
                value={line.kind}
                items={[
                  ...partKinds.map((kind) => ({
                    value: kind,
                    label: t(`rules.part.${kind}`),
                  })),
                  ...links.map(({ id, name }) => ({
                    value: `via:${id}`,
                    label: t('rules.part.via', { link: name }),
                  })),
                ]}
                onChange={(kind) => put(at, { ...line, kind: kind as PartLine['kind'] })}
              />
              {lines.length > 1 && (
                <IconButton label={t('rules.form.removePart')} onClick={() => put(at, null)}>
                  <Trash2 size={14} aria-hidden />
                </IconButton>
              )}
            </div>
            <ConditionField
              key={line.kind === 'where' ? 'needed' : 'narrowing'}
              label={t(line.kind === 'where' ? 'rules.form.where' : 'rules.form.onlyWhere')}
              table={table}
              env={env}
              condition={line.condition}
              needed={line.kind === 'where'}
              // The text of a condition comes a moment later than what is chosen meanwhile.
              onChange={(condition) =>
                setLines((now) =>
                  now.map((one, i) =>
                    i === at ? { kind: one.kind, ...(condition && { condition }) } : one,
                  ),
                )
              }
            />
          </div>
        ))}
        {!all && (
          <div>
            <Button
              kind="quiet"
              size="sm"
              icon={<Plus size={14} aria-hidden />}
              onClick={() => setLines([...lines, { kind: 'own' }])}
            >
              {t('rules.form.addPart')}
            </Button>
          </div>
        )}
      </fieldset>
      <Select
        label={t('rules.form.level')}
        className="w-64"
        value={fields.default}
        items={levels.map((value) => ({ value, label: t(`access.level.${value}`) }))}
        onChange={(level) => setFields({ ...fields, default: level })}
      />
      <ExceptFields table={table} classes={classes ?? []} rule={fields} onChange={setFields} />
      {more?.after}
    </RuleDialog>
  );
}
