import { isDenial } from '@tessera/model';
import type { ExportRequest } from '@tessera/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SmallWorkspace, smallWorkspace } from '../../test/small-workspace.ts';
import { exportRecords } from './export-records.ts';

let small: SmallWorkspace;
beforeEach(async () => {
  small = await smallWorkspace();
});
afterEach(() => small.close());

describe('a long export', () => {
  it('keeps every record once and in order while others are written, and breaks off when access ends', async () => {
    await small.addMember('memsam', 'Sam', ['rolsales']);
    const to = { kind: 'role', id: 'rolsales' } as const;
    const on = { kind: 'table', id: 'tbldeals' } as const;
    const grant = { to, on, actions: ['view', 'export'] as const, scope: { kind: 'all' } as const };
    await small.rule([grant]);
    const ids = Array.from({ length: 3500 }, (_, i) => `rec${String(i).padStart(5, '0')}`);
    for (let at = 0; at < ids.length; at += 500)
      await small.write(
        'tbldeals',
        ...ids
          .slice(at, at + 500)
          .map((id) => ({ kind: 'create' as const, id, cells: { flddeal: id } })),
      );
    const request: ExportRequest = { format: 'csv', fields: ['deal'] };
    const file = await exportRecords(small.as('memsam'), 'deals', request);
    if (isDenial(file)) throw new Error(file.message);
    const texts: string[] = [];
    for await (const chunk of file.content) {
      texts.push(Buffer.from(chunk).toString());
      if (texts.length === 2)
        await small.write(
          'tbldeals',
          { kind: 'delete', id: 'rec00003' },
          { kind: 'delete', id: 'rec02000' },
        );
    }
    const kept = ids.filter((id) => id !== 'rec02000');
    expect(texts.join('').trimEnd().split('\r\n').slice(1)).toEqual(kept);
    expect(texts.length).toBe(5);

    const cut = await exportRecords(small.as('memsam'), 'deals', request);
    if (isDenial(cut)) throw new Error(cut.message);
    await cut.content.next();
    expect((await cut.content.next()).done).toBe(false);
    await small.rule([{ ...grant, actions: ['view'] }]);
    await expect(cut.content.next()).rejects.toThrow('access changed');
  });
});
