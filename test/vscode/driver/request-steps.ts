/** The request panel, driven. */
import type { Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import { axeInThemes, type Step } from './panel-axe.ts';
import { runQuickly } from './run-quickly.ts';

export const REQUEST_STEPS: readonly Step[] = [
  [
    'The request panel opens with what meets the rule at the cursor, and a step leads to its line',
    openRequest,
  ],
  ['The answer is another as the YAML is typed', typeUnderRequest],
  ['A request is kept as a test', keepTest],
];
export const REQUEST_PAGE_STEPS: readonly Step[] = [
  ['axe finds nothing in any theme: request', (page, all) => axeInThemes(page, all, 'request', '.verdict')],
];

async function openRequest(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await runQuickly(page, 'catalog-canary.yaml:39', '.monaco-editor .view-line');
  await page.locator('.editor-actions [aria-label^="Simulate request"]').first().click();
  const panel = pageOf(page);
  await panel.locator('.verdict', { hasText: '403, denied' }).waitFor();
  const rule = panel.locator('.step', { hasText: 'Route "canary" matches' });
  await rule.locator('button.link').first().click();
  await page.locator('.line-numbers.active-line-number', { hasText: '39' }).waitFor();
  const method = panel.locator('#url');
  await method.fill('http://catalog.shop/items');
  await panel.locator('.verdict', { hasText: 'Reaches' }).waitFor();
}

/** The path that the policy allows; what a person has typed into the form stays. */
async function typeUnderRequest(page: Page): Promise<void> {
  const panel = pageOf(page);
  await page.keyboard.press('Control+1');
  await runQuickly(page, 'catalog-canary.yaml:39', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.type('x', { delay: 20 });
  await panel.locator('.step', { hasText: 'Route "canaryx" matches' }).waitFor();
  await page.keyboard.press('Backspace');
  await panel.locator('.step', { hasText: 'Route "canary" matches' }).waitFor();
  const url = await panel.locator('#url').inputValue();
  if (url !== 'http://catalog.shop/items') throw new Error(`the form was overwritten: ${url}`);
}

async function keepTest(page: Page): Promise<void> {
  await pageOf(page).getByRole('button', { name: 'Keep as a test' }).click();
  await page.locator('.tab.active', { hasText: 'shop.mesh-test.yaml' }).first().waitFor();
  await page.locator('.view-line', { hasText: 'http://catalog.shop/items from' }).first().waitFor();
  await page.keyboard.press('Control+1');
  await runQuickly(page, '>File: Revert File', '.monaco-editor .view-line');
}
