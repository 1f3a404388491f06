/** The window loaded anew: every panel comes back with what it showed. */
import type { Page } from 'playwright-core';
import { pageOf } from './page-of.ts';
import type { Step } from './panel-axe.ts';
import { PINNED } from './pinned-steps.ts';
import { runQuickly, toFiles } from './run-quickly.ts';
import { until } from './until.ts';

export const RELOAD_STEPS: readonly Step[] = [
  ['Every panel and the Mesh view come back with what they showed after a reload', reloadAll],
];

const RELOAD_TIMEOUT_MS = 120_000;

/** Which editors are open where, as the window keeps it in the browser. */
const EDITORS = 'memento/workbench.parts.editor';

/** The first row of the Mesh view. */
const WORLD = '.sidebar .monaco-list-row:has-text("shop4 namespaces")';

interface Kept {
  readonly tab: string | RegExp;
  /** There when the panel shows something. */
  readonly content: string;
  /** Of the page: says which subject it shows. */
  readonly subject: string;
}

/** The one in front comes last; a file of tests is called Mesh, too. */
const PANELS: readonly Kept[] = [
  { tab: 'Explain', content: 'article', subject: 'h2' },
  { tab: 'Security', content: 'table.matrix', subject: 'table.matrix' },
  { tab: 'Request', content: '.verdict', subject: '#url' },
  { tab: /^Mesh$/, content: '[data-id="route:shop/catalog/http/1"]', subject: '.status' },
  { tab: PINNED, content: 'tr:has-text("canary")', subject: 'table.routes' },
  { tab: /^Routes$/, content: 'tr:has-text("canary")', subject: 'table.routes' },
];

async function reloadAll(page: Page): Promise<void> {
  await toFiles(page);
  await runQuickly(page, 'catalog-canary.yaml:46', '.monaco-editor .view-line');
  const before: string[] = [];
  for (const panel of PANELS) before.push(await subjectOf(page, panel));
  await untilWritten(page, async () => {
    await toFiles(page);
    await runQuickly(page, 'catalog-canary.yaml:46', '.monaco-editor .view-line');
  });
  await page.reload({ waitUntil: 'domcontentloaded' });
  await page.locator('.monaco-workbench').waitFor({ timeout: RELOAD_TIMEOUT_MS });
  // Those in the back are made when they are looked at.
  const order = PANELS.map((panel, index) => ({ panel, was: before[index] ?? '' })).toReversed();
  for (const { panel, was } of order) await subjectOf(page, panel, was);
  // Whether the side bar was open is written down at leisure; a window that is closed in a hurry forgets it.
  await runQuickly(page, '>Meshwright: Focus on Mesh View', WORLD);
  await runQuickly(page, '>View: Close Primary Side Bar', 'iframe.webview.ready');
}

/** The window writes down at leisure what is open: `change` is something to write, together with all that was before. */
async function untilWritten(page: Page, change: () => Promise<void>): Promise<void> {
  await page.evaluate((part) => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      const request = put.call(this, value, key);
      if (key === part)
        request.transaction?.addEventListener('complete', () =>
          Object.assign(globalThis, { isPartWritten: true }),
        );
      return request;
    };
  }, EDITORS);
  await change();
  await page.waitForFunction(() => 'isPartWritten' in globalThis);
}

/** What a panel shows, once it shows `wanted`; without it, once it shows the same at two looks. */
async function subjectOf(page: Page, { tab, content, subject }: Kept, wanted?: string): Promise<string> {
  await page.locator('.tab').filter({ hasText: tab }).first().click({ timeout: RELOAD_TIMEOUT_MS });
  const panel = pageOf(page);
  await panel.locator(content).first().waitFor({ timeout: RELOAD_TIMEOUT_MS });
  const said = panel.locator(subject).first();
  let last = '';
  return until(
    `${tab} shows "${wanted ?? 'something'}"`,
    async () => {
      const before = last;
      last = subject.startsWith('#') ? await said.inputValue() : ((await said.textContent()) ?? '');
      return last === (wanted ?? before) && last;
    },
    () => last,
  );
}
