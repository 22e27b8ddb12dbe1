import type { Operator } from '../condition.ts';
import { type Denial, denial } from '../error.ts';
import type { MemberId, RecordId } from '../ids.ts';
import type { CellError, CellValue, Field, FieldOf, FieldType, StorageClass } from '../schema.ts';

/**
 * A cell as it travels: text, decimal numbers (percent as a fraction), booleans, `YYYY-MM-DD`, ISO instants in
 * UTC, `{id, name}` for options and members, `{id, title}` for links, `{error}` for a formula without a value. Empty
 * is null, or [] for lists.
 */
export type WireValue =
  | string
  | number
  | boolean
  | null
  | CellError
  | { readonly id: string; readonly name: string }
  | readonly { readonly id: string; readonly name: string }[]
  | readonly { readonly id: string; readonly title: string }[];

/** The order of day and month in dates such as 3/4/2026. */
export type DateOrder = 'mdy' | 'dmy' | 'ymd';

/** What reading a value needs to know. */
export interface ParseContext {
  /** IANA name: where clock readings without an offset are. */
  readonly timeZone: string;
  /** 'YYYY-MM-DD': the day in that time zone. */
  readonly today: string;
  /** The member of this id, or of this name or e-mail address where only one has it. */
  member(given: string): MemberId | null;
  /** Lenient only: the visible record of this title where only one has it. Absent: links take ids alone. */
  record?(field: Field, title: string): RecordId | null;
  /** Clipboard and imports: what people write is understood. Absent: types must be right. */
  readonly lenient?: boolean;
  /** Lenient only; default mdy. A four-digit year in front is always understood. */
  readonly dateOrder?: DateOrder;
}

/** What showing a value needs to know. */
export interface FormatContext {
  readonly timeZone: string;
  /** null: there is no such member. */
  memberName(id: MemberId): string | null;
  /** The title of a linked record that may be seen; cells given to a link's `format` hold no others. */
  title?(field: Field, id: RecordId): string | null;
}

/** What making a cell of one type into a cell of another needs to know: it is shown as one and read as the other. */
export interface ConvertContext extends ParseContext, FormatContext {}

/** All there is to know about one type of field. Pure; knows a storage class and operators, never SQL. */
export interface FieldTypeSpec {
  readonly storage: StorageClass;
  /** What conditions may ask of it. */
  readonly operators: readonly Operator[];
  /** Members write its cells (see `isWritable` for the reverse side of a link). */
  readonly writable: boolean;
  /** A canonical cell from a value of the wire; a denial names the field and never quotes the value. */
  parse(field: Field, wire: unknown, context: ParseContext): CellValue | Denial;
  /** The value on the wire. */
  format(field: Field, cell: CellValue, context: FormatContext): WireValue;
  /** For people: TSV, CSV, search quotes. `parse` understands it again when lenient. Empty is ''. */
  text(field: Field, cell: CellValue, context: FormatContext): string;
  /**
   * A full cell of a field of another type as one of this type, where its text is not the way: null when it cannot
   * be one, undefined to go by its text.
   */
  convert?(
    field: Field,
    from: Field,
    cell: CellValue,
    context: ConvertContext,
  ): CellValue | undefined;
}

/** The spec of one type, whose functions are given fields of that type only; the registry sees to that. */
export interface SpecOf<T extends FieldType>
  extends Pick<FieldTypeSpec, 'storage' | 'operators' | 'writable'> {
  parse(field: FieldOf<T>, wire: unknown, context: ParseContext): CellValue | Denial;
  format(field: FieldOf<T>, cell: CellValue, context: FormatContext): WireValue;
  text(field: FieldOf<T>, cell: CellValue, context: FormatContext): string;
  convert?(
    field: FieldOf<T>,
    from: Field,
    cell: CellValue,
    context: ConvertContext,
  ): CellValue | undefined;
}

/** The operators of each storage class; there are no others. */
export const operatorsByStorage: Readonly<Record<StorageClass, readonly Operator[]>> = {
  text: ['is', 'anyOf', 'contains', 'startsWith', 'endsWith', 'empty'],
  number: ['is', 'anyOf', 'lt', 'lte', 'gt', 'gte', 'empty'],
  boolean: ['is'],
  date: ['is', 'lt', 'lte', 'gt', 'gte', 'within', 'empty'],
  instant: ['is', 'lt', 'lte', 'gt', 'gte', 'within', 'empty'],
  id: ['is', 'anyOf', 'empty'],
  ids: ['is', 'hasAny', 'hasAll', 'empty'],
  link: ['hasAny', 'contains', 'empty'],
};

/** The refusal of a value for a field: `"Amount" needs a number.` */
export function invalidCell(field: Field, needs: string): Denial {
  return denial('invalid', `"${field.name}" ${needs}.`, { field: field.id });
}

/** What a member gets who tries to write a computed field. */
export function notWritable(field: Field): Denial {
  return invalidCell(field, 'cannot be written');
}

/** True for what an empty cell looks like on the wire. */
export function isBlank(wire: unknown): boolean {
  return (
    wire === null ||
    wire === undefined ||
    (typeof wire === 'string' && wire.trim() === '') ||
    (Array.isArray(wire) && wire.length === 0)
  );
}

/** The text by which a value names an option, a member or a record: itself, or its own `id`. */
export function namedBy(wire: unknown): string | null {
  if (typeof wire === 'string') return wire.trim() || null;
  if (typeof wire !== 'object' || wire === null || !Object.hasOwn(wire, 'id')) return null;
  const { id } = wire as { id: unknown };
  return typeof id === 'string' && id !== '' ? id : null;
}
