import {
  type FieldNames,
  fieldNames,
  goneId,
  type NamedKind,
  type NameList,
  nameLists,
  type PolicyNames,
} from './policy-names.ts';
import { type Node, Reader, shown } from './reader.ts';

/** What a file is read with. */
export interface Eyes {
  readonly names: PolicyNames;
  readonly lists: Readonly<Record<NamedKind, NameList>>;
  readonly fields: FieldNames;
  readonly reader: Reader;
}

export const eyesOf = (names: PolicyNames): Eyes => ({
  names,
  lists: nameLists(names),
  fields: fieldNames(names),
  reader: new Reader(),
});

/** The id of what is named; of what is gone the id that stands there. */
export function readName(kind: NamedKind, node: Node, { lists, reader }: Eyes): string {
  const text = reader.text(node);
  const id = lists[kind].idOf(text);
  if (id !== undefined && id !== 'ambiguous') return id;
  const removed = goneId(text);
  if (id === undefined && removed !== undefined) return removed;
  if (typeof node.value === 'string')
    reader.problem(
      node,
      id === undefined
        ? `There is no ${kind} "${shown(text)}".`
        : `Several are called "${shown(text)}": name the ${kind} by its id.`,
    );
  return '';
}
