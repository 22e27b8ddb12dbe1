import { ConfigError, readConfig } from './config.ts';
import { causeOf } from './http/error-response.ts';
import { startServer } from './server.ts';

/** The process: start from the environment, say where, end cleanly when asked to. */
async function main(): Promise<void> {
  const running = await startServer(readConfig(process.env));
  let ending = false;
  const end = (signal: NodeJS.Signals) => {
    if (ending) process.exit(1);
    ending = true;
    // Something that does not let go must not keep the process for ever.
    setTimeout(() => process.exit(1), 10_000).unref();
    running.close().then(
      () => process.exit(0),
      (cause: unknown) => {
        running.context.log.error({ signal, ...causeOf(cause) }, 'closing failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);

  console.log(`Tessera: ${running.url}`);
  const setup = await running.setupUrl();
  if (setup !== undefined) console.log(`Set up: ${setup}`);
}

main().catch((cause: unknown) => {
  const code = (cause as NodeJS.ErrnoException).code;
  if (cause instanceof ConfigError) console.error(cause.message);
  else if (code === 'EADDRINUSE') console.error('PORT is already in use; set another one.');
  else if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
    console.error('HOST and PORT cannot be listened on; set others.');
  } else console.error(cause);
  process.exit(1);
});
