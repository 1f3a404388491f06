/** The Mesh view, driven: badges, lines, its own ways into panels, and typing. */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import type { Circumstances, Step } from './panel-axe.ts';
import { clickUntil, pressUntil } from './press-until.ts';
import { runQuickly, toFiles } from './run-quickly.ts';
import { until } from './until.ts';
import { ARTIFACTS } from './workbench.ts';

export const TREE_STEPS: readonly Step[] = [
  ['The Mesh view shows what is wrong, opens a line and stays open while typing', meshView],
  ['A finding that is mended takes its badge along', mendFinding],
  ['A node of the Mesh view leads to its routes, and into the graph', nodeToPanels],
];

/** For one look among several. */
const SOON = { timeout: 4_000 };

/** A row; names are text. */
function row(page: Page, text: string | RegExp) {
  return page.locator('.sidebar .monaco-list-row', { hasText: text }).first();
}

async function meshView(page: Page, { host }: Circumstances): Promise<void> {
  const namespace = row(page, /^shop\d+ objects/);
  await page.locator('.activitybar [aria-label^="Meshwright"]').first().click();
  await namespace.waitFor();
  await expand(namespace);
  await expand(row(page, /^Routes/));
  await row(page, '<img src').waitFor();
  await toFiles(page);
  await runQuickly(page, 'frontend-routes.yaml:8', '.monaco-editor .view-line');
  await clickUntil(
    row(page, 'catalogVirtualService'),
    page.locator('.tab.active', { hasText: 'catalog-canary.yaml' }),
  );
  await page.screenshot({ path: join(ARTIFACTS, `mesh view ${host}.png`), animations: 'disabled' });
  const pwned = await page.evaluate(() => 'pwned' in globalThis);
  if (pwned) throw new Error('a name was taken for markup');
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:24', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  await row(page, 'catalogxVirtualService').waitFor();
  await page.keyboard.press('Backspace');
  await row(page, 'catalogVirtualService').waitFor();
}

/** A badge is drawn by a style, and said aloud. */
async function mendFinding(page: Page): Promise<void> {
  const marked = page.locator('.sidebar .monaco-list-row[aria-label*="1 finding (error)"]', {
    hasText: 'catalogVirtualService',
  });
  await marked.first().waitFor();
  let badge: string | undefined;
  await until(
    'the badge says 1',
    async () => {
      badge = await marked
        .first()
        .locator('.monaco-icon-label')
        .first()
        .evaluate((label) => label.ownerDocument.defaultView?.getComputedStyle(label, '::after').content);
      return badge === '"1"';
    },
    () => badge,
  );
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:38', '.squiggly-error');
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('1');
  await marked.first().waitFor({ state: 'detached' });
  await page.keyboard.press('Backspace');
  await page.keyboard.type('3');
  await marked.first().waitFor();
}

/** A click closes what is open already. */
async function expand(node: Locator): Promise<void> {
  await until('a branch is open', async () => {
    if ((await node.getAttribute('aria-expanded', SOON)) === 'true') return true;
    await node.click(SOON);
    await node.and(node.page().locator('[aria-expanded="true"]')).waitFor(SOON);
    return true;
  });
}

async function act(page: Page, node: Locator, title: string, tab: RegExp): Promise<void> {
  await pressUntil(
    async (limit) => {
      await node.hover(limit);
      await node.locator(`[aria-label^="${title}"]`).click(limit);
    },
    page.locator('.tab.active').filter({ hasText: tab }),
  );
}

/** The cursor stands elsewhere: what is asked for counts. */
async function nodeToPanels(page: Page): Promise<void> {
  const node = row(page, 'catalogVirtualService');
  await toFiles(page);
  await runQuickly(page, 'frontend-routes.yaml:8', '.monaco-editor .view-line');
  await act(page, node, 'Show its routes', /^Routes$/);
  await pageOf(page).locator('.toolbar', { hasText: 'catalog.shop' }).waitFor();
  await toFiles(page);
  await runQuickly(page, 'frontend-routes.yaml:8', '.monaco-editor .view-line');
  await pageOf(page).locator('.toolbar', { hasText: 'www.shop.example' }).waitFor();
  await act(page, node, 'Show in graph', /^Mesh$/);
  await pageOf(page).locator('[data-id^="host:"].here', { hasText: 'catalog' }).first().waitFor();
  await toFiles(page);
  await runQuickly(page, '>View: Close Primary Side Bar', '.monaco-editor .view-line');
}
