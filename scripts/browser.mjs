// A real browser for the tests. There is always one to be had, so a test never skips for want of it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './environment.mjs';

/** Flags for a browser that talks to nobody but the page under test. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
];

const installedPaths = [
  ...(process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) =>
      ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) =>
        join(folder, name),
      ),
    ),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function runs(path, env = process.env) {
  return (
    existsSync(path) &&
    spawnSync(path, ['--version', '--no-sandbox'], { env, timeout: 30_000 }).status === 0
  );
}

function aptInstall() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log('Installing chromium and fonts with apt-get ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore', timeout: 180_000 });
  const args = ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk'];
  return spawnSync('apt-get', args, { env, stdio: 'ignore', timeout: 400_000 }).status === 0;
}

/** The browser from npm, unpacked together with the shared libraries that a bare server does not have. */
async function fromNpm() {
  const home = join(root, 'node_modules', '.cache', 'tessera-browser');
  mkdirSync(home, { recursive: true });
  const before = { ...process.env };
  try {
    // The package unpacks into the temporary folder, and its libraries only where it takes the place for a Lambda.
    process.env.TMPDIR = home;
    process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
    const { default: chromium } = await import('@sparticuz/chromium');
    return await chromium.executablePath();
  } finally {
    for (const key of Object.keys(process.env)) {
      if (before[key] === undefined) delete process.env[key];
      else process.env[key] = before[key];
    }
  }
}

async function look() {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (!runs(given)) throw new Error('CHROME_PATH does not name a browser that runs here.');
    return { executablePath: given, env: process.env };
  }
  const { chromium } = await import('playwright-core');
  const installed = [...installedPaths, chromium.executablePath()].find((path) => runs(path));
  return installed && { executablePath: installed, env: process.env };
}

async function lookInNpm() {
  const executablePath = await fromNpm();
  const home = dirname(executablePath);
  const libraries = { ...process.env, LD_LIBRARY_PATH: join(home, 'al2023', 'lib') };
  if (!existsSync('/etc/fonts')) libraries.FONTCONFIG_PATH = join(home, 'fonts');
  // The machine's own libraries come first where it has them: they fit its other libraries.
  for (const env of [process.env, libraries]) {
    if (runs(executablePath, env)) return { executablePath, env };
  }
  return undefined;
}

/**
 * The browser to drive, as options for Playwright's `chromium.launch`: `{ executablePath, args, env }`.
 * Order: `$CHROME_PATH`, an installed Chromium or Chrome, Playwright's own, the one from npm. Root on a Debian machine
 * installs one when there is none: at once when `$CI` is set, else only when the one from npm does not run either.
 * Throws when there is none.
 */
export async function findBrowser() {
  let found = await look();
  if (!found && process.env.CI && aptInstall()) found = await look();
  found ??= await lookInNpm().catch((error) => {
    console.error(`The browser from npm: ${error instanceof Error ? error.message : error}`);
  });
  if (!found && !process.env.CI && aptInstall()) found = await look();
  if (!found)
    throw new Error(
      'There is no browser for the tests: install Chromium or Chrome, or set CHROME_PATH.',
    );
  const args = process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet;
  return { ...found, args };
}

if (import.meta.main ?? process.argv[1] === fileURLToPath(import.meta.url)) {
  const { executablePath } = await findBrowser();
  console.log(executablePath);
}
