import {
  type Organisation,
  type Principal,
  type Schema,
  type Table,
  tablesById,
} from '@tessera/model';
import type { BehindTrace, Explanation, InputTrace, Path } from '@tessera/permissions';
import type { ExplainAnswer, OutPrincipal } from '@tessera/protocol';

/** What the names of an explanation are taken from. Only what it names by id is looked up. */
export interface ExplanationNames {
  readonly table: string;
  readonly schema: Schema;
  readonly organisation: Organisation;
}

/** An explanation of the engine as it leaves the server: the same, with names. */
export function outExplanation(
  { grants, locks, shares, behind, ...told }: Explanation,
  { table: id, schema, organisation }: ExplanationNames,
): ExplainAnswer {
  const table = tablesById(schema).get(id);
  return {
    ...told,
    grants: grants.map(({ to, paths, inputs, ...rest }) => ({
      ...rest,
      ...(inputs && { inputs: outInputs(inputs, table) }),
      to: outPrincipal(to, organisation),
      paths: paths.map((path) => outPath(path, organisation)),
    })),
    locks: locks.map(({ inputs, ...rest }) => ({
      ...rest,
      ...(inputs && { inputs: outInputs(inputs, table) }),
    })),
    shares: shares.map(({ to, ...rest }) => ({ ...rest, to: outPrincipal(to, organisation) })),
    ...(behind && { behind: outBehind(behind, table, schema) }),
  };
}

const outInputs = (inputs: readonly InputTrace[], table: Table | undefined) =>
  inputs.map(({ field, level }) => ({
    ...(field !== undefined && { field: fieldIn(table, field) }),
    level,
  }));

const fieldIn = (table: Table | undefined, id: string) => ({
  id,
  name: table?.fields.find((field) => field.id === id)?.name ?? '',
});

function outBehind(
  { link, table: target, of, ...rest }: BehindTrace,
  table: Table | undefined,
  schema: Schema,
): NonNullable<ExplainAnswer['behind']> {
  const there = target === undefined ? undefined : tablesById(schema).get(target);
  return {
    ...rest,
    ...(link !== undefined && { link: fieldIn(table, link) }),
    ...(there && { table: { id: there.id, name: there.name } }),
    ...(of !== undefined && { of: fieldIn(there, of) }),
  };
}

function outPath(
  path: Path,
  organisation: Organisation,
): ExplainAnswer['grants'][number]['paths'][number] {
  if (path.kind !== 'role')
    return { to: named(path.kind, 'id' in path ? path.id : undefined, organisation) };
  return {
    to: named('role', path.id, organisation),
    ...(path.group !== undefined && { by: named(path.by, path.group, organisation) }),
    ...(path.until !== undefined && { until: path.until }),
  };
}

/** Somebody, with his name. */
export const outPrincipal = (to: Principal, organisation: Organisation): OutPrincipal =>
  named(to.kind, 'id' in to ? to.id : undefined, organisation);

function named(
  kind: OutPrincipal['kind'],
  id: string | undefined,
  { members, roles, teams, departments, services = [] }: Organisation,
): OutPrincipal {
  if (id === undefined) return { kind };
  const lists: Partial<Record<OutPrincipal['kind'], readonly { id: string; name: string }[]>> = {
    member: members,
    role: roles,
    team: teams,
    department: departments,
    service: services,
  };
  const name = lists[kind]?.find((one) => one.id === id)?.name;
  return { kind, id, ...(name !== undefined && { name }) };
}
