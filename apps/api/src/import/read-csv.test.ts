import { isDenial } from '@tessera/model';
import { describe, expect, it } from 'vitest';
import { defuse } from '../export/defuse.ts';
import { guessDelimiter } from './guess-delimiter.ts';
import { guessHeader } from './guess-header.ts';
import { readCsv } from './read-csv.ts';
import { refusedFile } from './refused-file.ts';

async function rows(text: string, delimiter = guessDelimiter(text)) {
  const read = await readCsv(text, delimiter);
  if (isDenial(read)) throw new Error(read.message);
  return read;
}

describe('readCsv', () => {
  it('counts rows as a spreadsheet does and leaves out empty ones', async () => {
    expect(await rows('a,b\n"1\n2",3\n\n,,\n4,"5, ""6"""\n')).toEqual([
      { number: 1, cells: ['a', 'b'] },
      { number: 2, cells: ['1\n2', '3'] },
      { number: 5, cells: ['4', '5, "6"'] },
    ]);
  });

  it('takes rows of unequal length, any line end, and a quotation mark inside a cell as text', async () => {
    const read = await rows('a,b,c\r\n1\r\n27" screen,2,3,4');
    expect(read.map((row) => row.cells)).toEqual([
      ['a', 'b', 'c'],
      ['1'],
      ['27" screen', '2', '3', '4'],
    ]);
  });

  it('keeps characters beyond the basic plane whole wherever the file is cut', async () => {
    const text = `${'😀'.repeat(150_000)},x\n`;
    const read = await rows(text, ',');
    expect(read[0]?.cells[0] === '😀'.repeat(150_000)).toBe(true);
  });

  it('refuses a quotation mark that is never closed, and says where', async () => {
    const read = await readCsv('a,b\n1,"2\n3,4\n', ',');
    expect(isDenial(read) && read.code).toBe('invalid');
    expect(isDenial(read) && read.message).toMatch(/never closed .*line \d/);
    const endless = await readCsv(`a,b\n1,"2\n${'3,4\n'.repeat(400_000)}`, ',');
    expect(isDenial(endless) && endless.code).toBe('invalid');
  });

  it('refuses endless sheets', async () => {
    const long = await readCsv('1\n'.repeat(250_001), ',');
    expect(isDenial(long) && long.code).toBe('too_large');
    const wide = await readCsv(`${','.repeat(1001)}1`, ',');
    expect(isDenial(wide) && wide.code).toBe('too_large');
  });
});

describe('guesses about a file', () => {
  it('finds the delimiter, whatever stands in quotation marks', () => {
    expect(guessDelimiter('a,b\n1,2')).toBe(',');
    expect(guessDelimiter('a;b\n"1,5";2\n"2,5";3')).toBe(';');
    expect(guessDelimiter('a\tb, c\n1\t2')).toBe('\t');
    expect(guessDelimiter('name|note\nx|"a,b,c"\n')).toBe('|');
    expect(guessDelimiter('one\ntwo\n')).toBe(',');
    expect(guessDelimiter('')).toBe(',');
  });

  it('takes the first row for names unless it looks like data', async () => {
    expect(guessHeader(await rows('name,amount\nA,1\n'))).toBe(true);
    expect(guessHeader(await rows('A,1\nB,2\n'))).toBe(false);
    expect(guessHeader(await rows('red,x\nblue,y\nred,z\n'))).toBe(false);
    expect(guessHeader([])).toBe(false);
  });
});

describe('refusedFile', () => {
  it('gives the rows as they were with the reason, and defuses formulas', () => {
    const file = refusedFile(
      ['name', 'amount'],
      [{ number: 3, cells: ['=HYPERLINK("http://x")', '-12.5', '@x'], reason: 'Not a "number"' }],
      'reason',
    );
    expect(file).toBe(
      '\ufeffname,amount,,reason\r\n"\'=HYPERLINK(""http://x"")",-12.5,\'@x,"Not a ""number"""\r\n',
    );
    expect(refusedFile(['a'], [], 'reason')).toBeNull();
  });

  it('leaves plain numbers alone', () => {
    expect(['-1', '+86 21 555', '-1,200.50'].map(defuse)).toEqual([
      '-1',
      '+86 21 555',
      '-1,200.50',
    ]);
    expect(['-1+cmd|x', '\t=1', '＝1', '+a'].map(defuse)).toEqual([
      "'-1+cmd|x",
      "'\t=1",
      "'＝1",
      "'+a",
    ]);
  });
});
