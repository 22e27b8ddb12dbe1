import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds to be seriously or critically wrong with the page that is open, one line each. */
export async function seriousProblems(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const results = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(context: object, options: object): Promise<Pick<AxeResults, 'violations'>>;
      };
    };
    // Rows of a grid are made alike: the first five stand for all.
    const { violations } = await axe.run(
      { include: [['html']], exclude: [['[data-row]:nth-child(n + 6)']] },
      { resultTypes: ['violations'] },
    );
    return violations;
  });
  return results
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.slice(0, 3).map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
    );
}
