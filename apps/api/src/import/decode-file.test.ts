import { isDenial } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { decodeFile } from './decode-file.ts';

const text = '名称,金额\n上海贸易,12\n';
const utf8 = new TextEncoder().encode(text);
const utf16le = Buffer.from(text, 'utf16le');
const utf16be = Buffer.from(utf16le).swap16();
// 名称,金额 \n 上海,12 \n
const gb18030 = Uint8Array.from([
  0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xc9, 0xcf, 0xba, 0xa3, 0x2c, 0x31,
  0x32, 0x0a,
]);
const join = (...parts: readonly Uint8Array[]) => Buffer.concat(parts);

describe('decodeFile', () => {
  it.each([
    ['UTF-8', utf8, 'utf-8'],
    ['UTF-8 with a mark', join(Uint8Array.of(0xef, 0xbb, 0xbf), utf8), 'utf-8'],
    ['UTF-16 LE with a mark', join(Uint8Array.of(0xff, 0xfe), utf16le), 'utf-16le'],
    ['UTF-16 BE with a mark', join(Uint8Array.of(0xfe, 0xff), utf16be), 'utf-16be'],
    ['UTF-16 LE without a mark', utf16le, 'utf-16le'],
    ['UTF-16 BE without a mark', utf16be, 'utf-16be'],
  ])('reads %s', (_, bytes, encoding) => {
    expect(decodeFile(bytes)).toEqual({ text, encoding });
  });

  it('reads GB18030 when it is not UTF-8', () => {
    expect(decodeFile(gb18030)).toEqual({ text: '名称,金额\n上海,12\n', encoding: 'gb18030' });
  });

  it('refuses what is no text, and a workbook by name', () => {
    const refuse = (...bytes: number[]) => {
      const read = decodeFile(Uint8Array.from(bytes));
      return isDenial(read) ? read.message : 'taken';
    };
    expect(refuse(0xd0, 0xcf, 0x11, 0xe0, 0, 0)).toContain('old or password-protected Excel');
    expect(refuse(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)).not.toBe('taken');
    expect(refuse(0x61, 0x00, 0x62, 0x00, 0x00, 0x00)).not.toBe('taken');
    expect(refuse(0xff, 0xff, 0xff, 0xff)).toContain('encoding');
  });

  it('says so when the file is not in the encoding that was named', () => {
    const read = decodeFile(gb18030, 'utf-8');
    expect(isDenial(read) && read.message).toContain('utf-8');
  });
});
