import { cx } from './cx.ts';

const hues = [
  'blue',
  'teal',
  'purple',
  'orange',
  'green',
  'pink',
  'indigo',
  'cyan',
  'rose',
  'emerald',
];

/** One or two letters for a name: first and last word's initials, or a Chinese given name's last characters. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0];
  if (!first) return '?';
  if (/\p{Script=Han}/u.test(first)) return [...first].slice(-2).join('');
  const last = words.length > 1 ? words.at(-1) : undefined;
  return ([...first][0] ?? '').concat(last ? ([...last][0] ?? '') : '').toUpperCase();
}

/** A colour of the palette, always the same for the same text. */
export function hueOf(text: string): string {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return hues[sum % hues.length] ?? 'gray';
}

/** A person as initials on a colour of their own. Decoration beside the name; `named` reads it out. */
export function Avatar({
  name,
  size = 'md',
  named = false,
}: {
  readonly name: string;
  readonly size?: 'xs' | 'sm' | 'md' | 'lg';
  readonly named?: boolean;
}) {
  return (
    <span
      data-color={hueOf(name)}
      {...(named ? { role: 'img', 'aria-label': name } : { 'aria-hidden': true })}
      data-initials={initials(name)}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full bg-tint font-semibold text-tint-ink select-none before:content-[attr(data-initials)]',
        size === 'xs' && 'size-5 text-[9px]',
        size === 'sm' && 'size-6 text-[10px]',
        size === 'md' && 'size-7 text-2xs',
        size === 'lg' && 'size-10 text-sm',
      )}
    />
  );
}
