/** The blast radius, driven: a tree beside the editor, and a lens. */
import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import type { Step } from './panel-axe.ts';
import { runQuickly } from './run-quickly.ts';

export const BLAST_STEPS: readonly Step[] = [
  ['The blast radius lists the requests that go elsewhere, has a lens, and tries one', openBlast],
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

async function openBlast(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await runQuickly(page, 'catalog-canary.yaml:39', '.monaco-editor .view-line');
  await runQuickly(page, '>Meshwright: Show blast radius', '.pane-header');
  const row = page.locator('.monaco-list-row', { hasText: 'GET catalog.shop/: ' }).first();
  await row.waitFor();
  await page.locator('.codelens-decoration', { hasText: 'goes elsewhere (since' }).first().waitFor();
  await row.click();
  await page.locator('.line-numbers.active-line-number').first().waitFor();
  await row.hover();
  await row.locator('[aria-label^="Try this request"]').click();
  await pageOf(page).locator('.verdict').waitFor();
  await runQuickly(page, '>View: Toggle Primary Side Bar Visibility', 'iframe.webview.ready');
}
