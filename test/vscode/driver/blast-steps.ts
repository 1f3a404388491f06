/** The blast radius, driven: a tree beside the editor, and a lens. */
import { execFileSync } from 'node:child_process';
import type { Locator, Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import type { Circumstances, Step } from './panel-axe.ts';
import { clickUntil, pressUntil } from './press-until.ts';
import { runQuickly, toFiles } from './run-quickly.ts';

export const BLAST_STEPS: readonly Step[] = [
  [
    'The blast radius lists the requests that go elsewhere, has a lens, hears of typing, and tries one',
    openBlast,
  ],
];

/** The folder as a commit; without git the saved files are compared with. */
export function commitAll(folder: string): void {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  git('init');
  git('add', '.');
  git('commit', '-m', 'as it was');
}

/** Its text is another, and then what it was. */
async function typeUnder(page: Page, row: Locator): Promise<void> {
  const was = (await row.textContent()) ?? '';
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:44', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.type('0');
  await row.filter({ hasNotText: was }).waitFor();
  await page.keyboard.press('Backspace');
  await row.filter({ hasText: was }).waitFor();
}

async function openBlast(page: Page, { host }: Circumstances): Promise<void> {
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:24', '.monaco-editor .view-line');
  await runQuickly(page, '>Meshwright: Show blast radius', '.pane-header');
  const row = page.locator('.monaco-list-row', { hasText: 'GET catalog.shop/: ' }).first();
  await row.waitFor();
  const since = host === 'node' ? 'goes elsewhere (since HEAD' : 'goes elsewhere (since the last save';
  await toFiles(page);
  await clickUntil(
    page.locator('.codelens-decoration a', { hasText: since }),
    page.locator('.sidebar .monaco-list:focus-within'),
  );
  await typeUnder(page, row);
  await row.click();
  await page.locator('.line-numbers.active-line-number').first().waitFor();
  await pressUntil(async (limit) => {
    await row.hover(limit);
    await row.locator('[aria-label^="Try this request"]').click(limit);
  }, pageOf(page).locator('.verdict'));
  await runQuickly(page, '>View: Close Primary Side Bar', 'iframe.webview.ready');
}
