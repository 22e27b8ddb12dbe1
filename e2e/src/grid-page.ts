import type { OutTable } from '@tessera/protocol';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Session } from './session.ts';
import { waitFor } from './wait-for.ts';

/** One table in a browser, spoken of by rows and API names of fields. */
export class GridPage {
  readonly page: Page;
  readonly table: OutTable;
  readonly grid: Locator;

  constructor(page: Page, table: OutTable) {
    this.page = page;
    this.table = table;
    this.grid = page.getByRole('grid');
  }

  private idOf(field: string): string {
    const found = this.table.fields.find(({ slug }) => slug === field);
    if (!found) throw new Error(`${this.table.slug} has no field ${field}.`);
    return found.id;
  }

  /** A cell that is drawn; rows count from 0. */
  cell(row: number, field: string): Locator {
    return this.page.locator(`[data-row="${row}"] [data-field="${this.idOf(field)}"]`);
  }

  /** The cell of a record wherever it stands, as long as it is drawn. */
  cellOf(record: string, field: string): Locator {
    return this.page.locator(`[data-record="${record}"] [data-field="${this.idOf(field)}"]`);
  }

  header(field: string): Locator {
    return this.page.locator(`[data-header="${this.idOf(field)}"]`);
  }

  row(record: string): Locator {
    return this.page.locator(`[data-record="${record}"]`);
  }

  /** How many records the grid says there are. */
  async count(): Promise<number> {
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }

  async waitForCount(count: number, within = 10_000): Promise<number> {
    let seen = -1;
    return await waitFor(
      `${count} records in the grid`,
      async () => {
        seen = await this.count();
        return seen === count;
      },
      within,
    ).catch((error: Error) => {
      throw new Error(`${error.message}; there are ${seen}`);
    });
  }

  /** Puts the focus on a cell without editing it. */
  async focus(row: number, field: string): Promise<void> {
    await this.cell(row, field).click();
    await this.page.locator('[data-grid-input]:focus').waitFor({ state: 'attached' });
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types into the focused cell and leaves it with a key. */
  async type(text: string, end = 'Enter'): Promise<void> {
    await this.page.keyboard.type(text);
    await this.page.keyboard.press(end);
  }

  /** Waits until a cell shows a text. */
  async shows(row: number, field: string, text: string | RegExp): Promise<void> {
    await hasText(this.cell(row, field), text, `${field} in row ${row}`);
  }

  /** The field and row (from 0) of the cell that has the focus. */
  async active(): Promise<{ readonly field: string; readonly row: number }> {
    const label = (await this.page.locator('[data-grid-input]').getAttribute('aria-label')) ?? '';
    const [, name, row] = /^(.*), row (\d+): /s.exec(label) ?? [];
    const field = this.table.fields.find((one) => one.name === name)?.slug ?? `? ${label}`;
    return { field, row: Number(row) - 1 };
  }

  async activeIs(row: number, field: string): Promise<void> {
    await expect.poll(() => this.active(), { timeout: 5000 }).toEqual({ row, field });
  }

  /** Whether an editor is open. */
  async editing(): Promise<boolean> {
    return await this.page
      .locator('[data-grid-input]')
      .evaluate((input) => getComputedStyle(input).opacity === '1');
  }
}

/** Waits until an element's text is, or matches, what is given; says what it was instead. */
export async function hasText(
  locator: Locator,
  text: string | RegExp,
  what = 'the element',
): Promise<void> {
  await expect
    .poll(async () => ((await locator.textContent({ timeout: 5000 })) ?? '').trim(), {
      timeout: 10_000,
      message: what,
    })
    .toMatch(typeof text === 'string' ? new RegExp(`^${literally(text)}$`) : text);
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Opens a table, in its first view or in the one of this name, and waits until its records are there. */
export async function openGrid(
  page: Page,
  session: Session,
  table: string,
  view?: string,
): Promise<GridPage> {
  const found = await session.table(table);
  const id = view && found.views.find(({ name }) => name === view)?.id;
  await page.goto(
    `${session.url}/w/${session.ws}/t/${found.id}${id ? `/v/${encodeURIComponent(id)}` : ''}`,
  );
  const grid = new GridPage(page, found);
  await grid.grid.waitFor();
  const { total } = await session.query(found.id, { limit: 0, ...(id && { view: id }) });
  if (total > 0) await page.locator('[data-record]').first().waitFor();
  return grid;
}
