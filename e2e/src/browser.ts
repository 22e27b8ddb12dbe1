import type { Language } from '@tessera/model';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.mjs';
import { countRequests } from './quiet.ts';
import { build } from './server.ts';
import type { Session } from './session.ts';

/** One person's browser window, with everything that reached it. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the console and of scripts; answers that refuse something are not among them. */
  readonly errors: readonly string[];
  /** Bodies of answers from the API and frames of the live connection, as text. */
  readonly received: readonly string[];
}

/** A browser for the tests of one file. */
export async function openBrowser(): Promise<Browser> {
  build('web');
  const { executablePath, args, env } = await findBrowser();
  const known = Object.entries(env).filter((entry): entry is [string, string] => !!entry[1]);
  return await chromium.launch({ executablePath, args, env: Object.fromEntries(known) });
}

/** Chrome writes a line for every refused request; the tests look at those answers themselves. */
const refusedRequest = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** Opens a window: of nobody, or of somebody who is signed in already. */
export async function visit(
  browser: Browser,
  options: {
    readonly session?: Session;
    readonly language?: Language;
    readonly width?: number;
  } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: 900 },
    locale: options.language === 'zh' ? 'zh-CN' : 'en-US',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(15_000);
  const { session } = options;
  if (session) await context.addCookies([{ ...session.cookiePair, url: session.url }]);
  const page = await context.newPage();
  countRequests(page);
  const errors: string[] = [];
  const received: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !refusedRequest.test(text)) errors.push(text);
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('response', (response) => {
    if (!new URL(response.url()).pathname.startsWith('/api/')) return;
    if (response.status() >= 500) errors.push(`${response.status()} ${response.url()}`);
    // The body of an answer may be gone when its page has been left.
    response.text().then(
      (text) => received.push(text),
      () => {},
    );
  });
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => received.push(String(payload)));
  });
  return { page, context, errors, received };
}
