/** The security panel, driven. */
import type { Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import { axeInThemes, type Step } from './panel-axe.ts';
import { clickUntil } from './press-until.ts';
import { runQuickly, toFiles } from './run-quickly.ts';
import { until } from './until.ts';

export const SECURITY_STEPS: readonly Step[] = [
  ['The security panel opens from the palette, and a cell leads to the rule that decides', openSecurity],
  ['A caller that is typed into a policy gets its column, and loses it', typeUnderSecurity],
  ['A cell is tried as a request', trySecurity],
];
export const SECURITY_PAGE_STEPS: readonly Step[] = [
  ['The security panel comes back to the front', backToSecurity],
  [
    'axe finds nothing in any theme: security',
    (page, all) => axeInThemes(page, all, 'security', 'table.matrix'),
  ],
];

async function openSecurity(page: Page): Promise<void> {
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:39', '.monaco-editor .view-line');
  await runQuickly(page, '>Meshwright: Show security posture', 'iframe.webview.ready');
  const panel = pageOf(page);
  await panel.locator('.bad', { hasText: 'none: open' }).first().waitFor();
  const row = panel.locator('tr', { hasText: 'catalog' });
  const cell = row.locator('.cell.S').first();
  await cell.click();
  await cell.press('ArrowLeft');
  await panel.locator('.detail', { hasText: 'ALLOW shop/catalog, rule 0' }).waitFor();
  await clickUntil(
    panel.locator('.detail button.link'),
    page.locator('.tab.active', { hasText: 'access.yaml' }),
  );
}

async function typeUnderSecurity(page: Page): Promise<void> {
  const panel = pageOf(page);
  const before = await panel.locator('table.matrix').elementHandle();
  await toFiles(page);
  await runQuickly(page, 'shop/access.yaml:32', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  const column = panel.locator('th.caller', { hasText: 'shop/frontendx' });
  await column.waitFor();
  await page.keyboard.press('Backspace');
  await column.waitFor({ state: 'detached' });
  const isSame = await panel.locator('table.matrix').evaluate((now, old) => now === old, before);
  if (!isSame) throw new Error('the matrix was made anew');
}

async function trySecurity(page: Page): Promise<void> {
  const panel = pageOf(page);
  await clickUntil(panel.getByRole('button', { name: 'Try this request' }), panel.locator('.verdict'));
  // A page that is made anew shows first what it has shown before.
  let url = '';
  await until(
    'the request of the cell',
    async () => {
      url = await panel.locator('#url').inputValue();
      return url.startsWith('http://catalog.shop/items');
    },
    () => url,
  );
  await backToSecurity(page);
}

async function backToSecurity(page: Page): Promise<void> {
  await page.locator('.tab', { hasText: 'Security' }).first().click();
  await pageOf(page).locator('table.matrix').waitFor();
}
