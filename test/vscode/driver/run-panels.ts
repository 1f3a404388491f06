/** The preview panels as a person uses them: opened, clicked through, typed under, reloaded; with axe in each theme. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { ROOT, SAMPLE } from '../../../scripts/setup/paths.mjs';
import { BLAST_STEPS, commitAll } from './blast-steps.ts';
import type { Report, TestResult } from './exchange.ts';
import { EXPLAIN_PAGE_STEPS, EXPLAIN_STEPS } from './explain-steps.ts';
import { GRAPH_STEPS } from './graph-steps.ts';
import { HOSTILE_STEPS, hostileManifest } from './hostile-steps.ts';
import { pageOf } from './page-of.ts';
import { axeInThemes, checkAxe, type Step } from './panel-axe.ts';
import { PINNED_STEPS } from './pinned-steps.ts';
import { RELOAD_STEPS } from './reload-steps.ts';
import { REQUEST_PAGE_STEPS, REQUEST_STEPS } from './request-steps.ts';
import { runQuickly } from './run-quickly.ts';
import type { SuiteContext } from './run-tests.ts';
import { SECURITY_PAGE_STEPS, SECURITY_STEPS } from './security-steps.ts';
import { startVsCodeServer } from './vscode-server.ts';
import { ARTIFACTS, keepEvidence, openPage, workbenchAddress } from './workbench.ts';

const STEP_TIMEOUT_MS = 60_000;
const STEPS: readonly Step[] = [
  ['The routes panel opens beside the editor', openRoutes],
  ['A cell leads to its line, and the row of the cursor is marked', clickCell],
  ['Typing in the file changes the row, and nothing else', typeUnderRoutes],
  ['The mesh graph opens, and a click on a route leads to its line', openGraph],
  ['Typing changes a row of the graph, and no card moves', typeUnderGraph],
  ...REQUEST_STEPS,
  ...SECURITY_STEPS,
  ...EXPLAIN_STEPS,
  ['The Mesh view shows what is wrong, opens a line and stays open while typing', meshView],
];
const PAGE_STEPS: readonly Step[] = [
  ...BLAST_STEPS,
  ['The explain page comes back to the front', backToExplain],
  ...EXPLAIN_PAGE_STEPS,
  ['The security panel comes back to the front', backToSecurity],
  ...SECURITY_PAGE_STEPS,
  ['The request comes back to the front', backToRequest],
  ...REQUEST_PAGE_STEPS,
  ['The graph comes back to the front', backToGraph],
  [
    'axe finds nothing in any theme: graph',
    (page, all) => axeInThemes(page, all, 'graph', 'svg[role="group"]'),
  ],
  ['The keyboard walks along the lines, selects a path and opens a line', walkGraph],
  ['The table says the same, and axe finds nothing in it', graphTable],
  ...GRAPH_STEPS,
  ['The routes come back with their subject', backToRoutes],
  ['axe finds nothing in any theme: routes', (page, all) => axeInThemes(page, all, 'routes', 'table.routes')],
  ...PINNED_STEPS,
  ...RELOAD_STEPS,
  ...HOSTILE_STEPS,
];

/** The web host runs the first steps only: what the pages do is the same. */
export async function runPanels(
  { browser, options, scratch }: SuiteContext,
  host: 'node' | 'web',
): Promise<Report> {
  const folder = join(scratch, 'shop');
  cpSync(SAMPLE, folder, { recursive: true });
  writeFileSync(join(folder, 'shop', 'hostile.yaml'), hostileManifest());
  commitAll(folder);
  mkdirSync(ARTIFACTS, { recursive: true });
  const server = await startVsCodeServer({
    codeServer: options.codeServer,
    dataFolder: join(scratch, 'server'),
    extensionsFolder: join(scratch, 'extensions'),
    trust: 'switched-off',
    host,
    settings: {
      'git.enabled': true,
      'window.autoDetectColorScheme': false,
      'workbench.colorTheme': 'Dark Modern',
    },
  });
  const settingsFile = join(server.dataFolder, 'data', 'Machine', 'settings.json');
  const open = await openPage(browser, workbenchAddress({ server, folder, extension: ROOT }));
  open.page.setDefaultTimeout(STEP_TIMEOUT_MS);
  const results: TestResult[] = [];
  for (const [title, run] of host === 'node' ? [...STEPS, ...PAGE_STEPS] : STEPS) {
    const start = Date.now();
    const error = await run(open.page, { settingsFile, folder }).then(
      () => undefined,
      (reason: Error) => reason.message,
    );
    results.push({
      title,
      duration: Date.now() - start,
      state: error === undefined ? 'passed' : 'failed',
      ...(error !== undefined && { error }),
    });
    if (error !== undefined) break; // what follows builds on it
  }
  if (results.some(({ state }) => state === 'failed')) await keepEvidence(`panels-${host}`, open, server);
  await open.close();
  await server.stop();
  return { isComplete: true, results, notes: [`pictures: ${ARTIFACTS}`] };
}

async function openRoutes(page: Page): Promise<void> {
  await page.locator('.monaco-workbench').waitFor();
  await page.locator('.explorer-folders-view, .explorer-viewlet').first().waitFor();
  await runQuickly(page, 'catalog-canary.yaml:38', '.squiggly-error');
  await runQuickly(page, '>View: Toggle Primary Side Bar Visibility', '.squiggly-error');
  await page.locator('.editor-actions [aria-label^="Show routes"]').first().click();
  const panel = pageOf(page);
  await panel.getByText('catalog.shop.svc.cluster.local').first().waitFor();
  await panel.locator('tr', { hasText: 'canary' }).first().waitFor();
  await panel.locator('.missing', { hasText: 'no subset v3' }).waitFor();
}

async function clickCell(page: Page): Promise<void> {
  const panel = pageOf(page);
  await panel.locator('.destination', { hasText: 'catalog v2' }).locator('button.link').click();
  await panel.locator('tr[aria-current]', { hasText: 'canary' }).waitFor();
  await panel.locator('.status', { hasText: 'rule 2' }).waitFor();
  await page
    .locator('.current-line ~ .line-numbers, .line-numbers.active-line-number', { hasText: '46' })
    .waitFor();
}

async function typeUnderRoutes(page: Page): Promise<void> {
  const panel = pageOf(page);
  const before = await panel.locator('table.routes').elementHandle();
  await page.keyboard.press('Control+1'); // the group of the file, not that of the panel
  await runQuickly(page, 'catalog-canary.yaml:48', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('30', { delay: 20 });
  await panel.locator('.destination', { hasText: '25 %' }).waitFor();
  const isSame = await panel.locator('table.routes').evaluate((now, old) => now === old, before);
  if (!isSame) throw new Error('the table was made anew');
}

/** The page is made anew: it was hidden behind the other one. */
async function backToRoutes(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await runQuickly(page, 'catalog-canary.yaml:46', '.monaco-editor .view-line');
  await page.locator('.tab', { hasText: 'Routes' }).first().click();
  await pageOf(page).locator('tr', { hasText: 'canary' }).first().waitFor();
}

async function openGraph(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  await runQuickly(page, 'catalog-canary.yaml:40', '.monaco-editor .view-line');
  await page.locator('.editor-actions [aria-label^="Show mesh graph"]').first().click();
  const graph = pageOf(page);
  const row = graph.locator('[data-id="route:shop/catalog/http/0"]');
  await row.waitFor();
  await graph.locator('.card-missing').first().waitFor();
  await row.click();
  await page.locator('.line-numbers.active-line-number', { hasText: '30' }).waitFor();
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
  await page.keyboard.press('Control+1');
  await runQuickly(page, 'catalog-canary.yaml:44', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('10', { delay: 20 });
  await graph.locator('[data-id="route:shop/catalog/http/1"]', { hasText: '25 : 75' }).waitFor();
  if ((await places(graph)) !== before) throw new Error('cards have moved');
}

async function backToExplain(page: Page): Promise<void> {
  await page.locator('.tab', { hasText: 'Explain' }).first().click();
  await pageOf(page).locator('article').waitFor();
}

async function backToSecurity(page: Page): Promise<void> {
  await page.locator('.tab', { hasText: 'Security' }).first().click();
  await pageOf(page).locator('table.matrix').waitFor();
}

async function backToRequest(page: Page): Promise<void> {
  await page.locator('.tab', { hasText: 'Request' }).first().click();
  await pageOf(page).locator('.verdict').waitFor();
}

async function backToGraph(page: Page): Promise<void> {
  await page
    .locator('.tab')
    .filter({ hasText: /^Mesh$/ })
    .first()
    .click(); // a file of tests is called so, too
  await pageOf(page).locator('svg[role="group"]').waitFor();
}

/** Nodes open one after the other; names are text. */
async function meshView(page: Page): Promise<void> {
  await page.locator('.activitybar [aria-label^="Meshwright"]').first().click();
  const row = (text: string | RegExp) => page.locator('.sidebar .monaco-list-row', { hasText: text }).first();
  await row(/^shop\d+ objects/).click();
  await row(/^Routes/).click();
  await row('<img src').waitFor();
  await row('catalogVirtualService').click();
  await page.locator('.tab.active', { hasText: 'catalog' }).first().waitFor();
  await page.screenshot({ path: join(ARTIFACTS, 'mesh view.png'), animations: 'disabled' });
  const pwned = await page.evaluate(() => 'pwned' in globalThis);
  if (pwned) throw new Error('a name was taken for markup');
  await page.keyboard.press('Control+1');
  await runQuickly(page, 'catalog-canary.yaml:24', '.monaco-editor .view-line');
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  await row('catalogxVirtualService').waitFor();
  await page.keyboard.press('Backspace');
  await row('catalogVirtualService').waitFor();
  await runQuickly(page, '>View: Toggle Primary Side Bar Visibility', '.monaco-editor .view-line');
}

async function walkGraph(page: Page): Promise<void> {
  const graph = pageOf(page);
  const focused = (id: string) => graph.locator(`[data-id="${id}"]:focus`).waitFor();
  await graph.locator('[data-id="route:shop/catalog/http/1"]').focus();
  await page.keyboard.press('ArrowRight');
  await focused('subset:shop/catalog/v1');
  await page.keyboard.press('ArrowUp');
  await focused('service:shop/catalog');
  await page.keyboard.press('Space');
  await graph.locator('.node.selected').waitFor();
  await graph.locator('.node.dimmed').first().waitFor();
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
