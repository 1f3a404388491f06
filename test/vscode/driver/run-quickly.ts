/** The quick-open box, as a person uses it. */
import type { Page } from 'playwright-core';

const OPEN_MS = 5_000;
/** A busy window takes a key for somebody else, or not at all. */
const ATTEMPTS = 6;

/** Types into the quick-open box, takes the first answer, and waits for what it brings. */
export async function runQuickly(page: Page, text: string, brings: string): Promise<void> {
  const input = page.locator('.quick-input-widget input.input');
  for (let attempt = 1; ; attempt += 1) {
    await page.keyboard.press(text.startsWith('>') ? 'F1' : 'Control+P');
    const isLast = attempt === ATTEMPTS;
    const isOpen = await input.waitFor({ timeout: OPEN_MS }).then(
      () => true,
      (error: Error) => {
        if (isLast) throw error;
        return false;
      },
    );
    if (isOpen) break;
  }
  await input.fill(text);
  const wanted = text.replace(/^>|:\d+$/g, '');
  await page.locator('.quick-input-list .monaco-list-row').first().filter({ hasText: wanted }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator(brings).first().waitFor();
}
