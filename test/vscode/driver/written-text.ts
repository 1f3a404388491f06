/** Files that the editor writes. */
import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const LOOK_AGAIN_MS = 100;
const LIMIT_MS = 60_000;

/** The text of a file, once it is as wanted: it may not be there yet, or in part. */
export async function untilText(
  page: Page,
  file: string,
  isWanted: (text: string) => boolean,
): Promise<string> {
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; ) {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (isWanted(text)) return text;
    await page.waitForTimeout(LOOK_AGAIN_MS);
  }
  throw new Error(`${file} was not written as wanted`);
}
