import { isDerived, type RollupFunction } from '@tessera/model';
import type { OutField, OutTable, SchemaAnswer } from '@tessera/protocol';
import { useTranslation } from 'react-i18next';
import { FieldIcon } from '../grid/field-icon.tsx';
import { measuresOf } from '../grid/measure-text.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Select } from '../ui/Select.tsx';
import type { FieldDraft } from './field-draft.ts';

export interface BehindSettingsProps {
  readonly table: OutTable;
  readonly schema: SchemaAnswer;
  readonly draft: FieldDraft;
  readonly onChange: (part: Partial<FieldDraft>) => void;
  readonly saved: OutField | undefined;
  readonly policy: boolean;
}

/** What a lookup, rollup or count reads: a link of this table, a field behind it, and what is made of its cells. */
export function BehindSettings(props: BehindSettingsProps) {
  const { table, schema, draft, onChange, saved, policy } = props;
  const { t } = useTranslation();
  const { behind, type } = draft;
  const fixed = saved !== undefined;
  const links = table.fields.filter((field) => field.type === 'link' && field.target !== undefined);
  const link = links.find(({ id }) => id === behind.link);
  const target = schema.tables.find(({ id }) => id === link?.target);
  const fields = (target?.fields ?? []).filter(
    (field) => field.type !== 'link' && !isDerived(field) && field.level !== 'masked',
  );
  const of = fields.find(({ id }) => id === behind.of);
  const put = (part: Partial<FieldDraft['behind']>) => onChange({ behind: { ...behind, ...part } });
  return (
    <>
      <Select
        label={t('behind.link')}
        placeholder={t('behind.chooseLink')}
        hint={t(links.length === 0 ? 'behind.noLink' : 'behind.linkHint')}
        disabled={fixed || links.length === 0}
        value={behind.link}
        onChange={(id) => put({ link: id, of: null })}
        items={links.map(({ id, name, type }) => ({
          value: id,
          label: name,
          icon: <FieldIcon type={type} />,
        }))}
      />
      {type !== 'count' && (target || fixed) && (
        <Select
          label={t('behind.of', { table: target?.name ?? '' })}
          placeholder={t('behind.chooseField')}
          disabled={fixed}
          value={behind.of}
          onChange={(id) => put({ of: id, fn: functionsOf(fields, id)[0] ?? 'filled' })}
          items={fields.map(({ id, name, type }) => ({
            value: id,
            label: name,
            icon: <FieldIcon type={type} />,
          }))}
        />
      )}
      {type === 'rollup' && (of || fixed) && (
        <Select
          label={t('behind.fn')}
          disabled={fixed}
          value={behind.fn}
          onChange={(fn) => put({ fn: fn as RollupFunction })}
          items={(of ? functionsOf(fields, of.id) : [behind.fn]).map((fn) => ({
            value: fn,
            label: t(`behind.functions.${fn}`),
          }))}
        />
      )}
      <p className="text-xs text-ink-muted">{t('behind.seen')}</p>
      {type !== 'lookup' && policy && (
        <Checkbox
          checked={behind.declassified}
          onChange={(declassified) => put({ declassified })}
          hint={t('behind.declassifiedHint')}
        >
          {t('behind.declassified')}
        </Checkbox>
      )}
    </>
  );
}

/** What can be made of a field's cells, sums first. */
function functionsOf(fields: readonly OutField[], id: string): readonly RollupFunction[] {
  const field = fields.find((one) => one.id === id);
  const all = field ? measuresOf(field).filter((fn) => fn !== 'count') : [];
  const isFirst = (fn: RollupFunction) => fn === 'sum' || fn === 'average';
  return [...all.filter(isFirst), ...all.filter((fn) => !isFirst(fn))];
}
