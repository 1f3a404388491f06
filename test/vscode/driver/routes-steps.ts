/** The routes panel, driven. */
import type { Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import { axeInThemes, checkAxe, type Step } from './panel-axe.ts';
import { clickUntil } from './press-until.ts';
import { runQuickly, toFiles } from './run-quickly.ts';

export const ROUTES_STEPS: readonly Step[] = [
  ['The routes panel opens beside the editor', openRoutes],
  ['A cell leads to its line, and the row of the cursor is marked', clickCell],
  ['Typing in the file changes the row, and nothing else', typeUnderRoutes],
];
export const ROUTES_PAGE_STEPS: readonly Step[] = [
  ['The routes come back with their subject', backToRoutes],
  ['axe finds nothing in any theme: routes', (page, all) => axeInThemes(page, all, 'routes', 'table.routes')],
  ['Routes of what has none: the page says why, and axe finds nothing in it', emptyRoutes],
];

async function openRoutes(page: Page): Promise<void> {
  await runQuickly(page, 'catalog-canary.yaml:38', '.squiggly-error');
  const panel = pageOf(page);
  await clickUntil(
    page.locator('.editor-actions [aria-label^="Show routes"]'),
    panel.getByText('catalog.shop.svc.cluster.local'),
  );
  await panel.locator('tr', { hasText: 'canary' }).first().waitFor();
  await panel.locator('.missing', { hasText: 'no subset v3' }).waitFor();
}

async function clickCell(page: Page): Promise<void> {
  const panel = pageOf(page);
  await clickUntil(
    panel.locator('.destination', { hasText: 'catalog v2' }).locator('button.link'),
    panel.locator('tr[aria-current]', { hasText: 'canary' }),
  );
  await panel.locator('.status', { hasText: 'rule 2' }).waitFor();
  await page
    .locator('.current-line ~ .line-numbers, .line-numbers.active-line-number', { hasText: '46' })
    .waitFor();
}

async function typeUnderRoutes(page: Page): Promise<void> {
  const panel = pageOf(page);
  const before = await panel.locator('table.routes').elementHandle();
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:48', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('30', { delay: 20 });
  await panel.locator('.destination', { hasText: '25 %' }).waitFor();
  const isSame = await panel.locator('table.routes').evaluate((now, old) => now === old, before);
  if (!isSame) throw new Error('the table was made anew');
}

/** The page is made anew: it was hidden behind the other one. */
async function backToRoutes(page: Page): Promise<void> {
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:46', '.monaco-editor .view-line');
  await page
    .locator('.tab')
    .filter({ hasText: /^Routes$/ })
    .first()
    .click();
  await pageOf(page).locator('tr', { hasText: 'canary' }).first().waitFor();
}

/** The cursor stands in a namespace, and comes back. */
async function emptyRoutes(page: Page): Promise<void> {
  const panel = pageOf(page);
  await toFiles(page);
  await runQuickly(page, 'namespaces.yaml:1', '.monaco-editor .view-line');
  await panel.locator('.empty').waitFor();
  await checkAxe(panel, 'routes of a namespace');
  await runQuickly(page, 'catalog-canary.yaml:46', '.monaco-editor .view-line');
  await panel.locator('tr', { hasText: 'canary' }).first().waitFor();
}
