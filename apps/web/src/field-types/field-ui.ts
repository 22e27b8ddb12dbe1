import type { Language, Operand } from '@tessera/model';
import type { NamedValue, OutField, OutValue } from '@tessera/protocol';
import type { ComponentType, KeyboardEvent, RefObject } from 'react';

/** What reading and showing values needs to know beyond the field. */
export interface CellEnv {
  readonly workspace: string;
  readonly language: Language;
  readonly timeZone: string;
  /** 'YYYY-MM-DD' in that zone. */
  readonly today: string;
  readonly members: readonly NamedValue[];
  /** My own id as a member. */
  readonly me?: string;
  /** Adds a choice to a field, where I may; null, after saying why, when that failed. Absent: I may not. */
  readonly createOption?: (field: string, name: string) => Promise<NamedValue | null>;
  /** Conditions are built for a rule, which may say less than a filter. */
  readonly rule?: 'scope' | 'restriction';
  /** Sets of whoever asks can be chosen; absent: they can. */
  readonly sets?: boolean;
}

/** Why typed text is no value of a field; words under `grid.invalid`. */
export type InvalidReason =
  | 'text'
  | 'number'
  | 'date'
  | 'dateTime'
  | 'option'
  | 'member'
  | 'record'
  | 'checkbox'
  | 'phone'
  | 'email'
  | 'url';

export type Parsed =
  | { readonly ok: true; readonly value: OutValue }
  | { readonly ok: false; readonly reason: InvalidReason };

export interface CellProps {
  readonly field: OutField;
  readonly value: OutValue;
  readonly env: CellEnv;
  /** Lines of text that fit. */
  readonly lines: number;
}

/** How the typing surface of a cell talks to the list or calendar below it. */
export interface PickerHandle {
  /** A key before it reaches the text; true when the picker took it. */
  onKey(event: KeyboardEvent): boolean;
  /** What committing would save now. */
  result(text: string): Parsed;
}

export interface PickerProps {
  readonly field: OutField;
  readonly env: CellEnv;
  readonly text: string;
  readonly draft: OutValue;
  readonly onDraft: (value: OutValue) => void;
  readonly onText: (text: string) => void;
  readonly onCommit: (value: OutValue) => void;
  readonly handle: RefObject<PickerHandle | null>;
}

export interface FilterInputProps {
  readonly field: OutField;
  readonly env: CellEnv;
  readonly many: boolean;
  readonly value: Operand | undefined;
  readonly onChange: (value: Operand | undefined) => void;
  readonly label: string;
}

/**
 * How one type of field looks and is edited. `text` types are typed into; `pick` types filter a list by what
 * is typed; `date` types do both; `toggle` flips; `none` cannot be edited.
 */
export interface FieldUi {
  readonly editing: 'text' | 'multiline' | 'pick' | 'date' | 'toggle' | 'none';
  readonly align: 'start' | 'end' | 'center';
  readonly Cell: ComponentType<CellProps>;
  readonly Picker?: ComponentType<PickerProps>;
  readonly FilterInput: ComponentType<FilterInputProps>;
  /** What a wrong text is told; see InvalidReason. */
  readonly invalid: InvalidReason;
}
