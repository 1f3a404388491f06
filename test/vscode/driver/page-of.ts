/** The page of a panel: two frames deep in the workbench. */
import type { FrameLocator, Page } from 'playwright-core';

const SEEN = 'iframe.webview.ready:visible';
const LOOK_AGAIN_MS = 100;
const TIMEOUT_MS = 60_000;

/** The panel that is in sight; panels in one group are hidden but for one. */
export function pageOf(page: Page): FrameLocator {
  return nthPage(page, 0);
}

/** Of several in sight the one that says something. */
export async function pageWith(page: Page, element: string, text: string): Promise<FrameLocator> {
  const end = Date.now() + TIMEOUT_MS;
  while (Date.now() < end) {
    const count = await page.locator(SEEN).count();
    for (let index = 0; index < count; index += 1) {
      const panel = nthPage(page, index);
      if ((await panel.locator(element, { hasText: text }).count()) > 0) return panel;
    }
    await page.waitForTimeout(LOOK_AGAIN_MS);
  }
  throw new Error(`no panel in sight says "${text}"`);
}

function nthPage(page: Page, index: number): FrameLocator {
  return page.locator(SEEN).nth(index).contentFrame().locator('#active-frame').contentFrame();
}
