/** The mesh graph, driven: lines, typing, keys, table, search, filters, findings, and the picture as a file. */
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import type { Circumstances, Step } from './panel-axe.ts';
import { axeInThemes, checkAxe } from './panel-axe.ts';
import { clickUntil } from './press-until.ts';
import { runQuickly, toFiles } from './run-quickly.ts';
import { until } from './until.ts';
import { untilText } from './written-text.ts';

/** For a key that is pressed again when it was not heard. */
const KEY_MS = 1_000;

export const GRAPH_STEPS: readonly Step[] = [
  ['The mesh graph opens, and a click on a route leads to its line', openGraph],
  ['Typing changes a row of the graph, and no card moves', typeUnderGraph],
];
export const GRAPH_PAGE_STEPS: readonly Step[] = [
  ['The graph comes back to the front', backToGraph],
  [
    'axe finds nothing in any theme: graph',
    (page, all) => axeInThemes(page, all, 'graph', 'svg[role="group"]'),
  ],
  ['The keyboard walks along the lines, selects a path and opens a line', walkGraph],
  ['The table says the same, and axe finds nothing in it', graphTable],
  ['The search dims what does not match, and its filter is cleared by a chip', searchGraph],
  ['Findings are stepped through, and alone they are a filter', stepThroughFindings],
  ['The picture is saved as a file', saveGraph],
];

async function openGraph(page: Page): Promise<void> {
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:40', '.monaco-editor .view-line');
  const graph = pageOf(page);
  const row = graph.locator('[data-id="route:shop/catalog/http/0"]');
  await clickUntil(page.locator('.editor-actions [aria-label^="Show mesh graph"]'), row);
  await graph.locator('.card-missing').first().waitFor();
  await clickUntil(row, page.locator('.line-numbers.active-line-number', { hasText: '30' }));
}

/** Where each card stands. */
function places(graph: FrameLocator): Promise<string> {
  return graph
    .locator('svg[role="group"]')
    .evaluate((svg) =>
      [...svg.querySelectorAll('[data-id]')]
        .map((each) => `${each.getAttribute('data-id')} ${each.querySelector('rect')?.getAttribute('y')}`)
        .join('\n'),
    );
}

async function typeUnderGraph(page: Page): Promise<void> {
  const graph = pageOf(page);
  const before = await places(graph);
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:44', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('10', { delay: 20 });
  await graph.locator('[data-id="route:shop/catalog/http/1"]', { hasText: '25 : 75' }).waitFor();
  if ((await places(graph)) !== before) throw new Error('cards have moved');
}

async function backToGraph(page: Page): Promise<void> {
  await page
    .locator('.tab')
    .filter({ hasText: /^Mesh$/ })
    .first()
    .click(); // a file of tests is called so, too
  await pageOf(page).locator('svg[role="group"]').waitFor();
}

async function walkGraph(page: Page): Promise<void> {
  const graph = pageOf(page);
  const focused = (id: string) => graph.locator(`[data-id="${id}"]:focus`).waitFor();
  await graph.locator('[data-id="route:shop/catalog/http/1"]').press('ArrowRight');
  await focused('subset:shop/catalog/v1');
  await page.keyboard.press('ArrowUp');
  await focused('service:shop/catalog');
  await page.keyboard.press('Space');
  await graph.locator('.node.selected').waitFor();
  await graph.locator('.node.dimmed').first().waitFor();
  await checkAxe(graph, 'the graph with a path selected');
  await page.keyboard.press('Escape');
  await graph.locator('.node.selected').waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: 'catalog.yaml' }).first().waitFor();
}

async function graphTable(page: Page): Promise<void> {
  const graph = pageOf(page);
  await graph.getByRole('button', { name: 'Table' }).click();
  await graph.locator('table.links tr', { hasText: 'not found' }).first().waitFor();
  await checkAxe(graph, 'the table of the graph');
  await graph.getByRole('button', { name: 'Table' }).click();
}

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
  await until('the dialog is answered', async () => {
    if (!(await box.isVisible())) return true;
    await box.press('Enter', { timeout: KEY_MS });
    return false;
  });
  const text = await untilText(join(folder, 'mesh.svg'), (written) => written.endsWith('</svg>\n'));
  if (!text.startsWith('<svg') || !text.includes('&#60;img src') || /<script|<img/.test(text))
    throw new Error('the saved picture is not the one that is shown');
}
