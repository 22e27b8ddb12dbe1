/**
 * Ends the reading of a workbook with what its owner is told. Known inside the worker alone; the rest of the server
 * gets a denial.
 */
export class Unreadable extends Error {
  readonly code: 'invalid' | 'too_large';

  constructor(code: Unreadable['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export const damaged = () =>
  new Unreadable('invalid', 'The workbook is damaged and cannot be read.');
