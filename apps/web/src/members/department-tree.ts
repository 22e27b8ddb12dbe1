import type { OrganisationAnswer } from '@tessera/protocol';

type Department = OrganisationAnswer['departments'][number];

export interface DepartmentRow {
  readonly department: Department;
  /** 0 at the top. */
  readonly depth: number;
}

/** Departments as an indented list: each followed by those below it. One whose parent is gone stands at the top. */
export function departmentRows(departments: readonly Department[]): readonly DepartmentRow[] {
  const known = new Set(departments.map(({ id }) => id));
  const below = (parent: string | null, depth: number, above: readonly string[]): DepartmentRow[] =>
    departments
      .filter(({ id, parent: own }) => {
        const of = own !== null && known.has(own) ? own : null;
        return of === parent && !above.includes(id);
      })
      .flatMap((department) => [
        { department, depth },
        ...below(department.id, depth + 1, [...above, department.id]),
      ]);
  return below(null, 0, []);
}

/** The department itself and all below it: what it cannot be moved under. */
export function withBelow(departments: readonly Department[], id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { id: one, parent } of departments)
      if (parent !== null && found.has(parent)) found.add(one);
  }
  return found;
}

/** Choices for a combobox, each with the path above it as a hint. */
export function departmentItems(departments: readonly Department[]) {
  const byId = new Map(departments.map((department) => [department.id, department]));
  const pathOf = (department: Department, seen: readonly string[]): string[] => {
    const parent = department.parent === null ? undefined : byId.get(department.parent);
    return parent && !seen.includes(parent.id)
      ? [...pathOf(parent, [...seen, parent.id]), parent.name]
      : [];
  };
  return departmentRows(departments).map(({ department }) => {
    const hint = pathOf(department, [department.id]).join(' / ');
    return { value: department.id, label: department.name, ...(hint && { hint }) };
  });
}
