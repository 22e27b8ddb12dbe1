import { describe, expect, it } from 'vitest';
import { type Block, parseForeignHtml, parseOwnHtml, printHtml } from './html.ts';

describe('cells as HTML', () => {
  it('carry their values through the clipboard, whatever is written in them', () => {
    const block: Block = [
      [
        { text: 'a<b> & "c"\nd', raw: { type: 'text', value: 'a<b> & "c"\nd' } },
        { text: 'New', raw: { type: 'singleSelect', value: { id: 'opt1', name: 'New' } } },
      ],
      [{ text: '' }, { text: '5', raw: { type: 'number', value: 5 } }],
    ];
    expect(parseOwnHtml(printHtml(block))).toEqual(block);
  });

  it('are not taken for ours when another program wrote them', () => {
    const html = '<table><tr><td>1</td><td> two </td></tr></table>';
    expect(parseOwnHtml(html)).toBeNull();
    expect(parseForeignHtml(html)).toEqual([[{ text: '1' }, { text: 'two' }]]);
    expect(parseForeignHtml('<p>no table</p>')).toBeNull();
  });

  it('fall back to their text when a value was tampered with', () => {
    const html = '<table data-tessera-cells="1"><tr><td data-raw="{nonsense">x</td></tr></table>';
    expect(parseOwnHtml(html)).toEqual([[{ text: 'x' }]]);
  });
});
