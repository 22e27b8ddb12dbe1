import { fold, type Organisation } from '@tessera/model';
import type { ImportOptions } from '@tessera/protocol';
import type { ImportTally } from './import-tally.ts';
import { type MemberColumn, memberColumns } from './member-columns.ts';
import type { SheetRow } from './read-csv.ts';

/** One row of a list of staff, as texts; '' where nothing is given. */
export interface StaffRow {
  readonly row: SheetRow;
  readonly given: Readonly<Record<MemberColumn, string>>;
}

/** Cells that may name several: roles, teams, departments. */
export function severalOf(text: string): readonly string[] {
  return text
    .split(/[;；,，、\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The texts of a row by what they stand for, names replaced as the member asked. */
export function staffRow(
  row: SheetRow,
  columns: ReadonlyMap<MemberColumn, number>,
  names: ImportOptions['names'],
  tally: ImportTally,
): StaffRow {
  const given: Record<MemberColumn, string> = {
    name: '',
    email: '',
    title: '',
    manager: '',
    role: '',
    department: '',
    team: '',
  };
  for (const name of memberColumns) {
    const column = columns.get(name);
    const text = (column === undefined ? '' : (row.cells[column] ?? ''))
      .trim()
      .replace(/\s+/g, ' ');
    const mapping = names !== undefined && Object.hasOwn(names, name) ? names[name] : undefined;
    const mapped = mapping !== undefined && Object.hasOwn(mapping, text);
    if (mapped) tally.mapped(row);
    given[name] = mapped ? (mapping[text] ?? '').trim() : text;
  }
  return { row, given };
}

/**
 * Gives addresses to people who have none: first.last@domain in ASCII, with the first number from 2 on that makes it
 * free. Undefined when the name has no Latin letters or there is no domain.
 */
export function addressMaker(
  organisation: Organisation,
  domain: string | undefined,
): (name: string) => string | undefined {
  const taken = new Set(organisation.members.map(({ email }) => email.toLowerCase()));
  const host = domain?.trim().replace(/^@/, '').toLowerCase();
  return (name) => {
    const local = name
      .normalize('NFKD')
      .replace(/\p{Mark}/gu, '')
      .toLowerCase()
      .split(/\s+/)
      .map((part) => part.replace(/[^a-z0-9-]/g, ''))
      .filter((part) => part !== '')
      .join('.')
      .slice(0, 60);
    if (!host || !/[a-z]/.test(local)) return undefined;
    let address = `${local}@${host}`;
    for (let number = 2; taken.has(address); number += 1) address = `${local}${number}@${host}`;
    taken.add(address);
    return address;
  };
}

/** Things with a name, found by id or by a name that only one of them has. */
export function byName<T extends { readonly id: string; readonly name: string }>(
  items: readonly T[],
): (given: string) => T | undefined {
  const ids = new Map(items.map((item) => [item.id, item]));
  const names = new Map<string, T | null>();
  for (const item of items) {
    const key = fold(item.name);
    names.set(key, names.has(key) ? null : item);
  }
  return (given) => ids.get(given) ?? names.get(fold(given)) ?? undefined;
}
