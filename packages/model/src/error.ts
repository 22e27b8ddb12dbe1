/** The closed list of error codes and the HTTP status each one travels with (DESIGN: HTTP surface). */
export const errorStatus = {
  invalid: 400,
  unknown_field: 400,
  unauthenticated: 401,
  forbidden: 403,
  two_step_required: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** The one throwable. `message` is for the member and never quotes a cell; causes go to the log. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, details?: unknown, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** An expected refusal as a value. Same words for what is absent and for what may not be seen. */
export interface Denial {
  readonly kind: 'denial';
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: unknown;
}

export function denial(code: ErrorCode, message: string, details?: unknown): Denial {
  return details === undefined
    ? { kind: 'denial', code, message }
    : { kind: 'denial', code, message, details };
}

export function isDenial(value: unknown): value is Denial {
  return typeof value === 'object' && value !== null && (value as Denial).kind === 'denial';
}

/** The very answer for a field that does not exist, also given for one that may not be seen. */
export function unknownField(given: string): Denial {
  return denial('unknown_field', `There is no field "${given.slice(0, 100)}".`);
}

/** The very answer for a record that does not exist, also given for one that may not be seen. */
export const noSuchRecord: Denial = denial('not_found', 'There is no such record.');
/** The very answer for a table that does not exist, also given for one that may not be seen. */
export const noSuchTable: Denial = denial('not_found', 'There is no such table.');
