/** The page of a panel: two frames deep in the workbench. */
import type { FrameLocator, Page } from 'playwright-core';

/** The panel that is in sight; panels in one group are hidden but for one. */
export function pageOf(page: Page): FrameLocator {
  return page
    .locator('iframe.webview.ready:visible')
    .first()
    .contentFrame()
    .locator('#active-frame')
    .contentFrame();
}
