import type { AppId, FieldId, TableId, ViewId } from './ids.ts';
import type { App, DataClass, Field, Table, View } from './schema.ts';

/** One change of the schema, complete in itself: ids are made by the caller. */
export type SchemaChange =
  | { readonly kind: 'addApp'; readonly app: App }
  | { readonly kind: 'updateApp'; readonly app: App }
  | { readonly kind: 'removeApp'; readonly app: AppId }
  /** In front of another one; `before: null` moves it to the end. */
  | { readonly kind: 'moveApp'; readonly app: AppId; readonly before: AppId | null }
  | { readonly kind: 'moveTable'; readonly table: TableId; readonly before: TableId | null }
  | { readonly kind: 'addClass'; readonly class: DataClass }
  | { readonly kind: 'addTable'; readonly table: Table }
  | {
      readonly kind: 'updateTable';
      readonly table: TableId;
      readonly set: Partial<
        Pick<Table, 'name' | 'slug' | 'description' | 'icon' | 'color' | 'titleField' | 'app'>
      >;
    }
  | { readonly kind: 'removeTable'; readonly table: TableId }
  /** A link field is added together with its other side, which `reverse` holds. */
  | {
      readonly kind: 'addField';
      readonly table: TableId;
      readonly field: Field;
      readonly reverse?: Field;
    }
  /** Same type only: name, slug, description, classes, required, options, ownership, precision up. */
  | { readonly kind: 'updateField'; readonly table: TableId; readonly field: Field }
  /** Another type in the same place: only through the store's `convertField`, which converts the cells with it. */
  | {
      readonly kind: 'convertField';
      readonly table: TableId;
      readonly field: Field;
      readonly reverse?: Field;
    }
  /** Removes a link's other side with it. */
  | { readonly kind: 'removeField'; readonly table: TableId; readonly field: FieldId }
  | { readonly kind: 'putView'; readonly table: TableId; readonly view: View }
  | { readonly kind: 'removeView'; readonly table: TableId; readonly view: ViewId };
