/** The sample mesh as a person sees it: findings are underlined, the hover appears, activation is cheap. */
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT, SAMPLE } from '../../../scripts/setup/paths.mjs';
import type { Report, TestResult } from './exchange.ts';
import type { SuiteContext } from './run-tests.ts';
import { startVsCodeServer } from './vscode-server.ts';
import { ARTIFACTS, keepEvidence, openPage, workbenchAddress } from './workbench.ts';

const FILE = 'checkout.yaml';
const STEP_TIMEOUT_MS = 60_000;

export async function runDemo({ browser, options, scratch }: SuiteContext): Promise<Report> {
  const folder = join(scratch, 'shop');
  cpSync(SAMPLE, folder, { recursive: true });
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
    ['The editor measures the activation', measureActivation],
  ];
  for (const [title, step] of steps) {
    const start = Date.now();
    const outcome = await step(open.page).then(
      (line) => ({ state: 'passed', line }) as const,
      (error: Error) => ({ state: 'failed', error: error.message }) as const,
    );
    results.push({
      title,
      duration: Date.now() - start,
      state: outcome.state,
      ...('error' in outcome ? { error: outcome.error } : {}),
    });
    if (outcome.state === 'passed' && outcome.line !== undefined) notes.push(outcome.line);
  }
  if (results.some(({ state }) => state === 'failed')) await keepEvidence('demo', open, server);
  await open.close();
  await server.stop();
  return { results, notes };
}

async function showFinding(page: Page): Promise<string | undefined> {
  await page.locator('.monaco-workbench').waitFor();
  await page.locator('.explorer-folders-view, .explorer-viewlet').first().waitFor();
  await runQuickly(page, FILE);
  await page.locator('.squiggly-error').first().waitFor();
  return undefined;
}

async function showHover(page: Page): Promise<string | undefined> {
  await runQuickly(page, '>Problems: Focus on Problems View');
  await page.locator('.markers-panel .monaco-list-row').first().waitFor();
  const squiggle = page.locator('.squiggly-error').first();
  await squiggle.hover({ force: true });
  await page.locator('.monaco-hover:visible', { hasText: 'meshwright' }).first().waitFor();
  await page.screenshot({ path: join(ARTIFACTS, 'sample.png') });
  return `screenshot: ${join(ARTIFACTS, 'sample.png')}`;
}

/** Reads the figure of "Show Running Extensions": loading, calling and resolving `activate`. */
async function measureActivation(page: Page): Promise<string | undefined> {
  await runQuickly(page, '>Developer: Show Running Extensions');
  const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Meshwright' }).first();
  await row.waitFor();
  await page.screenshot({ path: join(ARTIFACTS, 'running-extensions.png') });
  return `activation as the editor shows it: ${(await row.locator('.activation-time, .msg').allInnerTexts()).join(' ')}`;
}

/** Types into the quick-open box and takes the first answer. */
async function runQuickly(page: Page, text: string): Promise<void> {
  await page.keyboard.press(text.startsWith('>') ? 'F1' : 'Control+P');
  const input = page.locator('.quick-input-widget input.input');
  await input.waitFor();
  await input.fill(text);
  const first = page.locator('.quick-input-list .monaco-list-row').first();
  await first.filter({ hasText: text.replace(/^>/, '') }).waitFor();
  await page.keyboard.press('Enter');
}
