/** What a person does about findings and in empty files: light bulb, fixes on save, a pattern, the wizard. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { chooseInMenu } from './choose-in-menu.ts';
import { persist, runQuickly } from './run-quickly.ts';
import { until } from './until.ts';

export type Step = readonly [title: string, run: (page: Page) => Promise<string | undefined>];

const FIRST = 'mirror-first.yaml';
const SECOND = 'mirror-second.yaml';
const SAVED = 'on-save.yaml';
const KEYS_MS = 150;

/** Two VirtualServices for one host, in two files. */
const routes = (name: string, path: string) => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: ${name}
  namespace: shop
spec:
  hosts:
    - mirror.example.com
  http:
    - match:
        - uri:
            prefix: ${path}
      route:
        - destination:
            host: cart
            port:
              number: 80
`;

const ON_SAVE = `apiVersion: v1
kind: Pod
metadata:
  name: old
  namespace: shop
  annotations:
    traffic.sidecar.istio.io/kubevirtInterfaces: net1
spec:
  containers:
    - name: old
      image: old
`;

/** Files beside the sample, and the setting that a person turns on. */
export function prepareFixes(folder: string): void {
  writeFileSync(join(folder, FIRST), routes('mirror-first', '/a'));
  writeFileSync(join(folder, SECOND), routes('mirror-second', '/b'));
  writeFileSync(join(folder, SAVED), ON_SAVE);
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  const settings = { 'editor.codeActionsOnSave': { 'source.fixAll.meshwright': 'explicit' } };
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
}

export function fixSteps(
  folder: string,
  screenshot: (page: Page, name: string) => Promise<string>,
): readonly Step[] {
  return [
    ['The light bulb mends two files', (page) => mendTwoFiles(page, screenshot)],
    ['One undo takes both files back', undoInTwoFiles],
    ['Safe fixes are made on save', (page) => fixOnSave(page, folder)],
    ['A pattern comes with names of the mesh and tab stops', (page) => insertPattern(page, screenshot)],
    ['The wizard makes a file, from the menu of a folder', (page) => useWizard(page, folder, screenshot)],
  ];
}

async function mendTwoFiles(
  page: Page,
  screenshot: (page: Page, name: string) => Promise<string>,
): Promise<string> {
  await runQuickly(page, `${FIRST}:8`, '.squiggly-error');
  const action = page.locator('.action-widget .monaco-list-row', {
    hasText: 'Merge it into "mirror-second"',
  });
  await openLightBulb(page, action);
  const line = await screenshot(page, 'light-bulb.png');
  await action.first().click();
  const remark = page.locator('.view-line', { hasText: 'is a part of mirror-second' });
  await remark.first().waitFor();
  await runQuickly(page, `${SECOND}:1`, '.view-line');
  const moved = page.locator('.view-line', { hasText: '/a' });
  await moved.first().waitFor();
  return line;
}

/**
 * VS Code undoes an edit of several files as one; it asks about it only when the edit is no group, and those that its
 * own service makes always are (1.139). A version that asks is answered.
 */
async function undoInTwoFiles(page: Page): Promise<undefined> {
  await runQuickly(page, `${FIRST}:1`, '.view-line');
  await page.keyboard.press('Control+z');
  const question = page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Undo in 2 Files' });
  const first = page.locator('.view-line', { hasText: '/a' }).first();
  await question.or(first).first().waitFor();
  if (await question.isVisible()) await question.click();
  await first.waitFor();
  await runQuickly(page, `${SECOND}:1`, '.view-line');
  await page.locator('.view-line', { hasText: '/b' }).first().waitFor();
  await page.locator('.view-line', { hasText: '/a' }).first().waitFor({ state: 'detached' });
  return undefined;
}

/** The editor of a file that was opened just now may take the keys late, or not at all. */
async function openLightBulb(page: Page, action: Locator): Promise<void> {
  const place = page.locator('.view-line', { hasText: 'mirror.example.com' }).first();
  await persist(
    async (limit) => {
      await place.click(limit);
      await page.keyboard.press('Control+.');
      await action.first().waitFor(limit);
    },
    () => page.keyboard.press('Escape'),
  );
}

async function fixOnSave(page: Page, folder: string): Promise<undefined> {
  await runQuickly(page, `${SAVED}:7`, '.view-line');
  await page.locator('.squiggly-warning, .squiggly-info, .squiggly-hint').first().waitFor();
  await page.keyboard.press('End');
  await page.keyboard.type(' ');
  await page.keyboard.press('Control+s');
  await until('the fix in the file', () =>
    readFileSync(join(folder, SAVED), 'utf8').includes('istio.io/reroute-virtual-interfaces'),
  );
  return undefined;
}

async function insertPattern(
  page: Page,
  screenshot: (page: Page, name: string) => Promise<string>,
): Promise<string> {
  await runQuickly(page, '>Create: New File...', `${BOX}[placeholder^="Select File Type"]`);
  await choose(page, 'Text File');
  await page.locator('.tab.active', { hasText: 'Untitled' }).first().waitFor();
  await runQuickly(page, '>Change Language Mode', `${BOX}[placeholder^="Select Language Mode"]`);
  await choose(page, 'YAML');
  await page.locator('[id="status.editor.mode"]', { hasText: 'YAML' }).waitFor();
  await page.locator('.monaco-editor.focused').first().waitFor();
  await offersWizard(page);
  await page.keyboard.type('canary', { delay: KEYS_MS });
  const row = page.locator('.suggest-widget .monaco-list-row', { hasText: 'canary release' }).first();
  await persist(
    (limit) => row.waitFor(limit),
    () => page.keyboard.press('Control+Space'),
  );
  const line = await screenshot(page, 'pattern.png');
  await row.click();
  await page.locator('.view-line', { hasText: 'subset: canary' }).first().waitFor();
  await page.locator('.snippet-placeholder').first().waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  return line;
}

/** In an empty file, the list has the wizard in it; nothing of the word is left. */
async function offersWizard(page: Page): Promise<void> {
  await page.keyboard.type('new', { delay: KEYS_MS });
  const row = page.locator('.suggest-widget .monaco-list-row', { hasText: 'New resource…' }).first();
  await persist(
    (limit) => row.waitFor(limit),
    () => page.keyboard.press('Control+Space'),
  );
  await page.keyboard.press('Escape');
  for (const _ of 'new') await page.keyboard.press('Backspace');
  await page.locator('.view-line', { hasText: 'new' }).waitFor({ state: 'detached' });
}

async function useWizard(
  page: Page,
  folder: string,
  screenshot: (page: Page, name: string) => Promise<string>,
): Promise<string> {
  await runQuickly(page, '>Explorer: Focus on Folders View', '.explorer-folders-view');
  const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'checkout' }).first();
  await chooseInMenu(row, 'New resource');
  await page.locator(ROW).first().waitFor();
  await page.locator(BOX).fill('timeout and retries');
  await page.locator(ROW).first().filter({ hasText: 'timeout and retries' }).waitFor();
  const line = await screenshot(page, 'wizard.png');
  await answerAll(page);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Create the file' }).waitFor();
  await page.locator('.view-line', { hasText: 'To verify' }).first().waitFor();
  const preview = await screenshot(page, 'wizard-preview.png');
  await page.keyboard.press('Enter');
  const made = () =>
    existsSync(join(folder, 'checkout')) &&
    readdirSync(join(folder, 'checkout')).some((name) => name.endsWith('-timeout-and-retries.yaml'));
  await until('a new file on the disk', made);
  // It is opened then, and takes the focus.
  await page.locator('.tab.active', { hasText: '-timeout-and-retries.yaml' }).waitFor();
  return `${line}, ${preview}`;
}

/** Takes what is offered, until the files are shown. */
async function answerAll(page: Page): Promise<void> {
  let asked = '';
  for (let count = 0; count < MOST_QUESTIONS; count += 1) {
    const before = asked;
    asked = await until('the next question', async () => {
      const now = await questionIn(page);
      return now !== before && now;
    });
    if (asked.startsWith('Shown as they would be written')) return;
    await page.locator(BOX).press('Enter');
  }
}

/** What the box asks, once it can be answered: its rows come a little later. */
async function questionIn(page: Page): Promise<string | undefined> {
  const box = page.locator(BOX);
  const said = page.locator('.quick-input-widget .quick-input-message');
  const isOpen = (await box.isVisible()) && (await box.isEnabled(SOON));
  const hasRows = await page.locator(ROW).first().isVisible();
  if (!isOpen || !(hasRows || (await said.isVisible()))) return undefined;
  return `${(await box.getAttribute('placeholder', SOON)) ?? ''} ${await said.textContent(SOON)}`;
}

/** Takes the first row that is called so, once it stands first. */
async function choose(page: Page, text: string): Promise<void> {
  await page.locator(BOX).fill(text);
  await page.locator(ROW).first().filter({ hasText: text }).waitFor();
  await page.locator(BOX).press('Enter');
}

const BOX = '.quick-input-widget input.input';
const ROW = '.quick-input-list .monaco-list-row';
const MOST_QUESTIONS = 9;
/** For one look among several. */
const SOON = { timeout: 4_000 };
