import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ImportTarget } from '../client/imports.ts';
import { schemaQuery, workspaceQuery } from '../client/workspaces.ts';
import type { TargetField } from './mapping.ts';

const memberFields = ['name', 'email', 'title', 'manager', 'role', 'department', 'team'] as const;

export interface Target {
  readonly ready: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  /** Name of the table; empty for members. */
  readonly name: string;
  readonly exists: boolean;
  readonly allowed: boolean;
  readonly mayCreateOptions: boolean;
  readonly fields: readonly TargetField[];
}

/** What a file can be imported into, with the fields the member may fill. */
export function useTarget(ws: string, target: ImportTarget): Target {
  const { t } = useTranslation();
  const workspace = useQuery(workspaceQuery(ws));
  const schema = useQuery(schemaQuery(ws));
  const actions = workspace.data?.actions ?? [];
  const shared = {
    ready: workspace.data !== undefined && schema.data !== undefined,
    error: workspace.error ?? schema.error,
    retry: () => {
      void workspace.refetch();
      void schema.refetch();
    },
    mayCreateOptions: actions.includes('manageSchema'),
  };
  if (target.kind === 'members')
    return {
      ...shared,
      name: '',
      exists: true,
      allowed: actions.includes('manageMembers'),
      fields: memberFields.map((id) => ({
        id,
        name: t(`import.memberFields.${id}`),
        required: id === 'name' || id === 'email',
      })),
    };
  const table = schema.data?.tables.find(
    ({ id, slug }) => id === target.table || slug === target.table,
  );
  const fields = (table?.fields ?? [])
    .filter(({ level, creatable }) => level === 'edit' || creatable)
    .map((field): TargetField => {
      const names =
        field.type === 'link'
          ? 'link'
          : field.type === 'member'
            ? 'person'
            : field.type === 'singleSelect' || field.type === 'multiSelect'
              ? 'choice'
              : undefined;
      return {
        id: field.id,
        name: field.name,
        required: field.required ?? false,
        ...(names && { names }),
      };
    });
  return {
    ...shared,
    name: table?.name ?? '',
    exists: table !== undefined,
    allowed: table !== undefined && table.actions.import !== 'never' && fields.length > 0,
    fields,
  };
}
