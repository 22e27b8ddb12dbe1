import { crc32, deflateRawSync } from 'node:zlib';

/** A file inside a packed file; what is told of it may be a lie. */
export interface Part {
  readonly name: string;
  readonly text: string | Uint8Array;
  /** Bytes that the directory says it unpacks to. */
  readonly claimedSize?: number;
}

/** Packs files by hand, so that a test has each byte of the directory in its hands. */
export function packed(parts: readonly Part[]): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, text, claimedSize } of parts) {
    const bytes = typeof text === 'string' ? Buffer.from(text) : Buffer.from(text);
    const body = deflateRawSync(bytes);
    const head = Buffer.alloc(30 + name.length);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(bytes), 14);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt32LE(claimedSize ?? bytes.length, 22);
    head.writeUInt16LE(name.length, 26);
    head.write(name, 30);
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    entry.write(name, 46);
    directory.push(entry);
    bodies.push(head, body);
    at += head.length + body.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, entries, end]);
}

/** Parts of a workbook as a spreadsheet program writes them; what is absent is left out. */
export interface RawWorkbook {
  /** Inside of `sheetData` by name of the sheet, with what follows behind it. */
  readonly sheets: Readonly<Record<string, { readonly rows: string; readonly merges?: string[] }>>;
  /** Inside of `sst`. */
  readonly strings?: string;
  /** Format codes; the style of a cell counts them from 1. */
  readonly formats?: readonly (string | number)[];
  readonly date1904?: boolean;
  readonly hidden?: readonly string[];
  readonly more?: readonly Part[];
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function rawWorkbook({
  sheets,
  strings,
  formats = [],
  date1904 = false,
  hidden = [],
  more = [],
}: RawWorkbook): Uint8Array {
  const names = Object.keys(sheets);
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const relations = (...all: string[]) =>
    `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
  const custom = formats.flatMap((code, index) =>
    typeof code === 'string'
      ? [`<numFmt numFmtId="${164 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`]
      : [],
  );
  const styles = formats.map(
    (code, index) => `<xf numFmtId="${typeof code === 'number' ? code : 164 + index}" fontId="0"/>`,
  );
  return packed([
    { name: '[Content_Types].xml', text: `${xml}<Types/>` },
    { name: '_rels/.rels', text: relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      text: `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${names
        .map(
          (name, index) =>
            `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"${hidden.includes(name) ? ' state="hidden"' : ''}/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: relations(
        ...names.map((_, i) =>
          relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`),
        ),
        relation('rIdS', 'styles', 'styles.xml'),
        ...(strings === undefined
          ? []
          : [relation('rIdT', 'sharedStrings', '/xl/sharedStrings.xml')]),
      ),
    },
    {
      name: 'xl/styles.xml',
      text: `${xml}<styleSheet xmlns="${main}"><numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`,
    },
    ...(strings === undefined
      ? []
      : [{ name: 'xl/sharedStrings.xml', text: `${xml}<sst xmlns="${main}">${strings}</sst>` }]),
    ...Object.values(sheets).map(({ rows, merges = [] }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      text: `${xml}<worksheet xmlns="${main}"><dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData><mergeCells>${merges
        .map((ref) => `<mergeCell ref="${ref}"/>`)
        .join('')}</mergeCells></worksheet>`,
    })),
    ...more,
  ]);
}

/** A row of cells: numbers as they are, texts inline, or a whole `<c>` by hand. */
export function rawRow(number: number, cells: readonly (string | number | null)[]): string {
  const written = cells.map((cell, index) => {
    const at = `${String.fromCharCode(65 + index)}${number}`;
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
    if (cell.startsWith('<c')) return cell.replace('<c', `<c r="${at}"`);
    return `<c r="${at}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  });
  return `<row r="${number}">${written.join('')}</row>`;
}

/** A workbook of one sheet whose part is given whole, with as little around it as there can be. */
export function withSheet(sheet: Uint8Array | string): Uint8Array {
  const relation = (id: string, kind: string, target: string) =>
    `<Relationships><Relationship Id="${id}" Type="x/${kind}" Target="${target}"/></Relationships>`;
  return packed([
    { name: '_rels/.rels', text: relation('r1', 'officeDocument', '/xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      text: '<workbook xmlns:r="x"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>',
    },
    { name: 'xl/_rels/workbook.xml.rels', text: relation('r1', 'worksheet', '../xl/S.xml') },
    { name: 'XL/s.xml', text: sheet },
  ]);
}
