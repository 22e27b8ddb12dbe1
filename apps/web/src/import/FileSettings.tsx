import { useTranslation } from 'react-i18next';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Select } from '../ui/Select.tsx';
import type { Import } from './use-import.ts';

const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
const delimiters = [
  { value: ',', name: 'comma' },
  { value: ';', name: 'semicolon' },
  { value: '\t', name: 'tab' },
  { value: '|', name: 'pipe' },
] as const;

/** How the file is written, guessed and open to correction; of a workbook, which sheet is meant. */
export function FileSettings({ work }: { readonly work: Import }) {
  const { t } = useTranslation();
  const { plan, inspection } = work;
  if (!plan) return null;
  return (
    <div className="flex flex-wrap items-end gap-4">
      {plan.sheet !== null ? (
        <Select
          label={t('import.sheet')}
          className="w-56"
          disabled={work.busy}
          value={plan.sheet}
          onChange={(sheet) => void work.chooseSheet(sheet)}
          items={(inspection?.sheets ?? []).map((value) => ({ value, label: value }))}
        />
      ) : (
        <>
          <Select
            label={t('import.encoding')}
            className="w-36"
            value={plan.encoding}
            onChange={(encoding) => work.change({ encoding })}
            items={encodings.map((value) => ({ value, label: value.toUpperCase() }))}
          />
          <Select
            label={t('import.delimiter')}
            className="w-36"
            value={plan.delimiter}
            onChange={(delimiter) => work.change({ delimiter })}
            items={delimiters.map(({ value, name }) => ({
              value,
              label: t(`import.delimiters.${name}`),
            }))}
          />
        </>
      )}
      <Select
        label={t('import.dateOrder')}
        className="w-48"
        value={plan.dateOrder ?? 'ymd'}
        onChange={(dateOrder) => work.change({ dateOrder })}
        items={(['ymd', 'mdy', 'dmy'] as const).map((value) => ({
          value,
          label: t(`import.dateOrders.${value}`),
        }))}
      />
      <Checkbox
        checked={plan.header}
        onChange={(header) => work.change({ header })}
        className="min-h-8"
      >
        {t('import.header')}
      </Checkbox>
    </div>
  );
}
