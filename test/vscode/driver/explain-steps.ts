/** The explain panel, driven. */
import type { Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import { axeInThemes, type Step } from './panel-axe.ts';
import { runQuickly } from './run-quickly.ts';

export const EXPLAIN_STEPS: readonly Step[] = [
  ['The explain panel opens from the palette, follows the cursor, and copies a command', openExplain],
];
export const EXPLAIN_PAGE_STEPS: readonly Step[] = [
  ['axe finds nothing in any theme: explain', (page, all) => axeInThemes(page, all, 'explain', 'article')],
];

async function openExplain(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await runQuickly(page, 'catalog-canary.yaml:39', '.monaco-editor .view-line');
  await runQuickly(page, '>Meshwright: Explain in words', 'iframe.webview.ready');
  const panel = pageOf(page);
  await panel.locator('h2', { hasText: 'VirtualService shop/catalog' }).waitFor();
  await panel.locator('.command button').first().click();
  await panel.locator('.command button', { hasText: 'Copied' }).waitFor();
  await page.keyboard.press('Control+1');
  await runQuickly(page, 'catalog-canary.yaml:4', '.monaco-editor .view-line');
  await panel.locator('h2', { hasText: 'DestinationRule shop/catalog' }).waitFor();
}
