import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { FileSettings } from './FileSettings.tsx';
import { MemberOptions } from './MemberOptions.tsx';
import { type PlanProblem, planProblem } from './mapping.ts';
import { PostRuleList } from './PostRuleList.tsx';
import type { StepProps } from './step-props.ts';
import { type PostRules, usePostRules } from './use-post-rules.ts';

const nowhere = 'nowhere';
const guessed = [
  'text',
  'longText',
  'number',
  'percent',
  'currency',
  'checkbox',
  'singleSelect',
  'multiSelect',
  'date',
  'dateTime',
  'email',
  'phone',
  'url',
  'empty',
] as const;

/** Where each column goes, and how records that are there already are recognised. */
export function ColumnsStep(props: StepProps) {
  return props.kind === 'members' ? <PeopleColumns {...props} /> : <Columns {...props} />;
}

/** With the rules for posts, which are saved before the check that uses them. */
function PeopleColumns(props: StepProps) {
  const rules = usePostRules(props.ws);
  return <Columns {...props} rules={rules} />;
}

function Columns({ ws, target, work, rules }: StepProps & { readonly rules?: PostRules }) {
  const { t } = useTranslation();
  const { inspection, plan, file } = work;
  if (!inspection || !plan) return null;
  const used = new Set(Object.values(plan.columns));
  const made = new Set(rules && plan.members.emailDomain.trim() ? ['email'] : []);
  const problem = planProblem(plan, target.fields, made);
  const words = (found: PlanProblem) => {
    if (found.kind === 'nothing') return t('import.nothingMapped');
    if (found.kind === 'twice') return t('import.twice', { field: found.field });
    return t('import.required', { fields: found.fields.join(t('common.listSeparator')) });
  };
  const check = async () => {
    if ((await rules?.save()) ?? true) await work.check();
  };
  const send = (column: number, field: string) => {
    const { [column]: _before, ...columns } = plan.columns;
    work.change({
      columns: field === nowhere ? columns : { ...columns, [column]: field },
      ...(plan.key !== null && plan.key === _before && { key: null }),
    });
  };
  const typeName = (type: string) => {
    const known = guessed.find((one) => one === type);
    return known ? t(`import.types.${known}`) : type;
  };
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-3">
        <span className="font-medium">{file?.name}</span>
        <span className="text-ink-muted">{t('import.rows', { count: inspection.rows })}</span>
        <Button size="sm" onClick={work.restart}>
          {t('import.otherFile')}
        </Button>
      </div>
      <FileSettings work={work} />
      <p className="text-ink-muted">{t('import.columnsText')}</p>
      <div className="overflow-x-auto rounded-lg border border-line">
        <table className="w-full min-w-[44rem] text-left">
          <thead className="bg-canvas text-sm text-ink-muted">
            <tr>
              {(['column', 'samples', 'type', 'target'] as const).map((name) => (
                <th key={name} scope="col" className="px-3 py-2 font-medium">
                  {t(`import.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inspection.columns.map(({ column, name, samples, type }) => {
              const label = name || t('import.unnamed', { n: column + 1 });
              const own = plan.columns[column];
              return (
                <tr key={column} className="border-t border-line">
                  <th scope="row" className="max-w-56 px-3 py-2 font-medium">
                    {label}
                  </th>
                  <td className="max-w-72 px-3 py-2 text-sm text-ink-muted">
                    <span className="line-clamp-2">
                      {samples.slice(0, 4).join(t('common.listSeparator'))}
                    </span>
                  </td>
                  <td className="px-3 py-2 text-sm whitespace-nowrap text-ink-muted">
                    {typeName(type)}
                  </td>
                  <td className="w-64 px-3 py-1.5">
                    <Select
                      label={`${label}: ${t('import.target')}`}
                      hideLabel
                      value={own ?? nowhere}
                      onChange={(field) => send(column, field)}
                      items={[
                        { value: nowhere, label: t('import.nowhere') },
                        ...target.fields.map((field) => ({
                          value: field.id,
                          label: field.name,
                          disabled: used.has(field.id) && field.id !== own,
                        })),
                      ]}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rules === undefined ? (
        <div className="grid max-w-2xl gap-4 sm:grid-cols-2">
          <Select
            label={t('import.key')}
            hint={t('import.keyHint')}
            value={plan.key ?? nowhere}
            onChange={(key) => work.change({ key: key === nowhere ? null : key })}
            items={[
              { value: nowhere, label: t('import.noKey') },
              ...target.fields
                .filter(({ id, names }) => used.has(id) && names === undefined)
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          {plan.key !== null && (
            <Select
              label={t('import.onMatch')}
              value={plan.onMatch}
              onChange={(onMatch) => work.change({ onMatch })}
              items={(['update', 'skip', 'add'] as const).map((value) => ({
                value,
                label: t(`import.onMatches.${value}`),
              }))}
            />
          )}
        </div>
      ) : (
        <>
          <MemberOptions ws={ws} work={work} />
          <PostRuleList ws={ws} work={work} editor={rules} />
        </>
      )}
      {problem && <Banner kind="warning">{words(problem)}</Banner>}
      <div>
        <Button
          kind="primary"
          busy={work.busy}
          disabled={problem !== null}
          onClick={() => void check()}
        >
          {t(work.busy ? 'import.checking' : 'import.check')}
        </Button>
      </div>
    </div>
  );
}
