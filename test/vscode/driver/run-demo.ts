/** The sample mesh as a person sees it: findings are underlined, the hover appears, activation is cheap. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT, SAMPLE } from '../../../scripts/setup/paths.mjs';
import { fixSteps, prepareFixes } from './demo-fixes.ts';
import type { Report, TestResult } from './exchange.ts';
import { pressUntil } from './press-until.ts';
import { BOX, closeBox, persist, runQuickly } from './run-quickly.ts';
import type { SuiteContext } from './run-tests.ts';
import { until } from './until.ts';
import { startVsCodeServer } from './vscode-server.ts';
import { ARTIFACTS, keepEvidence, openPage, workbenchAddress } from './workbench.ts';

const FILE = 'catalog-canary.yaml';
const LINE = 38;
const LAST_LINE = 53;
/** Names hosts by their short names. */
const HINTED_FILE = 'frontend-routes.yaml';
/** For a key that is pressed again when it was not heard. */
const KEY_MS = 1_000;
const STEP_TIMEOUT_MS = 30_000;

export async function runDemo({ browser, options, scratch }: SuiteContext): Promise<Report> {
  const folder = join(scratch, 'shop');
  cpSync(SAMPLE, folder, { recursive: true });
  prepareFixes(folder);
  mkdirSync(ARTIFACTS, { recursive: true });
  const server = await startVsCodeServer({
    codeServer: options.codeServer,
    dataFolder: join(scratch, 'server'),
    extensionsFolder: join(scratch, 'extensions'),
    trust: 'switched-off',
    host: 'node',
  });
  const address = workbenchAddress({ server, folder, extension: ROOT });
  const open = await openPage(browser, address);
  open.page.setDefaultTimeout(STEP_TIMEOUT_MS);
  const notes: string[] = [];
  const results: TestResult[] = [];
  const steps: readonly (readonly [string, (page: Page) => Promise<string | undefined>])[] = [
    ['A finding is underlined on screen', showFinding],
    ['The hover of the finding is on screen', showHover],
    ['The status item names release, world and findings', showStatus],
    ['What was not checked is one click away', showUnchecked],
    ['Lenses and hints stand in the text', showDecorations],
    ['Kind and name stay in sight when a resource is scrolled', showStickyLines],
    ['Subsets of the host beside are offered', showCompletion],
    ...fixSteps(folder, screenshot),
    ['The editor measures the activation', measureActivation],
  ];
  for (const [title, step] of steps) {
    const start = Date.now();
    const outcome = await step(open.page).then(
      (line) => ({ state: 'passed', line }) as const,
      (error: Error) => ({ state: 'failed', error: error.message }) as const,
    );
    const duration = Date.now() - start;
    // As it looks now: later steps change the window.
    if (outcome.state === 'failed') notes.push(await screenshot(open.page, `failed, ${title}.png`));
    results.push({
      title,
      duration,
      state: outcome.state,
      ...('error' in outcome ? { error: outcome.error } : {}),
    });
    if (outcome.state === 'passed' && outcome.line !== undefined) notes.push(outcome.line);
  }
  if (results.some(({ state }) => state === 'failed')) await keepEvidence('demo', open, server);
  await open.close();
  await server.stop();
  return { isComplete: true, results, notes };
}

async function showFinding(page: Page): Promise<string | undefined> {
  await page.locator('.monaco-workbench').waitFor();
  await page.locator('.explorer-folders-view, .explorer-viewlet').first().waitFor();
  await runQuickly(page, '>Problems: Focus on Problems View', '.markers-panel');
  // What makes other extensions busy comes first, so that the figure of the activation is of ours alone.
  await runQuickly(page, 'README.md', '.monaco-editor .view-line');
  await page.waitForLoadState('networkidle');
  await runQuickly(page, `${FILE}:${LINE}`, '.squiggly-error');
  await findInProblems(page);
  return undefined;
}

/** The view makes rows only while they are in sight, and what stands above is up to the other files: it is searched. */
async function findInProblems(page: Page): Promise<void> {
  const filter = page.locator('.part.panel input[placeholder^="Filter"]');
  await filter.fill(FILE);
  await page.locator('.markers-panel .monaco-list-row', { hasText: FILE }).first().waitFor();
  await filter.fill('');
}

async function showHover(page: Page): Promise<string | undefined> {
  // Lenses come a little later and move the lines below them away from the pointer. The editor draws those in sight.
  await persist(
    (limit) => page.locator('.codelens-decoration').first().waitFor(limit),
    () => runQuickly(page, `${FILE}:${LINE}`, '.squiggly-error'),
  );
  const hover = page.locator('.monaco-hover:visible', { hasText: 'meshwright' }).first();
  const finding = page.locator('.squiggly-error').first();
  await persist(
    (limit) => finding.hover({ force: true, ...limit }).then(() => hover.waitFor(limit)),
    () => page.mouse.move(0, 0),
  );
  return screenshot(page, 'sample.png');
}

async function showStatus(page: Page): Promise<string | undefined> {
  const item = page.locator('[id="status.languageStatus"]');
  const items = page.locator('.hover-language-status');
  const shown = async (limit: { readonly timeout?: number }) => {
    await item.hover(limit);
    for (const text of ['Istio 1.', 'World "shop', 'errors'])
      await items.filter({ hasText: text }).first().waitFor(limit);
  };
  await persist(shown, () => page.mouse.move(0, 0));
  return screenshot(page, 'status.png');
}

async function showUnchecked(page: Page): Promise<string | undefined> {
  const title = `${BOX} .quick-input-titlebar:has-text("What was not checked?")`;
  await runQuickly(page, '>Meshwright: What was not checked?', title);
  const worlds = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Show worlds' }).first();
  await worlds.waitFor();
  const line = await screenshot(page, 'unchecked.png');
  await closeBox(page);
  return line;
}

async function showDecorations(page: Page): Promise<string | undefined> {
  await runQuickly(page, '>View: Hide Panel', '.monaco-editor .view-line');
  await page.locator('.codelens-decoration', { hasText: '90 %' }).first().waitFor();
  const line = await screenshot(page, 'routes.png');
  await runQuickly(page, `${HINTED_FILE}:1`, '.codelens-decoration');
  await page.locator('.view-line', { hasText: '.svc.cluster.local' }).first().waitFor();
  await page.locator('.codelens-decoration').first().waitFor();
  return `${line}, ${await screenshot(page, 'decorations.png')}`;
}

async function showStickyLines(page: Page): Promise<string | undefined> {
  await runQuickly(page, `${FILE}:${LAST_LINE}`, '.codelens-decoration');
  const lines = page.locator('.sticky-widget .sticky-line-content');
  for (const text of ['kind: VirtualService', 'name: catalog'])
    await lines.filter({ hasText: text }).first().waitFor();
  return screenshot(page, 'sticky.png');
}

async function showCompletion(page: Page): Promise<string | undefined> {
  await runQuickly(page, `${FILE}:${LINE}`, '.squiggly-error');
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  const rows = page.locator('.suggest-widget.visible .monaco-list-row');
  await pressUntil(() => page.keyboard.press('Control+Space'), rows.filter({ hasText: 'v1' }));
  await rows.filter({ hasText: 'v2' }).first().waitFor();
  await page.locator('.suggest-widget.visible .monaco-list-row.focused').first().waitFor();
  const line = await screenshot(page, 'completion.png');
  await page.keyboard.press('Enter');
  await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  return line;
}

/** Reads the figure of "Show Running Extensions": loading, calling and resolving `activate`. */
async function measureActivation(page: Page): Promise<string | undefined> {
  const row = '.runtime-extensions-editor .monaco-list-row';
  await runQuickly(page, '>Developer: Show Running Extensions', row);
  const ours = page.locator(row, { hasText: 'meshwright' });
  // The list is sorted by the figure, and its rows exist only while they are in view.
  const list = page.locator('.runtime-extensions-editor .monaco-list').first();
  await page.locator(row).first().click();
  await until('our row is in view', async () => {
    if ((await ours.count()) > 0) return true;
    await list.press('ArrowDown', { timeout: KEY_MS });
    return false;
  });
  const figure = ours.locator('.activation-time').first();
  return `activation as the editor measures it: ${await figure.textContent()}`;
}

async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(ARTIFACTS, name);
  await page.screenshot({ path, animations: 'disabled' });
  return `screenshot: ${path}`;
}
