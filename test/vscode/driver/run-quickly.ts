/** The quick-open box, as a person uses it. */
import type { Page } from 'playwright-core';

const OPEN_MS = 4_000;
const TRY_MS = 8_000;
/** A busy window takes a key for somebody else, or not at all; a page that wakes takes the focus, and the box closes. */
const ATTEMPTS = 6;

/**
 * Types into the quick-open box, takes the first answer, and waits for what it brings.
 * @param text `>A command`, `a-file.yaml` or `a-file.yaml:7`; of a file the editor has the focus then, at that line
 */
export async function runQuickly(page: Page, text: string, brings: string): Promise<void> {
  const box = page.locator('.quick-input-widget');
  await persist(
    (limit) => find(page, text, limit),
    () => page.keyboard.press('Escape'),
  );
  await box.locator('input.input').press('Enter');
  if (!brings.startsWith('.quick-input')) await box.waitFor({ state: 'hidden' });
  if (!text.startsWith('>')) await arrive(page, text);
  await page.locator(brings).first().waitFor();
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

async function find(page: Page, text: string, limit: Limit): Promise<void> {
  const input = page.locator('.quick-input-widget input.input');
  await page.keyboard.press(text.startsWith('>') ? 'F1' : 'Control+P');
  await input.waitFor(limit.timeout === undefined ? {} : { timeout: OPEN_MS });
  await input.fill(text, limit); // it may have closed again
  const wanted = text.replace(/^>|:\d+$/g, '');
  await page.locator('.quick-input-list .monaco-list-row').first().filter({ hasText: wanted }).waitFor(limit);
}

/** What is typed next goes to this line. */
async function arrive(page: Page, text: string): Promise<void> {
  const [name = '', line] = text.split(':');
  await page.locator('.tab.active', { hasText: name }).first().waitFor();
  const current = page.locator('.monaco-editor.focused .line-numbers.active-line-number');
  await (line === undefined ? current : current.filter({ hasText: new RegExp(`^${line}$`) }))
    .first()
    .waitFor();
}
