/** The quick-open box, as a person uses it. */
import type { Page } from 'playwright-core';
import { until } from './until.ts';

/** Of what a command asks in the same box, the selector starts with this. */
export const BOX = '.quick-input-widget';
const INPUT = `${BOX} input.input`;
const ROW = '.quick-input-list .monaco-list-row';
const OPEN_MS = 4_000;
const TRY_MS = 8_000;
/** A busy window takes a key for somebody else, or not at all; a page that wakes takes the focus, and the box closes. */
const ATTEMPTS = 6;

/**
 * Types into the quick-open box, takes the first answer, and waits for what it brings.
 * @param text `>A command`, `a-file.yaml` or `folder/a-file.yaml:7`; of a file the editor has the focus then, at that line
 */
export async function runQuickly(page: Page, text: string, brings: string): Promise<void> {
  const run = text.startsWith('>') ? runCommand : openFile;
  await run(page, text, brings);
  await page.locator(brings).first().waitFor();
}

/** To the group of files, not that of panels; a page that has the focus hands the key on a moment later. */
export async function toFiles(page: Page): Promise<void> {
  const files = page.locator(
    '.editor-group-container.active:has(.tab[data-resource-name="catalog-canary.yaml"])',
  );
  await persist(
    async (limit) => {
      await page.keyboard.press('Control+1');
      await files.first().waitFor(limit);
    },
    async () => {},
  );
}

interface Limit {
  readonly timeout?: number;
}

/** Does it again until it is done in time; the last time, it takes the time that it takes. */
export async function persist<T>(act: (limit: Limit) => Promise<T>, before: () => Promise<void>): Promise<T> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await act({ timeout: TRY_MS });
    } catch {
      await before();
    }
  }
  return await act({});
}

/** What is asked there, or in a list, goes unanswered. */
export async function closeBox(page: Page): Promise<void> {
  await until('the box is closed', async () => {
    if (!(await page.locator(BOX).isVisible())) return true;
    await page.locator(INPUT).press('Escape', { timeout: OPEN_MS });
    return false;
  });
}

async function runCommand(page: Page, text: string, brings: string): Promise<void> {
  const first = page
    .locator(ROW)
    .first()
    .filter({ hasText: text.slice(1) });
  await persist(
    async (limit) => {
      await ask(page, 'F1', text, limit);
      await first.waitFor(limit);
    },
    () => page.keyboard.press('Escape'),
  );
  await page.locator(INPUT).press('Enter');
  if (!brings.startsWith(BOX)) await page.locator(BOX).waitFor({ state: 'hidden' });
}

/** Editors that are open are offered too: a panel may have the name of the file in its title. */
async function openFile(page: Page, text: string): Promise<void> {
  const [path = '', line = '\\d+'] = text.split(':');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const label = page.locator('.label-name').filter({ hasText: new RegExp(`^${escaped(name)}$`) });
  const tab = page.locator('.tab.active').filter({ hasText: new RegExp(`^${escaped(name)}`) });
  const current = page.locator('.monaco-editor.focused .line-numbers.active-line-number');
  await persist(
    async (limit) => {
      await ask(page, 'Control+P', text, limit);
      await page.locator(ROW).filter({ has: label }).first().click(limit);
      await tab.first().waitFor(limit);
      // What is typed next goes to this line.
      await current
        .filter({ hasText: new RegExp(`^${line}$`) })
        .first()
        .waitFor(limit);
    },
    () => page.keyboard.press('Escape'),
  );
}

async function ask(page: Page, key: string, text: string, limit: Limit): Promise<void> {
  const input = page.locator(INPUT);
  await page.keyboard.press(key);
  await input.waitFor(limit.timeout === undefined ? {} : { timeout: OPEN_MS });
  await input.fill(text, limit); // it may have closed again
}

function escaped(text: string): string {
  return text.replaceAll('.', '\\.');
}
