import type { AuditExportRequest, OutAuditEntry } from '@tessera/protocol';
import { csvCell, defuse } from './defuse.ts';

type Line = (entry: OutAuditEntry) => readonly string[];

/** The columns of the log as CSV. Kinds and columns keep their English names: programs read them. */
const columns: readonly (readonly [string, (entry: OutAuditEntry) => string])[] = [
  ['number', ({ seq }) => String(seq)],
  ['time', ({ at }) => at],
  ['member', ({ actor }) => actor?.name ?? ''],
  ['member_id', ({ actor }) => actor?.id ?? ''],
  ['token', ({ token }) => token?.name ?? ''],
  ['kind', ({ kind }) => kind],
  ['about', ({ about }) => about.map(({ kind, name }) => `${kind}: ${name}`).join('; ')],
  ['about_ids', ({ about }) => about.map(({ id }) => id).join(' ')],
  ['more_not_shown', ({ closed }) => (closed ? 'yes' : '')],
  ['count', ({ count }) => (count === undefined ? '' : String(count))],
  ['details', detailsOf],
  ['reason', ({ reason }) => reason ?? ''],
  ['rules_version', ({ policy }) => String(policy)],
  ['hash', ({ hash }) => hash],
];

function detailsOf({ aspects = [], via, duty, version, rules, from, until }: OutAuditEntry) {
  return [
    ...aspects,
    ...(via ? [`via ${via}`] : []),
    ...(duty === undefined ? [] : [duty]),
    ...(version === undefined ? [] : [`version ${version}`]),
    ...(rules ? [`+${rules.added} ~${rules.changed} -${rules.removed}`] : []),
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ].join('; ');
}

const csvLine = (cells: readonly string[]) =>
  `${cells.map((cell) => csvCell(defuse(cell))).join(',')}\r\n`;
const lineOf: Line = (entry) => columns.map(([, read]) => read(entry));

/** The log as a file, newest first, with the head it had as the last line. */
export async function* auditFile(
  format: AuditExportRequest['format'],
  pages: AsyncIterable<readonly OutAuditEntry[]>,
  head: string,
): AsyncGenerator<Uint8Array> {
  if (format === 'csv') yield Buffer.from(`\ufeff${csvLine(columns.map(([name]) => name))}`);
  for await (const entries of pages) {
    const lines = entries.map((entry) =>
      format === 'csv' ? csvLine(lineOf(entry)) : `${JSON.stringify(entry)}\n`,
    );
    yield Buffer.from(lines.join(''));
  }
  yield Buffer.from(format === 'csv' ? csvLine(['head', head]) : `${JSON.stringify({ head })}\n`);
}
