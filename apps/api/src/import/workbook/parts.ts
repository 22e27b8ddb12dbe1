import { workbookLimits } from './limits.ts';
import { type NumberFormat, numberFormat } from './number-text.ts';
import { damaged, Unreadable } from './unreadable.ts';
import { readXml, unescapeText } from './xml.ts';
import type { Zip } from './zip.ts';

/** What the sheets of a workbook share. */
export interface Workbook {
  /** Sheets of cells in their order; hidden ones only where there is no other. */
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  /** Days are counted from 1904, as old programs for the Macintosh did. */
  readonly date1904: boolean;
  readonly strings: readonly string[];
  /** Format of a number by the style of its cell. */
  readonly formats: readonly NumberFormat[];
}

interface Relation {
  readonly id: string;
  /** Last part of its type: `worksheet`. Types differ between the two editions of the standard, their ends do not. */
  readonly kind: string;
  readonly part: string;
}

/** Reads everything of a workbook but its cells. */
export function readWorkbookParts(zip: Zip): Workbook {
  const main = zip.has('_rels/.rels')
    ? relationsOf(zip, '').find(({ kind }) => kind === 'officedocument')
    : undefined;
  if (!main || !zip.has(main.part)) throw notAWorkbook();
  const relations = relationsOf(zip, main.part);
  const part = (kind: string) => {
    const found = relations.find((one) => one.kind === kind);
    return found && zip.has(found.part) ? zip.read(found.part) : undefined;
  };
  const { sheets, date1904 } = readSheets(zip.read(main.part), relations);
  if (sheets.length === 0) throw notAWorkbook();
  const strings = part('sharedstrings');
  const styles = part('styles');
  return {
    sheets,
    date1904,
    strings: strings ? readStrings(strings) : [],
    formats: styles ? readFormats(styles) : [],
  };
}

const notAWorkbook = () =>
  new Unreadable('invalid', 'This is no Excel workbook (.xlsx). Save the sheet as .xlsx or CSV.');

function relationsOf(zip: Zip, of: string): readonly Relation[] {
  const slash = of.lastIndexOf('/');
  const folder = of.slice(0, slash + 1);
  const name = `${folder}_rels/${of.slice(slash + 1)}.rels`;
  if (!zip.has(name)) throw damaged();
  const found: Relation[] = [];
  readXml(zip.read(name), {
    open(tag, attributes) {
      if (tag !== 'Relationship') return;
      const { Id = '', Type = '', Target = '', TargetMode } = attributes();
      if (TargetMode === 'External') return;
      const kind = Type.slice(Type.lastIndexOf('/') + 1).toLowerCase();
      found.push({ id: Id, kind, part: partName(folder, Target) });
    },
  });
  return found;
}

/** The name of a part that another one points to, from its folder or from the root. */
function partName(folder: string, target: string): string {
  const path: string[] = [];
  const whole = target.startsWith('/') ? target : `${folder}${target}`;
  for (const step of whole.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

function readSheets(
  bytes: Uint8Array,
  relations: readonly Relation[],
): Pick<Workbook, 'sheets' | 'date1904'> {
  let date1904 = false;
  const sheets: { name: string; part: string; hidden: boolean }[] = [];
  readXml(bytes, {
    open(tag, attributes) {
      if (tag === 'workbookPr') date1904 = ['1', 'true'].includes(attributes().date1904 ?? '');
      if (tag !== 'sheet') return;
      const { name = '', id = '', state } = attributes();
      const part = relations.find((one) => one.id === id && one.kind === 'worksheet')?.part;
      // Sheets that are a chart have no cells.
      if (part === undefined) return;
      if (sheets.length >= workbookLimits.sheets) {
        throw new Unreadable('too_large', 'The workbook has too many sheets.');
      }
      sheets.push({ name, part, hidden: state === 'hidden' || state === 'veryHidden' });
    },
  });
  const shown = sheets.filter(({ hidden }) => !hidden);
  return { date1904, sheets: shown.length > 0 ? shown : sheets };
}

/** Shared texts: pieces of different looks are joined, how a name is pronounced is left out. */
function readStrings(bytes: Uint8Array): readonly string[] {
  const strings: string[] = [];
  let text: string | null = null;
  let inText = false;
  let spoken = false;
  readXml(bytes, {
    open(tag) {
      if (tag === 'si') text = '';
      else if (tag === 'rPh') spoken = true;
      else if (tag === 't') inText = !spoken;
    },
    text(piece) {
      if (inText && text !== null) text += piece;
    },
    close(tag) {
      if (tag === 't') inText = false;
      else if (tag === 'rPh') spoken = false;
      else if (tag === 'si' && text !== null) {
        strings.push(unescapeText(text));
        text = null;
      }
    },
  });
  return strings;
}

function readFormats(bytes: Uint8Array): readonly NumberFormat[] {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let ofCells = false;
  readXml(bytes, {
    open(tag, attributes) {
      if (tag === 'cellXfs') ofCells = true;
      if (tag === 'numFmt') {
        const { numFmtId, formatCode } = attributes();
        if (formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
      } else if (tag === 'xf' && ofCells) {
        const id = Number(attributes().numFmtId ?? '0');
        formats.push(numberFormat(id, codes.get(id)));
      }
    },
    close(tag) {
      if (tag === 'cellXfs') ofCells = false;
    },
  });
  return formats;
}
