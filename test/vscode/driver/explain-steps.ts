/** The explain panel, driven. */
import type { Page } from 'playwright-core';
import { untilCopied } from './clipboard.ts';
import { pageOf } from './page-of.ts';
import { axeInThemes, type Step } from './panel-axe.ts';
import { clickUntil } from './press-until.ts';
import { runQuickly, toFiles } from './run-quickly.ts';

export const EXPLAIN_STEPS: readonly Step[] = [
  ['The explain panel opens from the palette, and copies a command', openExplain],
  ['A sentence of it leads to its line, and is another as the YAML is typed', typeUnderExplain],
  ['It stays when it does not follow, and follows again at once', pinExplain],
];
export const EXPLAIN_PAGE_STEPS: readonly Step[] = [
  ['The explain page comes back to the front', backToExplain],
  ['axe finds nothing in any theme: explain', (page, all) => axeInThemes(page, all, 'explain', 'article')],
];

async function openExplain(page: Page): Promise<void> {
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:39', '.monaco-editor .view-line');
  await runQuickly(page, '>Meshwright: Explain in words', 'iframe.webview.ready');
  const panel = pageOf(page);
  await panel.locator('h2', { hasText: 'VirtualService shop/catalog' }).waitFor();
  await clickUntil(
    panel.locator('.command button'),
    panel.locator('.command button [role="status"]', { hasText: 'Copied' }),
  );
  await untilCopied(page, (await panel.locator('.command code').first().textContent()) ?? '');
}

async function typeUnderExplain(page: Page): Promise<void> {
  const panel = pageOf(page);
  const sentence = panel.locator('li', { hasText: 'subset v1 of catalog (25 %)' });
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:44', '.monaco-editor .view-line');
  await clickUntil(
    sentence.locator('button.link'),
    page.locator('.line-numbers.active-line-number', { hasText: '39' }),
  );
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:44', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.type('0');
  await sentence.waitFor({ state: 'detached' });
  await page.keyboard.press('Backspace');
  await sentence.waitFor();
}

async function pinExplain(page: Page): Promise<void> {
  const panel = pageOf(page);
  const follow = panel.getByRole('button', { name: 'Follow cursor' });
  await follow.click();
  await page.locator('.tab.active', { hasText: 'Explain: catalog-canary.yaml' }).first().waitFor();
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:4', '.monaco-editor .view-line');
  await page.locator('[id="status.editor.selection"]', { hasText: 'Ln 4' }).waitFor();
  const title = panel.locator('h2');
  if ((await title.textContent())?.includes('VirtualService') !== true)
    throw new Error('it has followed the cursor');
  await follow.click();
  await title.filter({ hasText: 'DestinationRule shop/catalog' }).waitFor();
}

async function backToExplain(page: Page): Promise<void> {
  await page.locator('.tab', { hasText: 'Explain' }).first().click();
  await pageOf(page).locator('article').waitFor();
}
