/** What the editor has put into the clipboard. */
import type { Page } from 'playwright-core';
import { until } from './until.ts';

/** The types of the tests know workers only. */
interface WithClipboard {
  readonly clipboard: { readText(): Promise<string> };
}

/** The text, once it is, or matches, what is wanted. */
export async function untilCopied(page: Page, wanted: string | RegExp): Promise<string> {
  let text = '';
  return until(
    `copied is ${wanted}`,
    async () => {
      text = await page.evaluate(() => (navigator as unknown as WithClipboard).clipboard.readText());
      return (typeof wanted === 'string' ? text === wanted : wanted.test(text)) && text;
    },
    () => text,
  );
}
