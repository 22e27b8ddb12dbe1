import { isDenial } from '@tessera/model';
import type { ImportOptions, ImportReport } from '@tessera/protocol';
import { expect } from 'vitest';
import { importRecords } from '../src/operations/import-records.ts';
import { readRecords } from '../src/operations/read-records.ts';
import { type SmallWorkspace, smallWorkspace } from './small-workspace.ts';

export const sam = 'memsam';

/** Two sellers who see their own customers and deals, one customer each: what imports of records are tried on. */
export interface ImportStage {
  readonly small: SmallWorkspace;
  run(
    member: string,
    file: string | Uint8Array,
    options: ImportOptions,
    table?: string,
  ): Promise<ImportReport>;
  /** The cells of the records that a member sees. */
  shown(member: string, table?: string): Promise<readonly Record<string, unknown>[]>;
}

export async function importStage(): Promise<ImportStage> {
  const small = await smallWorkspace();
  await small.addMember(sam, 'Sam Seller', ['rolsales']);
  await small.addMember('memtia', 'Tia Teller', ['rolsales']);
  await small.rule([
    {
      to: { kind: 'role', id: 'rolsales' },
      on: { kind: 'table', id: 'tbldeals' },
      actions: ['view', 'create', 'edit', 'import'],
      scope: { kind: 'any', of: [{ kind: 'own' }] },
    },
    {
      to: { kind: 'role', id: 'rolsales' },
      on: { kind: 'table', id: 'tblcustomers' },
      actions: ['view', 'create', 'edit'],
      scope: { kind: 'any', of: [{ kind: 'own' }] },
    },
  ]);
  await small.create('tblcustomers', 'recacme', { fldname: 'Acme', fldcowner: sam });
  await small.create('tblcustomers', 'recbeta', { fldname: 'Beta', fldcowner: 'memtia' });
  return {
    small,
    async run(member, file, options, table = 'deals') {
      const body = typeof file === 'string' ? bytes(file) : file;
      const report = await importRecords(small.as(member), table, body, options);
      if (isDenial(report)) throw new Error(`${report.code}: ${report.message}`);
      expect(report.created + report.updated + report.skipped + report.refused).toBe(report.rows);
      return report;
    },
    async shown(member, table = 'deals') {
      const answer = await readRecords(small.as(member), table, { limit: 1000 });
      if (isDenial(answer) || !('records' in answer)) throw new Error('not readable');
      return answer.records.map(({ fields }) => fields);
    },
  };
}

export const bytes = (text: string) => new TextEncoder().encode(text);

/** Columns of the file in order, by API name. */
export const columns = (...fields: string[]) => fields.map((field, column) => ({ column, field }));
