/** The page of a panel: two frames deep in the workbench. */
import type { FrameLocator, Page } from 'playwright-core';
import { until } from './until.ts';

const SEEN = 'iframe.webview.ready:visible';

/** The panel that is in sight; panels in one group are hidden but for one. */
export function pageOf(page: Page): FrameLocator {
  return nthPage(page, 0);
}

/** Of several in sight the one that says something. */
export async function pageWith(page: Page, element: string, text: string): Promise<FrameLocator> {
  return until(`a panel in sight says "${text}"`, async () => {
    const count = await page.locator(SEEN).count();
    for (let index = 0; index < count; index += 1) {
      const panel = nthPage(page, index);
      if ((await panel.locator(element, { hasText: text }).count()) > 0) return panel;
    }
    return undefined;
  });
}

function nthPage(page: Page, index: number): FrameLocator {
  return page.locator(SEEN).nth(index).contentFrame().locator('#active-frame').contentFrame();
}
