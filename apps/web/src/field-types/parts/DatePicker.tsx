import { useImperativeHandle } from 'react';
import { DayPicker } from 'react-day-picker';
import { zhCN } from 'react-day-picker/locale/zh-CN';
import 'react-day-picker/style.css';
import './calendar.css';
import { parseText, plainText } from '../convert.ts';
import type { PickerProps } from '../field-ui.ts';

function asDate(day: string | undefined): Date | undefined {
  if (!day) return undefined;
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, date ?? 1);
}

function asDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A month below a date cell: what is typed shows there, and a click on a day writes it. */
export function DatePicker({ field, env, text, onText, onCommit, handle }: PickerProps) {
  const parsed = parseText(field, text, env, undefined, true);
  const shown = parsed.ok && parsed.value !== null ? plainText(field, parsed.value, env) : '';
  const [day, time] = shown.split(' ');
  const selected = asDate(day);
  useImperativeHandle(handle, () => ({
    onKey: () => false,
    result: (now) => parseText(field, now, env, undefined, true),
  }));

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pressing here must not take the focus from the text.
    <div className="calendar p-2" onMouseDown={(event) => event.preventDefault()}>
      <DayPicker
        key={day || 'none'}
        mode="single"
        {...(env.language === 'zh' && { locale: zhCN })}
        weekStartsOn={1}
        selected={selected}
        defaultMonth={selected ?? asDate(env.today) ?? new Date()}
        today={asDate(env.today) ?? new Date()}
        onSelect={(date) => {
          if (!date) return;
          if (field.type === 'date') return onCommit(asDay(date));
          onText(`${asDay(date)} ${time ?? '09:00'}`);
        }}
      />
    </div>
  );
}
