import { Parser } from 'saxen';
import { damaged } from './unreadable.ts';

/** Values of attributes by their names as written, entities resolved. */
export type Attributes = Readonly<Record<string, string>>;

/** What is told of a document while it is read. Names come without the prefix of their namespace. */
export interface XmlReader {
  /** `attributes` are read only where they are asked for. */
  open?(name: string, attributes: () => Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

const encodings: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  'utf-16': 'utf-16le',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb18030: 'gb18030',
};

/** Walks through a document without recursion. One with a document type is refused: no workbook has any. */
export function readXml(bytes: Uint8Array, reader: XmlReader): void {
  const parser = new Parser();
  parser.on('openTag', (name, attributes, decode) => {
    reader.open?.(local(name), () => {
      const found: Record<string, string> = {};
      for (const [key, value] of Object.entries(attributes())) found[local(key)] = decode(value);
      return found;
    });
  });
  parser.on('closeTag', (name) => reader.close?.(local(name)));
  parser.on('text', (text, decode) => reader.text?.(decode(text)));
  parser.on('cdata', (text) => reader.text?.(text));
  parser.on('attention', () => {
    throw damaged();
  });
  parser.on('error', () => {
    throw damaged();
  });
  parser.parse(xmlText(bytes));
}

function local(name: string): string {
  const at = name.indexOf(':');
  return at < 0 ? name : name.slice(at + 1);
}

/** The text of a document in the encoding that its mark or its first line names. */
function xmlText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const head = Buffer.from(bytes.subarray(0, 100)).toString('latin1');
  const named = /^[^<]*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(head)?.[1]?.toLowerCase();
  const encoding = encodings[named ?? 'utf-8'];
  if (encoding === undefined) throw damaged();
  return new TextDecoder(encoding).decode(bytes);
}

/** Characters that XML cannot hold stand in workbooks as _x000D_. */
export function unescapeText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}
