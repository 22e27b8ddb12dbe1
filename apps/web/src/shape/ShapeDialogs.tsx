import { useQuery } from '@tanstack/react-query';
import type { SchemaAnswer } from '@tessera/protocol';
import { useEffect } from 'react';
import { schemaQuery } from '../client/workspaces.ts';
import { AppDialog } from './AppDialog.tsx';
import { ConvertDialog } from './ConvertDialog.tsx';
import { DeleteField } from './DeleteField.tsx';
import { DeleteTable } from './DeleteTable.tsx';
import { EditTableDialog } from './EditTableDialog.tsx';
import { FieldDialog } from './FieldDialog.tsx';
import { NewTableDialog } from './NewTableDialog.tsx';
import { openShape, type ShapeTask, useShapeTask } from './shape-task.ts';
import { NewViewDialog, RenameViewDialog } from './ViewDialog.tsx';

/** The dialog of what is being shaped now, over whatever page is open. */
export function ShapeDialogs({ ws }: { readonly ws: string }) {
  const task = useShapeTask((state) => state.task);
  const schema = useQuery(schemaQuery(ws)).data;
  useEffect(() => () => openShape(null), []);
  if (!task || !schema) return null;
  return <TaskDialog key={JSON.stringify(task)} ws={ws} task={task} schema={schema} />;
}

function TaskDialog({
  ws,
  task,
  schema,
}: {
  readonly ws: string;
  readonly task: ShapeTask;
  readonly schema: SchemaAnswer;
}) {
  const tableId = 'table' in task ? task.table : undefined;
  const table = schema.tables.find(({ id }) => id === tableId);
  switch (task.kind) {
    case 'addApp':
      return <AppDialog ws={ws} />;
    case 'editApp': {
      const app = schema.apps.find(({ id }) => id === task.app);
      return app ? <AppDialog ws={ws} app={app} /> : null;
    }
    case 'addTable':
      return <NewTableDialog ws={ws} schema={schema} app={task.app} />;
    default:
      break;
  }
  // Somebody else may have removed it meanwhile: then there is nothing left to shape.
  if (!table) return null;
  switch (task.kind) {
    case 'addField':
      return <FieldDialog ws={ws} schema={schema} table={table} mode="add" near={task.near} />;
    case 'copyField':
    case 'editField':
    case 'convertField':
    case 'deleteField': {
      const field = table.fields.find(({ id }) => id === task.field);
      if (!field) return null;
      if (task.kind === 'deleteField')
        return <DeleteField ws={ws} schema={schema} table={table} field={field} />;
      if (task.kind === 'convertField')
        return <ConvertDialog ws={ws} schema={schema} table={table} field={field} />;
      const mode = task.kind === 'editField' ? 'edit' : 'copy';
      return <FieldDialog ws={ws} schema={schema} table={table} mode={mode} field={field} />;
    }
    case 'editTable':
      return <EditTableDialog ws={ws} table={table} />;
    case 'deleteTable':
      return <DeleteTable ws={ws} schema={schema} table={table} />;
    case 'addView': {
      const from = table.views.find(({ id }) => id === task.from);
      return <NewViewDialog ws={ws} table={table} from={from} />;
    }
    case 'renameView': {
      const view = table.views.find(({ id }) => id === task.view);
      return view ? <RenameViewDialog ws={ws} table={table} view={view} /> : null;
    }
  }
}
