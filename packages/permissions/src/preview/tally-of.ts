import { boundKey, boundTables, type TableId } from '@tessera/model';
import { prove, type SecuredTally, type Signature } from '../secured-query.ts';

/** The question for the kinds of a table; for whoever may read all that it tells records apart by. */
export function tallyOf(signature: Signature): SecuredTally {
  const tables = new Set<TableId>();
  const walk = ({ table, truths, links }: Signature): void => {
    tables.add(table);
    for (const bound of truths) for (const other of boundTables(bound)) tables.add(other);
    for (const { behind } of links) walk(behind);
  };
  walk(signature);
  return prove({
    kind: 'tally',
    signature,
    key: signatureText(signature),
    dependsOn: [...tables],
  } as unknown as SecuredTally);
}

function signatureText({ table, truths, keys, links }: Signature): string {
  return JSON.stringify([
    table,
    truths.map(boundKey),
    keys,
    links.map(({ link, behind }) => [link, signatureText(behind)]),
  ]);
}
