/** Two panels of one kind, side by side: one is pinned, the other follows the cursor, both hear of every edit. */
import type { FrameLocator, Page } from 'playwright-core';
import { pageOf, pageWith } from './page-of.ts';
import type { Step } from './panel-axe.ts';
import { runQuickly, toFiles } from './run-quickly.ts';

/** Beside the one that follows. */
export const PINNED = 'Routes: catalog-canary.yaml';

export const PINNED_STEPS: readonly Step[] = [
  ['A pinned panel keeps its subject, and another one opens beside it', pinOne],
  ['Both are live as the file is typed in', typeUnderBoth],
  ['One that follows again does so alone: the other one keeps what it shows', followAlone],
];

/** The tab of the panel that follows; the pinned one is called otherwise. */
function following(page: Page) {
  return page
    .locator('.tab')
    .filter({ hasText: /^Routes$/ })
    .first();
}

async function pinOne(page: Page): Promise<void> {
  await pageOf(page).getByRole('button', { name: 'Follow cursor' }).click();
  await page.locator('.tab', { hasText: PINNED }).first().waitFor();
  await toFiles(page);
  await runQuickly(page, 'frontend-routes.yaml:14', '.monaco-editor .view-line');
  await runQuickly(page, '>Meshwright: Show routes', 'iframe.webview.ready');
  await following(page).click();
  await subject(pageOf(page), 'www.shop.example');
  await runQuickly(page, '>View: Move Editor into Right Group', 'iframe.webview.ready');
  await pageWith(page, '.picked, option:checked', 'www.shop.example');
  await pageWith(page, '.picked', 'catalog.shop');
}

/** At first the other one shows another host; as the cursor comes into the file, it is the same. */
async function typeUnderBoth(page: Page): Promise<void> {
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:48', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('90', { delay: 20 });
  const pinned = await pageWith(page, '.status', 'pinned to catalog-canary.yaml');
  await pinned.locator('.destination', { hasText: '90 %' }).waitFor();
  const other = await pageWith(page, '[aria-pressed="true"]', 'Follow cursor');
  await other.locator('.destination', { hasText: '90 %' }).waitFor();
  await following(page).click();
  await runQuickly(page, '>View: Move Editor into Left Group', 'iframe.webview.ready');
}

async function followAlone(page: Page): Promise<void> {
  await page.locator('.tab', { hasText: PINNED }).first().click();
  await pageOf(page).locator('.status', { hasText: 'pinned to catalog-canary.yaml' }).waitFor();
  await pageOf(page).getByRole('button', { name: 'Follow cursor' }).click();
  await page
    .locator('.tab.active')
    .filter({ hasText: /^Routes$/ })
    .first()
    .waitFor();
  const pinned = page.locator('.tab:not(.active)', { hasText: PINNED }).first();
  await pinned.waitFor();
  await toFiles(page);
  await runQuickly(page, 'frontend-routes.yaml:14', '.monaco-editor .view-line');
  await subject(pageOf(page), 'www.shop.example');
  await pinned.click();
  await subject(pageOf(page), 'catalog.shop');
  await following(page).click();
  await subject(pageOf(page), 'www.shop.example');
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:48', '.monaco-editor .view-line');
  await subject(pageOf(page), 'catalog.shop');
}

async function subject(panel: FrameLocator, host: string): Promise<void> {
  await panel.locator('.toolbar', { hasText: host }).waitFor();
}
