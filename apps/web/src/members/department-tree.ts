import type { OrganisationAnswer } from '@tessera/protocol';
import { treeRows } from './tree.ts';

type Department = OrganisationAnswer['departments'][number];

/** Choices for a combobox in the order of the tree, each with the path above it as a hint. */
export function departmentItems(departments: readonly Department[]) {
  const path: string[] = [];
  return treeRows(departments, () => true).map(({ item, depth }) => {
    path.length = depth;
    const hint = path.join(' / ');
    path.push(item.name);
    return { value: item.id, label: item.name, ...(hint && { hint }) };
  });
}
