import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Denial, denial } from '@tessera/model';
import type { SheetRow } from '../read-csv.ts';
import { workbookLimits } from './limits.ts';
import type { Task, Told } from './worker.ts';

/** One sheet of a workbook, as a table of texts. */
export interface WorkbookSheet {
  readonly sheets: readonly string[];
  readonly sheet: string;
  readonly rows: readonly SheetRow[];
}

/** Workbooks read at the same time; others wait. Each may take the memory of one thread. */
const atOnce = 2;
let busy = 0;
const waiting: (() => void)[] = [];

/**
 * Reads a sheet of an Excel workbook in a thread of its own, with bounds on time and memory: neither a large nor a
 * hostile file holds up anybody else.
 */
export async function readWorkbook(task: Task): Promise<WorkbookSheet | Denial> {
  if (busy >= atOnce) await new Promise<void>((go) => waiting.push(go));
  else busy += 1;
  try {
    return await readApart(task);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  }
}

const tooMuch = denial(
  'too_large',
  'The workbook takes too much time or memory to read. Save the sheet as CSV and import that file.',
);

function readApart(task: Task): Promise<WorkbookSheet | Denial> {
  const worker = startWorker(task);
  return new Promise((resolve, reject) => {
    const rows: SheetRow[] = [];
    const end = (result: WorkbookSheet | Denial) => {
      clearTimeout(timer);
      resolve(result);
      void worker.terminate();
    };
    const timer = setTimeout(() => end(tooMuch), workbookLimits.time);
    worker.on('message', (told: Told) => {
      if (told.kind === 'rows') for (const row of told.rows) rows.push(row);
      else if (told.kind === 'refused') end(denial(told.code, told.message));
      else end({ sheets: told.sheets, sheet: told.sheet, rows });
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return end(tooMuch);
      clearTimeout(timer);
      reject(error);
    });
    worker.on('exit', () => {
      clearTimeout(timer);
      // Of no effect when there was an answer.
      reject(new Error('The thread that reads workbooks ended without an answer.'));
    });
  });
}

function startWorker(workerData: Task): Worker {
  const options = {
    workerData,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: workbookLimits.memoryMb },
  };
  const built = new URL('./import/workbook/worker.js', import.meta.url);
  if (existsSync(built)) return new Worker(built, options);
  return new Worker(codeFromSources(), { ...options, eval: true });
}

let code: string | undefined;

/** From the sources: a thread of Node.js 20 cannot load TypeScript by itself. Bundled once for all threads. */
function codeFromSources(): string {
  if (code !== undefined) return code;
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const source = fileURLToPath(new URL('./worker.ts', import.meta.url));
  const { outputFiles } = buildSync({
    entryPoints: [source],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
  });
  code = outputFiles[0]?.text ?? '';
  return code;
}
