import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseWire, plainText } from '../convert.ts';
import type { FilterInputProps } from '../field-ui.ts';

const box = 'field-box min-h-7 px-2 text-sm';

/** Free text. */
export function TextFilter({ value, onChange, label }: FilterInputProps) {
  const { t } = useTranslation();
  const typed = useTyped(typeof value === 'string' ? value : undefined, {
    show: (text) => text,
    read: (text) => (text === '' ? undefined : text),
    onChange,
  });
  return (
    <input
      aria-label={label}
      className={box}
      placeholder={t('grid.filter.value')}
      value={typed.text}
      onChange={(event) => typed.setText(event.target.value)}
      onBlur={typed.tell}
    />
  );
}

/** A number as people write it; a bare number in a percent field counts percents. */
export function NumberFilter({ field, env, value, onChange, label }: FilterInputProps) {
  const { t } = useTranslation();
  const parse = (text: string) =>
    parseWire(
      field.type === 'autonumber' ? { ...field, type: 'number' } : field,
      field.type === 'percent' && /\d\s*$/.test(text) ? `${text}%` : text,
      env,
    );
  const typed = useTyped(typeof value === 'number' ? value : undefined, {
    show: (number) => plainText(field, number, env),
    read: (text) => {
      const parsed = parse(text);
      if (!parsed.ok) return null;
      return typeof parsed.value === 'number' ? parsed.value : undefined;
    },
    onChange,
  });
  return (
    <input
      aria-label={label}
      aria-invalid={!parse(typed.text).ok}
      inputMode="decimal"
      className={box}
      placeholder={t('grid.filter.value')}
      value={typed.text}
      onChange={(event) => typed.setText(event.target.value)}
      onBlur={typed.tell}
    />
  );
}

/** Ticked or not. */
export function CheckboxFilter({ value, onChange, label }: FilterInputProps) {
  const { t } = useTranslation();
  return (
    <select
      aria-label={label}
      className={`${box} pr-7`}
      value={value === false ? 'no' : 'yes'}
      onChange={(event) => onChange(event.target.value === 'yes')}
    >
      <option value="yes">{t('grid.filter.ticked')}</option>
      <option value="no">{t('grid.filter.notTicked')}</option>
    </select>
  );
}

/**
 * Text on its way to a value: told once the typing pauses or the keyboard leaves, and only when it means something
 * else. A value that comes from elsewhere, of the line that moved up here, takes the place of the text.
 */
function useTyped<Value extends string | number>(
  value: Value | undefined,
  how: {
    readonly show: (value: Value) => string;
    /** undefined: empty; null: no value of this field, told to nobody. */
    readonly read: (text: string) => Value | undefined | null;
    readonly onChange: (value: Value | undefined) => void;
  },
): { readonly text: string; readonly setText: (text: string) => void; readonly tell: () => void } {
  const [text, setText] = useState(value === undefined ? '' : how.show(value));
  const told = useRef(value);
  // The lines around this one may have changed since the typing began.
  const now = useRef(how);
  now.current = how;
  const tell = () => {
    const next = now.current.read(text);
    if (next === null || next === told.current) return;
    told.current = next;
    now.current.onChange(next);
  };
  useEffect(() => {
    const timer = setTimeout(tell, 300);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value === undefined ? '' : now.current.show(value));
  }, [value]);
  return { text, setText, tell };
}
