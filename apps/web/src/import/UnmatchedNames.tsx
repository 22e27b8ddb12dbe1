import type { ImportReport } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Combobox, type ComboboxItem } from '../ui/Combobox.tsx';
import { Select } from '../ui/Select.tsx';
import { answerName, type TargetField } from './mapping.ts';
import type { StepProps } from './step-props.ts';
import { useNameChoices } from './use-name-choices.ts';

const empty = '\u0000empty';

/** Names in the file that nothing fits, by field: what each means, and what becomes of the rest. */
export function UnmatchedNames({ ws, kind, target, work }: StepProps) {
  const { t } = useTranslation();
  const { plan, report } = work;
  if (!plan || !report) return null;
  const answered = Object.entries(plan.names).flatMap(([field, names]) =>
    Object.keys(names).map((name) => ({ field, name, rows: 0 })),
  );
  const known = (one: { field: string; name: string }) =>
    report.unmatched.some(({ field, name }) => field === one.field && name === one.name);
  const all = [...report.unmatched, ...answered.filter((one) => !known(one))];
  const fields = target.fields.filter(({ id }) => all.some(({ field }) => field === id));
  if (fields.length === 0 && plan.createOptions.length === 0) return null;
  const creatable = target.fields.filter(
    ({ id, names }) =>
      names === 'choice' && (plan.createOptions.includes(id) || fields.some((f) => f.id === id)),
  );
  return (
    <section className="flex flex-col gap-4">
      <div>
        <h2 className="font-semibold">{t('import.unmatchedTitle')}</h2>
        <p className="text-ink-muted">{t('import.unmatchedText')}</p>
      </div>
      {target.mayCreateOptions &&
        creatable.map(({ id, name }) => (
          <Checkbox
            key={id}
            checked={plan.createOptions.includes(id)}
            onChange={(on) =>
              work.change({
                createOptions: on
                  ? [...plan.createOptions, id]
                  : plan.createOptions.filter((one) => one !== id),
              })
            }
          >
            {t('import.createOptions', { field: name })}
          </Checkbox>
        ))}
      {fields
        .filter(({ id }) => !plan.createOptions.includes(id))
        .map((field) => (
          <NamesOfField
            key={field.id}
            ws={ws}
            kind={kind}
            work={work}
            field={field}
            names={all.filter((one) => one.field === field.id)}
          />
        ))}
      <Select
        label={t('import.unmatched')}
        className="max-w-sm"
        value={plan.unmatched}
        onChange={(unmatched) => work.change({ unmatched })}
        items={[
          { value: 'refuse', label: t('import.unmatchedRefuse') },
          { value: 'empty', label: t('import.unmatchedEmpty') },
        ]}
      />
    </section>
  );
}

function NamesOfField({
  ws,
  kind,
  work,
  field,
  names,
}: Pick<StepProps, 'ws' | 'kind' | 'work'> & {
  readonly field: TargetField;
  readonly names: ImportReport['unmatched'];
}) {
  const { t } = useTranslation();
  const choices = useNameChoices(ws, kind, field.id);
  const answers = work.plan?.names[field.id] ?? {};
  const items: readonly ComboboxItem[] = [
    { value: empty, label: t('import.leaveEmpty') },
    ...choices.map((choice) => ({ value: choice, label: choice })),
  ];
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <h3 className="bg-canvas px-3 py-2 text-sm font-medium">{field.name}</h3>
      <ul>
        {names.slice(0, 200).map(({ name, rows }) => {
          const answer = answers[name];
          return (
            <li
              key={name}
              className="flex flex-wrap items-center gap-3 border-t border-line px-3 py-1.5"
            >
              <span className="min-w-40 flex-1">
                {name}
                {rows > 0 && (
                  <span className="ml-2 text-sm text-ink-muted">
                    {t('import.rows', { count: rows })}
                  </span>
                )}
              </span>
              <Combobox
                label={`${name}: ${t('import.meant')}`}
                hideLabel
                size="sm"
                className="w-72"
                items={items}
                value={answer === undefined ? null : (answer ?? empty)}
                placeholder={t('import.undecided')}
                emptyText={t('common.nothingFound')}
                clearLabel={t('common.clear')}
                onChange={(value) =>
                  work.change({
                    names: answerName(
                      work.plan?.names ?? {},
                      field.id,
                      name,
                      value === null ? undefined : value === empty ? null : value,
                    ),
                  })
                }
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
