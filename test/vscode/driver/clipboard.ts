/** What the editor has put into the clipboard. */
import type { Page } from 'playwright-core';

const LOOK_AGAIN_MS = 100;
const LIMIT_MS = 60_000;

/** The types of the tests know workers only. */
interface WithClipboard {
  readonly clipboard: { readText(): Promise<string> };
}

/** The text, once it is, or matches, what is wanted. */
export async function untilCopied(page: Page, wanted: string | RegExp): Promise<string> {
  let text = '';
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; ) {
    text = await page.evaluate(() => (navigator as unknown as WithClipboard).clipboard.readText());
    if (typeof wanted === 'string' ? text === wanted : wanted.test(text)) return text;
    await page.waitForTimeout(LOOK_AGAIN_MS);
  }
  throw new Error(`copied is "${text}", not ${wanted}`);
}
