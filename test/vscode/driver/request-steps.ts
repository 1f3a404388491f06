/** The request panel, driven. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../../scripts/setup/paths.mjs';
import { untilCopied } from './clipboard.ts';
import { pageOf } from './page-of.ts';
import { axeInThemes, type Circumstances, type Step } from './panel-axe.ts';
import { clickUntil } from './press-until.ts';
import { runQuickly, toFiles } from './run-quickly.ts';
import { untilText } from './written-text.ts';

/** Characters that the end of a file is known by. */
const TAIL = 60;

export const REQUEST_STEPS: readonly Step[] = [
  [
    'The request panel opens with what meets the rule at the cursor, and a step leads to its line',
    openRequest,
  ],
  ['The answer is another as the YAML is typed', typeUnderRequest],
  ['It is copied for curl and for the command line, which gives the same answer', copyRequest],
  ['A request is kept as a test, and one undo takes it back', keepTest],
  ['Where nothing of the mesh stands, the panel goes on with what it showed', stayOverTests],
];
export const REQUEST_PAGE_STEPS: readonly Step[] = [
  ['The request comes back to the front', backToRequest],
  ['axe finds nothing in any theme: request', (page, all) => axeInThemes(page, all, 'request', '.verdict')],
];

async function openRequest(page: Page): Promise<void> {
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:39', '.monaco-editor .view-line');
  const panel = pageOf(page);
  await clickUntil(
    page.locator('.editor-actions [aria-label^="Simulate request"]'),
    panel.locator('.verdict', { hasText: '403, denied' }),
  );
  await runQuickly(page, 'catalog-canary.yaml:46', '.monaco-editor .view-line');
  const rule = panel.locator('.step', { hasText: 'Route "canary" matches' });
  await clickUntil(
    rule.locator('button.link'),
    page.locator('.line-numbers.active-line-number', { hasText: '39' }),
  );
  await panel.locator('#url').fill('http://catalog.shop/items');
  await panel.locator('.verdict', { hasText: 'Reaches' }).waitFor();
}

/** The path that the policy allows; what a person has typed into the form stays. */
async function typeUnderRequest(page: Page): Promise<void> {
  const panel = pageOf(page);
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:39', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.type('x', { delay: 20 });
  await panel.locator('.step', { hasText: 'Route "canaryx" matches' }).waitFor();
  await page.keyboard.press('Backspace');
  await panel.locator('.step', { hasText: 'Route "canary" matches' }).waitFor();
  const url = await panel.locator('#url').inputValue();
  if (url !== 'http://catalog.shop/items') throw new Error(`the form was overwritten: ${url}`);
}

async function copyRequest(page: Page, { folder }: Circumstances): Promise<void> {
  const panel = pageOf(page);
  await panel.getByRole('button', { name: 'Copy as curl' }).click();
  await untilCopied(page, 'curl -i http://catalog.shop/items');
  await panel.getByRole('button', { name: 'Copy as trace command' }).click();
  const command = await untilCopied(
    page,
    /^meshwright trace \. --from \S+ --url http:\/\/catalog\.shop\/items/,
  );
  const own = `'${process.execPath}' '${join(ROOT, 'dist', 'cli.js')}'`;
  const { stdout } = spawnSync('sh', ['-c', command.replace('meshwright', own)], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (!stdout.includes('canary')) throw new Error(`"${command}" says ${stdout}`);
}

async function keepTest(page: Page, { folder }: Circumstances): Promise<void> {
  const file = join(folder, 'shop.mesh-test.yaml');
  const before = readFileSync(file, 'utf8');
  await pageOf(page).getByRole('button', { name: 'Keep as a test' }).click();
  await page.locator('.tab.active', { hasText: 'shop.mesh-test.yaml' }).first().waitFor();
  const name = page.locator('.view-line', { hasText: 'http://catalog.shop/items from' }).first();
  await name.waitFor();
  await toFiles(page);
  await page.locator('.monaco-editor.focused').first().waitFor();
  await page.keyboard.press('Control+s');
  // A file that is being written may be there in part.
  const kept = await untilText(
    file,
    (text) => text.length > before.length && text.endsWith(before.slice(-TAIL)),
  );
  const lines = new Set(kept.split('\n'));
  const lost = before.split('\n').find((line) => !lines.has(line));
  if (lost !== undefined || !/url: "?http:\/\/catalog\.shop\/items/.test(kept))
    throw new Error(`kept, without "${lost}", is ${kept}`);
  await page.keyboard.press('Control+z');
  await name.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+s');
  await untilText(file, (text) => text === before);
}

/** What comes from the cursor has no form of its own that would stay; pinned, the tab names the file of the subject. */
async function stayOverTests(page: Page): Promise<void> {
  const panel = pageOf(page);
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:39', '.monaco-editor .view-line');
  await panel.getByRole('button', { name: 'Use the cursor' }).click();
  const denied = panel.locator('.verdict', { hasText: '403, denied' });
  await denied.waitFor();
  await toFiles(page);
  await runQuickly(page, 'shop.mesh-test.yaml:5', '.monaco-editor .view-line');
  const follow = panel.getByRole('button', { name: 'Follow cursor' });
  await follow.click();
  const pinned = page.locator('.tab.active', { hasText: 'Request: catalog-canary.yaml' });
  await pinned.first().waitFor();
  await denied.waitFor();
  await follow.click();
  await pinned.first().waitFor({ state: 'detached' });
  await denied.waitFor();
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:39', '.monaco-editor .view-line');
}

async function backToRequest(page: Page): Promise<void> {
  await page.locator('.tab', { hasText: 'Request' }).first().click();
  await pageOf(page).locator('.verdict').waitFor();
}
