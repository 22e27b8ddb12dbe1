import type { Page } from 'playwright-core';
import { waitFor } from './wait-for.ts';

/** How long nothing may be loading before a page counts as quiet, in milliseconds. */
const pause = 120;

interface Traffic {
  open: number;
  /** When the last request began or ended, in milliseconds. */
  last: number;
}

const traffic = new WeakMap<Page, Traffic>();

/** Counts the requests of a page from now on, for `quiet`. */
export function countRequests(page: Page): void {
  const counted: Traffic = { open: 0, last: performance.now() };
  const by = (step: number) => () => {
    counted.open += step;
    counted.last = performance.now();
  };
  page.on('request', by(1));
  page.on('requestfinished', by(-1));
  page.on('requestfailed', by(-1));
  traffic.set(page, counted);
}

/** Waits until the page loads nothing; the browser's own "networkidle" takes half a second more each time. */
export async function quiet(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await waitFor('the page to load nothing', () => {
    const counted = traffic.get(page);
    if (!counted) throw new Error('Nobody counts the requests of this page.');
    return counted.open === 0 && performance.now() - counted.last >= pause;
  });
}
