/** Windows with nothing to show: the Mesh view says why and what to do; and the walkthrough, ticked off by what files hold. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Circumstances, Step } from './panel-axe.ts';
import { clickUntil } from './press-until.ts';
import { closeBox, persist, runQuickly } from './run-quickly.ts';
import { until } from './until.ts';
import { ARTIFACTS } from './workbench.ts';

const WINDOW_TIMEOUT_MS = 120_000;
/** For one try among several. */
const SOON = { timeout: 4_000 };
const OTHER_FILES = 100;
const STEPS = ['see', 'observe', 'shape', 'secure'] as const;
const TEXTS = {
  noFolder: 'No folder is open, so there is no mesh to show.',
  reading: 'The files of this folder are being read.',
  nothing: 'No file of this folder holds a Service',
  stopped: 'The server does not run, so nothing can be shown.',
} as const;
const ROUTED = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: first
  namespace: trial
spec:
  hosts:
    - first.example.com
  http:
    - redirect:
        authority: second.example.com
`;

export const WELCOME_STEPS: readonly Step[] = [
  ['Without a folder, the Mesh view says so and offers the sample', withoutFolder],
  [
    'Without a mesh, it says that files are read, then that nothing was found, and when the server stops',
    withoutMesh,
  ],
  ['Without a mesh, no step of the walkthrough is ticked off', untickedWalkthrough],
  ['A route that is written appears in the Mesh view, and ticks off what it fulfils', firstRoute],
  ['The sample mesh opens, and its findings are underlined', openSample],
  ['The walkthrough is ticked off by what the sample mesh holds', tickedWalkthrough],
];

function welcome(page: Page, text: string) {
  return page.locator('.sidebar .welcome-view-content', { hasText: text }).first();
}

async function isUp(page: Page): Promise<void> {
  await page.locator('.monaco-workbench').waitFor({ timeout: WINDOW_TIMEOUT_MS });
  await page
    .locator('.activitybar [aria-label^="Meshwright"]')
    .first()
    .waitFor({ timeout: WINDOW_TIMEOUT_MS });
}

async function showMeshView(page: Page): Promise<void> {
  await runQuickly(page, '>Meshwright: Focus on Mesh View', '.sidebar [aria-label^="Meshwright"]');
}

async function withoutFolder(page: Page, { host }: Circumstances): Promise<void> {
  await isUp(page);
  await showMeshView(page);
  await welcome(page, TEXTS.noFolder).waitFor();
  await page.locator('.sidebar .monaco-button', { hasText: 'Open folder' }).first().waitFor();
  await page.screenshot({ path: join(ARTIFACTS, `welcome no folder ${host}.png`), animations: 'disabled' });
  const question = page.locator('.quick-input-titlebar', { hasText: 'Where shall the copy' });
  await clickUntil(page.locator('.sidebar .monaco-button', { hasText: 'Open sample mesh' }), question);
  await closeBox(page);
}

function trialFolder({ scratch }: Circumstances): string {
  return join(scratch, 'trial');
}

async function withoutMesh(page: Page, all: Circumstances): Promise<void> {
  const folder = trialFolder(all);
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < OTHER_FILES; number += 1)
    writeFileSync(join(folder, `compose-${number}.yaml`), `services:\n  web-${number}:\n    image: nginx\n`);
  await page.goto(all.addressOf(folder), { waitUntil: 'domcontentloaded', timeout: WINDOW_TIMEOUT_MS });
  await isUp(page);
  await noteWelcomes(page);
  await showMeshView(page);
  await welcome(page, TEXTS.nothing).waitFor();
  for (const button of ['Insert pattern…', 'Show output: what was read', 'Open sample mesh'])
    await page.locator('.sidebar .monaco-button', { hasText: button }).first().waitFor();
  await page.screenshot({ path: join(ARTIFACTS, `welcome nothing ${all.host}.png`), animations: 'disabled' });
  await runQuickly(page, '>Meshwright: Restart server', '.monaco-workbench');
  await untilNoted(page, TEXTS.stopped);
  await welcome(page, TEXTS.nothing).waitFor();
  await untilNoted(page, TEXTS.reading);
}

/** The types of the tests know workers only. */
interface WithObserver {
  readonly MutationObserver: new (
    note: () => void,
  ) => { observe(target: unknown, what: Readonly<Record<string, boolean>>): void };
}

/** They may be there for a moment only. */
async function noteWelcomes(page: Page): Promise<void> {
  await page.locator('body').evaluate((body) => {
    const noted = new Set<string>();
    const note = () => {
      for (const each of body.querySelectorAll('.sidebar .welcome-view-content'))
        noted.add(each.textContent ?? '');
    };
    const { MutationObserver: Observer } = globalThis as unknown as WithObserver;
    new Observer(note).observe(body, { subtree: true, childList: true, characterData: true });
    Object.assign(globalThis, { notedWelcomes: noted });
  });
}

async function untilNoted(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      [...(globalThis as unknown as { notedWelcomes: Set<string> }).notedWelcomes].some((each) =>
        each.includes(wanted),
      ),
    text,
  );
}

async function openWalkthrough(page: Page): Promise<void> {
  const first = tick(page, 'see');
  await persist(
    async (limit) => {
      await runQuickly(
        page,
        '>Welcome: Open Walkthrough...',
        '.quick-input-widget input[placeholder^="Select"]',
      );
      const row = page.locator('.quick-input-list .monaco-list-row', {
        hasText: 'Get started with Meshwright',
      });
      await page.locator('.quick-input-widget input.input').fill('Get started with Meshwright', limit);
      await row.first().click(limit);
      await first.first().waitFor(limit);
    },
    () => page.keyboard.press('Escape'),
  );
}

/** The circle before a step. */
function tick(page: Page, step: (typeof STEPS)[number], isDone?: boolean) {
  const state = isDone === undefined ? '' : `[aria-checked="${isDone}"]`;
  return page.locator(`.codicon[data-done-step-id$="#${step}"]${state}`).first();
}

async function untickedWalkthrough(page: Page): Promise<void> {
  await openWalkthrough(page);
  for (const step of STEPS) await tick(page, step, false).waitFor();
}

/** Two steps are fulfilled by it, and two are not. */
async function firstRoute(page: Page, all: Circumstances): Promise<void> {
  const row = (text: string | RegExp) => page.locator('.sidebar .monaco-list-row', { hasText: text }).first();
  writeFileSync(join(trialFolder(all), 'first.yaml'), ROUTED);
  await row(/^trial1 namespace/).waitFor();
  await welcome(page, TEXTS.nothing).waitFor({ state: 'hidden' });
  for (const step of ['see', 'shape'] as const) await tick(page, step, true).waitFor();
  for (const step of ['observe', 'secure'] as const) await tick(page, step, false).waitFor();
  await page.screenshot({ path: join(ARTIFACTS, `walkthrough ${all.host}.png`), animations: 'disabled' });
}

async function openSample(page: Page, { folder, addressOf }: Circumstances): Promise<void> {
  await page.goto(addressOf(folder), { waitUntil: 'domcontentloaded', timeout: WINDOW_TIMEOUT_MS });
  await isUp(page);
  await runQuickly(page, 'catalog-canary.yaml:38', '.squiggly-error');
  await runQuickly(page, '>View: Close Primary Side Bar', '.squiggly-error');
  await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
}

async function tickedWalkthrough(page: Page): Promise<void> {
  await openWalkthrough(page);
  for (const step of STEPS) await tick(page, step, true).waitFor();
  await closeTab(page, /^Welcome$/);
}

export async function closeTab(page: Page, tab: RegExp): Promise<void> {
  const own = page.locator('.tab').filter({ hasText: tab }).first();
  await until('the tab is closed', async () => {
    if ((await own.count()) === 0) return true;
    await own.locator('.tab-actions [aria-label^="Close"]').click(SOON);
    await own.waitFor({ state: 'detached', ...SOON });
    return true;
  });
}
