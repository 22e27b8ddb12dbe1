import { type Denial, denial } from '@tessera/model';
import type { ImportInspection } from '@tessera/protocol';

export type Encoding = ImportInspection['encoding'];

const marks: readonly { readonly bytes: readonly number[]; readonly encoding: Encoding }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** Files that people take for a table of text; the first bytes tell them. */
const otherKinds: readonly { readonly bytes: readonly number[]; readonly name: string }[] = [
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old or password-protected Excel workbook' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF document' },
];

const startsWith = (file: Uint8Array, bytes: readonly number[]) =>
  bytes.every((byte, index) => file[index] === byte);

function tryDecode(file: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(file);
  } catch {
    return undefined;
  }
}

/** UTF-16 without a mark shows in zero bytes that stand on one side only. */
function zeroSides(file: Uint8Array): { readonly even: number; readonly odd: number } {
  let even = 0;
  let odd = 0;
  const end = Math.min(file.length, 4096);
  for (let index = 0; index < end; index += 1) {
    if (file[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd };
}

function candidates(file: Uint8Array): readonly Encoding[] {
  const mark = marks.find(({ bytes }) => startsWith(file, bytes));
  if (mark !== undefined) return [mark.encoding];
  const { even, odd } = zeroSides(file);
  if (odd > 0 && even === 0) return ['utf-16le'];
  if (even > 0 && odd === 0) return ['utf-16be'];
  return ['utf-8', 'gb18030'];
}

// A tab, line breaks and a form feed may stand in a text file; other control characters mean that it is none.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const binary = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/**
 * The text of a file, without a byte order mark, in the given encoding or in the first that fits without an
 * error: by mark, by zero bytes (UTF-16), then UTF-8, then GB18030. What is no text is refused with `invalid`.
 */
export function decodeFile(
  file: Uint8Array,
  given?: Encoding,
): { readonly text: string; readonly encoding: Encoding } | Denial {
  const kind = otherKinds.find(({ bytes }) => startsWith(file, bytes));
  if (kind !== undefined) {
    return denial(
      'invalid',
      `This is ${kind.name}. Save the sheet as .xlsx or CSV and import that file.`,
    );
  }
  for (const encoding of given === undefined ? candidates(file) : [given]) {
    const text = tryDecode(file, encoding);
    if (text === undefined) continue;
    if (binary.test(text)) return denial('invalid', 'This is not a text file (CSV).');
    return { text, encoding };
  }
  return denial(
    'invalid',
    given === undefined
      ? 'The encoding of this file is not known. Save it as CSV in UTF-8.'
      : `The file is not in the encoding ${given}.`,
  );
}
