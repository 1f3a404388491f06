/**
 * A person types whole manifests, key by key, and waits for no list: what arrives in the file is what was typed, byte
 * for byte. The same without the extension is the control.
 * `MESHWRIGHT_TYPING=full` types every document at every pace, with and without the extension (about half an hour).
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ROOT, SAMPLE } from '../../../scripts/setup/paths.mjs';
import { TYPED_DOCUMENTS } from '../../typing/typed-documents.ts';
import type { Report, TestResult } from './exchange.ts';
import type { SuiteContext } from './run-tests.ts';
import { startVsCodeServer } from './vscode-server.ts';
import { keepEvidence, type OpenPage, openPage, workbenchAddress } from './workbench.ts';

interface Task {
  readonly name: string;
  readonly text: string;
  /** Milliseconds from one key to the next. */
  readonly pace: number;
  readonly isControl: boolean;
}

/** Windows that are typed in at the same time. */
const WINDOWS = 3;
/** Several windows start on few cores. */
const STEP_TIMEOUT_MS = 180_000;
/** Keys between two looks at whether a list is open. */
const LOOK_EVERY = 10;
const SLOW_LINES = 9;
/** A file with a finding: when it is underlined, the server knows the folder. */
const READY = { file: 'catalog-canary.yaml', line: 38 };

/** Blanks are typed too, so that every place of a line is passed. */
const SETTINGS = { '[yaml]': { 'editor.autoIndent': 'none' }, 'files.autoSave': 'off' };
const SAVE_TIMEOUT_MS = 20_000;
const POLL_MS = 100;

export async function runTyping({ browser, options, scratch }: SuiteContext): Promise<Report> {
  const server = await startVsCodeServer({
    codeServer: options.codeServer,
    dataFolder: join(scratch, 'server'),
    extensionsFolder: join(scratch, 'extensions'),
    trust: 'switched-off',
    host: 'node',
    settings: SETTINGS,
  });
  const waiting = tasks(process.env['MESHWRIGHT_TYPING'] === 'full').filter(
    (task) => options.grep === undefined || new RegExp(options.grep).test(titleOf(task)),
  );
  const results: TestResult[] = [];
  let listsSeen = 0;
  // Windows are opened one after the other: that costs more than typing in all of them.
  let opening: Promise<unknown> = Promise.resolve();
  const work = async (window: number) => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const folder = join(scratch, `${window}-${results.length}`, 'shop');
      cpSync(SAMPLE, folder, { recursive: true });
      const start = Date.now();
      const address = workbenchAddress({ server, folder, ...(task.isControl ? {} : { extension: ROOT }) });
      const file = prepareFile(folder, task);
      const opened = opening.then(() => openWindow(browser, address, task));
      opening = opened.catch(() => {});
      const open = await opened;
      const outcome =
        open.problem ?? (await typeTask(open.page, task, file).catch((error: Error) => error.message));
      if (typeof outcome === 'string') await keepEvidence(`typing-${task.name}`, open, server);
      else listsSeen += outcome.lists;
      results.push({
        title: titleOf(task),
        duration: Date.now() - start,
        state: typeof outcome === 'string' ? 'failed' : 'passed',
        ...(typeof outcome === 'string' && { error: outcome }),
      });
      await open.close();
    }
  };
  const fail = (error: Error) => {
    results.push({ title: 'a window opens', duration: 0, state: 'failed', error: error.message });
  };
  await Promise.all(Array.from({ length: WINDOWS }, (_, window) => work(window).catch(fail)));
  await server.stop();
  const title = 'Lists do open while typing';
  results.push({ title, duration: 0, state: listsSeen > 0 ? 'passed' : 'failed' });
  return { isComplete: true, results, notes: [`a list was open at ${listsSeen} looks while typing`] };
}

function tasks(isFull: boolean): Task[] {
  const all = TYPED_DOCUMENTS.map((document) => ({ ...document, pace: 80, isControl: false }));
  if (isFull) {
    return [false, true].flatMap((isControl) =>
      [80, 160, 300].flatMap((pace) => TYPED_DOCUMENTS.map((document) => ({ ...document, pace, isControl }))),
    );
  }
  const [control] = all;
  const slow = all.flatMap(({ name, text }, index) =>
    index % 2 === 1
      ? [{ name, text: lastLines(text, SLOW_LINES), pace: index === 1 ? 160 : 300, isControl: false }]
      : [],
  );
  return [...all, ...(control === undefined ? [] : [{ ...control, isControl: true }]), ...slow];
}

/** The header, and so many lines of the end. */
function lastLines(text: string, count: number): string {
  const lines = text.split('\n');
  const spec = lines.indexOf('spec:');
  return [...lines.slice(0, 2), ...lines.slice(spec, spec + count), ''].join('\n');
}

function titleOf({ name, pace, isControl }: Task): string {
  return `${name}, ${pace} ms a key${isControl ? ', without the extension' : ''}`;
}

function prepareFile(folder: string, { name }: Task): string {
  const file = join(folder, 'shop', `typed-${name}`);
  writeFileSync(file, '');
  return file;
}

/** The empty file in its editor, and the server at work. */
async function openWindow(
  browser: Browser,
  address: string,
  { name, isControl }: Task,
): Promise<OpenPage & { readonly problem: string | undefined }> {
  const open = await openPage(browser, address);
  const { page } = open;
  page.setDefaultTimeout(STEP_TIMEOUT_MS);
  const work = async () => {
    await page.locator('.monaco-workbench').waitFor();
    await page.locator('.explorer-folders-view, .explorer-viewlet').first().waitFor();
    await openFile(page, `${READY.file}:${READY.line}`);
    if (!isControl) await page.locator('.squiggly-error').first().waitFor();
    await openFile(page, `typed-${name}`);
    await page.locator(`.monaco-editor[data-uri$="typed-${name}"] .view-line`).first().waitFor();
  };
  const problem = await work().then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { ...open, problem };
}

/** @returns at how many looks a list was open, or what is wrong */
async function typeTask(
  page: Page,
  { text, pace }: Task,
  file: string,
): Promise<{ readonly lists: number } | string> {
  const lists = await type(page, text, pace);
  await page.keyboard.press('Control+S');
  const arrived = await savedText(file, text);
  return arrived === text ? { lists } : firstDifference(text, arrived);
}

async function openFile(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input.input').fill(text);
  const wanted = text.replace(/:\d+$/, '');
  await page.locator('.quick-input-list .monaco-list-row').first().filter({ hasText: wanted }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: wanted }).waitFor();
}

/** Each key at its time, whatever the editor does meanwhile. */
async function type(page: Page, text: string, pace: number): Promise<number> {
  let lists = 0;
  let next = Date.now();
  for (const [at, key] of [...text].entries()) {
    await page.keyboard.press(key === '\n' ? 'Enter' : key === ' ' ? 'Space' : key);
    if (at % LOOK_EVERY === 0) lists += await page.locator('.suggest-widget.visible').count();
    next += pace;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - Date.now())));
  }
  return lists;
}

/** What the file holds when it holds the text, or when the time is over. */
async function savedText(file: string, text: string): Promise<string> {
  const end = Date.now() + SAVE_TIMEOUT_MS;
  let saved = readFileSync(file, 'utf8');
  while (saved !== text && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    saved = readFileSync(file, 'utf8');
  }
  return saved;
}

function firstDifference(typed: string, arrived: string): string {
  const [lines, found] = [typed.split('\n'), arrived.split('\n')];
  const at = lines.findIndex((line, index) => line !== found[index]);
  const line = at < 0 ? lines.length : at;
  return `line ${line + 1}: typed ${JSON.stringify(lines[line])}, arrived ${JSON.stringify(found[line])}\n${arrived}`;
}
