import { textFieldType } from './text-field.ts';

/** One line of text, at most 2,000 characters. */
export const text = textFieldType<'text'>({ maxLength: 2000 });
