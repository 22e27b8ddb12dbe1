import { AppError } from '@tessera/model';
import type { Logger } from 'pino';
import { causeOf } from '../http/error-response.ts';

/** A file as the body of an answer. Reads on only when what was read has been taken. Who stops taking ends the reading. */
export function streamOf(
  log: Logger,
  content: AsyncGenerator<Uint8Array>,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await content.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        if (!(error instanceof AppError)) log.error(causeOf(error), 'export failed');
        controller.error(error);
      }
    },
    async cancel() {
      await content.return(undefined);
    },
  });
}
