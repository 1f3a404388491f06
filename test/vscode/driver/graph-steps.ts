/** The mesh graph, driven: search, filters, findings, and the picture as a file. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import type { Circumstances, Step } from './panel-axe.ts';
import { checkAxe } from './panel-axe.ts';
import { persist } from './run-quickly.ts';

const LOOK_AGAIN_MS = 100;
const MOST_LOOKS = 300;

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
  // A dialog that still looks at the folder does not hear the key.
  await persist(
    (limit) => box.press('Enter', limit).then(() => box.waitFor({ state: 'hidden', ...limit })),
    async () => {},
  );
  const text = await writtenText(page, join(folder, 'mesh.svg'));
  if (!text.startsWith('<svg') || !text.includes('&#60;img src') || /<script|<img/.test(text))
    throw new Error('the saved picture is not the one that is shown');
}

/** Once it is there as a whole. */
async function writtenText(page: Page, file: string): Promise<string> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (text.endsWith('</svg>\n')) return text;
    await page.waitForTimeout(LOOK_AGAIN_MS);
  }
  throw new Error(`${file} was not written`);
}
