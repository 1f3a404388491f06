/** The mesh graph, driven: search, filters, findings, and the picture as a file. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import type { Circumstances, Step } from './panel-axe.ts';
import { checkAxe } from './panel-axe.ts';

export const GRAPH_STEPS: readonly Step[] = [
  ['The search dims what does not match, and its filter is cleared by a chip', searchGraph],
  ['Findings are stepped through, and alone they are a filter', stepThroughFindings],
  ['The picture is saved as a file', saveGraph],
];

async function searchGraph(page: Page): Promise<void> {
  const graph = pageOf(page);
  await graph.getByRole('searchbox', { name: 'Search' }).fill('promotions');
  await graph.locator('.node.dimmed').first().waitFor();
  await graph.getByRole('searchbox', { name: 'Search' }).press('Enter');
  await graph.locator('[data-id*="promotions"][tabindex="0"]').waitFor();
  await checkAxe(graph, 'the graph while it is searched');
  await graph.getByRole('button', { name: 'search: promotions' }).click();
  await graph.locator('.node.dimmed').first().waitFor({ state: 'detached' });
}

async function stepThroughFindings(page: Page): Promise<void> {
  const graph = pageOf(page);
  await graph.getByRole('button', { name: 'Next finding' }).click();
  await graph.locator('.toolbar', { hasText: /1 of \d+ findings/ }).waitFor();
  await graph.locator('[data-id]:focus').waitFor();
  await page.keyboard.press('F8');
  await graph.locator('.toolbar', { hasText: /2 of \d+ findings/ }).waitFor();
  await page.keyboard.press('Escape');
  const healthy = graph.locator('[data-id^="host:"]', { hasText: 'status.' });
  await healthy.first().waitFor();
  await graph.getByRole('button', { name: 'Findings', exact: true }).click();
  await healthy.first().waitFor({ state: 'detached' });
  await graph.getByRole('button', { name: 'findings only' }).click();
}

/** The dialog of the web proposes a name in the folder. */
async function saveGraph(page: Page, { folder }: Circumstances): Promise<void> {
  await pageOf(page).getByRole('button', { name: 'Export' }).click();
  await pageOf(page).getByRole('button', { name: 'SVG' }).click();
  const box = page.locator('.quick-input-widget:visible input.input').first();
  await box.waitFor();
  await page.keyboard.press('Enter');
  await box.waitFor({ state: 'hidden' });
  const file = join(folder, 'mesh.svg');
  await page.locator('.monaco-workbench').waitFor();
  for (let look = 0; look < 100 && !existsSync(file); look += 1) await page.waitForTimeout(100);
  const text = readFileSync(file, 'utf8');
  if (!text.startsWith('<svg') || !text.includes('&#60;img src') || /<script|<img/.test(text))
    throw new Error('the saved picture is not the one that is shown');
}
