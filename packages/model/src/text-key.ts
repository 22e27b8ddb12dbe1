// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const loneSurrogates = /\p{Surrogate}/gu;
const ignorable = /[\u00ad\u200b\u2060\ufeff]/g;

/**
 * Text as it is kept: NFC, CRLF as LF, no control characters but LF and TAB, no half of a surrogate pair
 * (which UTF-8 cannot carry), trimmed. May be ''.
 */
export function normalizeText(text: string): string {
  return text
    .replace(loneSurrogates, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(controls, '')
    .normalize('NFC')
    .trim();
}

/**
 * The key by which text is compared and searched, computed in JS alone on write and on search: NFKC, case
 * folded, white space collapsed, trimmed. The same everywhere, whatever the engine thinks of `lower`.
 */
export function fold(text: string): string {
  // Lower, upper, lower: ẞ, ß and SS meet only so. İ leaves i with a dot above, ς is σ at a word's end.
  return text
    .replace(loneSurrogates, '\ufffd')
    .normalize('NFKC')
    .replace(ignorable, '')
    .replace(controls, '')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/i\u0307/g, 'i')
    .replace(/ς/g, 'σ')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Orders by code point, as UTF-8 and both databases do; UTF-16 puts U+FF5E after emoji. Negative, 0, positive. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above every other unit. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
