import { textFieldType } from './text-field.ts';

/** Text of several lines, at most 100,000 characters. */
export const longText = textFieldType<'longText'>({ maxLength: 100_000, multiline: true });
