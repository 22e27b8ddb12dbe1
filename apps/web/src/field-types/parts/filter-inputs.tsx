import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseWire, plainText } from '../convert.ts';
import type { FilterInputProps } from '../field-ui.ts';

const box = 'field-box min-h-7 px-2 text-sm';

/** Free text. */
export function TextFilter({ value, onChange, label }: FilterInputProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(typeof value === 'string' ? value : '');
  useSettled(text, () => onChange(text === '' ? undefined : text));
  return (
    <input
      aria-label={label}
      className={box}
      placeholder={t('grid.filter.value')}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

/** A number as people write it; a bare number in a percent field counts percents. */
export function NumberFilter({ field, env, value, onChange, label }: FilterInputProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(typeof value === 'number' ? plainText(field, value, env) : '');
  const given = field.type === 'percent' && /\d\s*$/.test(text) ? `${text}%` : text;
  const parsed = parseWire(
    field.type === 'autonumber' ? { ...field, type: 'number' } : field,
    given,
    env,
  );
  useSettled(text, () => {
    if (parsed.ok) onChange(typeof parsed.value === 'number' ? parsed.value : undefined);
  });
  return (
    <input
      aria-label={label}
      aria-invalid={!parsed.ok}
      inputMode="decimal"
      className={box}
      placeholder={t('grid.filter.value')}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

/** Ticked or not. */
export function CheckboxFilter({ value, onChange, label }: FilterInputProps) {
  const { t } = useTranslation();
  return (
    <select
      aria-label={label}
      className={box}
      value={value === false ? 'no' : 'yes'}
      onChange={(event) => onChange(event.target.value === 'yes')}
    >
      <option value="yes">{t('grid.filter.ticked')}</option>
      <option value="no">{t('grid.filter.notTicked')}</option>
    </select>
  );
}

/** Tells what was typed once the typing pauses. */
function useSettled(text: string, tell: () => void): void {
  useEffect(() => {
    const timer = setTimeout(tell, 300);
    return () => clearTimeout(timer);
  }, [text]);
}
