import { AppError, type Denial, type ErrorCode, errorStatus, isDenial } from '@tessera/model';
import type { ErrorBody } from '@tessera/protocol';
import type { Logger } from 'pino';

/** What is said of an address that does not exist, and of one that does not exist for whoever asks. */
export const noSuchAddress = 'There is no such address.';

/** The one error answer: status of the code, body `{ error: { code, message, details? } }`. */
export function errorResponse(
  code: ErrorCode,
  message: string,
  details?: unknown,
  headers?: Record<string, string>,
): Response {
  const body: ErrorBody = {
    error: details === undefined ? { code, message } : { code, message, details },
  };
  return Response.json(body, {
    status: errorStatus[code],
    ...(headers !== undefined && { headers }),
  });
}

export function denialResponse(denial: Denial): Response {
  return errorResponse(denial.code, denial.message, denial.details);
}

/** Turns whatever was thrown into an answer. Causes go to the log without messages, which may quote values. */
export function thrownResponse(thrown: unknown, log: Logger): Response {
  if (isDenial(thrown)) return denialResponse(thrown);
  if (thrown instanceof AppError) {
    if (thrown.code === 'internal') log.error(causeOf(thrown.cause ?? thrown), 'request failed');
    return errorResponse(thrown.code, thrown.message, thrown.details);
  }
  log.error(causeOf(thrown), 'request failed');
  return errorResponse('internal', 'Something went wrong on the server.');
}

/** What the log may know of an error: its kind, its code and where it came from; never its message. */
export function causeOf(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { thrown: typeof thrown };
  const code = (thrown as { code?: unknown }).code;
  return {
    error: thrown.name,
    ...(typeof code === 'string' && { code }),
    at: (thrown.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 12)
      .map((line) => line.trim()),
  };
}
