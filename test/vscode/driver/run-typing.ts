/**
 * A person types whole manifests, key by key, and waits for no list: what arrives in the file is what was typed, byte
 * for byte. The same without the extension is the control: it shows that the replay loses no key.
 * `MESHWRIGHT_TYPING=full` types every document at every pace, with and without the extension (about half an hour).
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { ROOT, SAMPLE } from '../../../scripts/setup/paths.mjs';
import { TYPED_DOCUMENTS } from '../../typing/typed-documents.ts';
import type { Report, TestResult } from './exchange.ts';
import { persist } from './run-quickly.ts';
import type { SuiteContext } from './run-tests.ts';
import { startVsCodeServer, type VsCodeServer } from './vscode-server.ts';
import { keepEvidence, type OpenPage, openPage, workbenchAddress } from './workbench.ts';

interface Task {
  readonly name: string;
  readonly text: string;
  /** Milliseconds from one key to the next. */
  readonly pace: number;
  readonly isControl: boolean;
}

/** Windows that are typed in at the same time: opening one costs as much as a document, so each types several. */
const WINDOWS = { part: { extension: 3, control: 1 }, full: { extension: 2, control: 2 } };
/** Several windows start on few cores. */
const STEP_TIMEOUT_MS = 180_000;
/** Keys between two looks at whether a list is open. */
const LOOK_EVERY = 10;
const SLOW_LINES = 7;
/** A word of patterns, at a pace of its own. */
const OFFERED = 'canary';
const OFFERED_MS = 160;
/** Where the files are typed in the sample mesh. */
const FOLDER = 'shop';
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
  const isFull = process.env['MESHWRIGHT_TYPING'] === 'full';
  const chosen = tasks(isFull).filter(
    (task) => options.grep === undefined || new RegExp(options.grep).test(titleOf(task)),
  );
  const run: Run = { browser, server, scratch, results: [], listsSeen: 0, opening: Promise.resolve() };
  const windows = (['extension', 'control'] as const).flatMap((kind) => {
    const waiting = chosen.filter(({ isControl }) => isControl === (kind === 'control'));
    const count = Math.min(waiting.length, WINDOWS[isFull ? 'full' : 'part'][kind]);
    return Array.from({ length: count }, (_, at) => typeInWindow(run, `${kind}-${at + 1}`, waiting));
  });
  await Promise.all(windows);
  await server.stop();
  const { results, listsSeen } = run;
  return { isComplete: true, results, notes: [`a list was open at ${listsSeen} looks while typing`] };
}

interface Run {
  readonly browser: Browser;
  readonly server: VsCodeServer;
  readonly scratch: string;
  readonly results: TestResult[];
  listsSeen: number;
  /** Windows are opened one after the other: that costs more than typing in all of them. */
  opening: Promise<unknown>;
}

/** One window types what waits until nothing does. All tasks that wait are of one kind. */
async function typeInWindow(run: Run, name: string, waiting: Task[]): Promise<void> {
  const { server, results } = run;
  const isControl = waiting.every((task) => task.isControl);
  const folder = prepareFolder(join(run.scratch, name), isControl, waiting);
  const address = workbenchAddress({ server, folder, ...(isControl ? {} : { extension: ROOT }) });
  const start = Date.now();
  const opened = run.opening.then(() => openWindow(run.browser, address, isControl));
  run.opening = opened.catch(() => {});
  const open = await opened.catch((error: Error) => ({ problem: error.message }));
  if (open.problem !== undefined) {
    const title = `a window opens: ${name}`;
    results.push({ title, duration: Date.now() - start, state: 'failed', error: open.problem });
    if ('page' in open) await keepEvidence(`typing-${name}`, open, server);
  }
  if (!('page' in open)) return;
  if (open.problem === undefined) {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      results.push(await typeOne(run, open, task, folder));
    }
    if (!isControl) results.push(await offerWhileTyping(run, open, name));
  }
  await open.close();
}

async function typeOne(run: Run, open: OpenPage, task: Task, folder: string): Promise<TestResult> {
  const start = Date.now();
  const outcome = await typeTask(open.page, task, folder).catch((error: Error) => error.message);
  const result = { title: titleOf(task), duration: Date.now() - start };
  if (typeof outcome === 'string') {
    await keepEvidence(`typing-${task.name}`, open, run.server);
    return { ...result, state: 'failed', error: outcome };
  }
  if (!task.isControl) run.listsSeen += outcome.lists;
  return { ...result, state: 'passed' };
}

/** On a slow machine each key comes before the list of the one before it: so that one opens, the last key is waited for. */
async function offerWhileTyping(run: Run, open: OpenPage, window: string): Promise<TestResult> {
  const title = `A list opens by itself while typing: ${window}`;
  const start = Date.now();
  const typed = async ({ keyboard }: Page) => {
    await keyboard.press('Control+End');
    await keyboard.type('---');
    await keyboard.press('Enter');
    await keyboard.type(OFFERED, { delay: OFFERED_MS });
    await open.page
      .locator('.suggest-widget.visible .monaco-list-row', { hasText: OFFERED })
      .first()
      .waitFor();
  };
  const error = await typed(open.page).then(
    () => undefined,
    (reason: Error) => reason.message,
  );
  const duration = Date.now() - start;
  if (error === undefined) return { title, duration, state: 'passed' };
  await keepEvidence(`typing-list-${window}`, open, run.server);
  return { title, duration, state: 'failed', error };
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
      ? [{ name, text: beginning(text, SLOW_LINES), pace: index === 1 ? 160 : 300, isControl: false }]
      : [],
  );
  // The longest first, so that no window has nothing to do at the end.
  return [...slow.toReversed(), ...all, ...(control === undefined ? [] : [{ ...control, isControl: true }])];
}

/** Two lines of the header, and so many of the spec. */
function beginning(text: string, count: number): string {
  const lines = text.split('\n');
  const spec = lines.indexOf('spec:');
  return [...lines.slice(0, 2), ...lines.slice(spec, spec + count), ''].join('\n');
}

function fileOf({ name, pace }: Task): string {
  return `typed-${pace}-${name}`;
}

function titleOf({ name, pace, isControl }: Task): string {
  return `${name}, ${pace} ms a key${isControl ? ', without the extension' : ''}`;
}

/**
 * The sample mesh, with the empty files of these tasks, because the editor goes on with what its first search has found.
 * Words of other files that the editor itself offers take Enter, so that the control does without.
 */
function prepareFolder(parent: string, isControl: boolean, typed: readonly Task[]): string {
  const folder = join(parent, 'shop');
  cpSync(SAMPLE, folder, { recursive: true });
  for (const task of typed) writeFileSync(join(folder, FOLDER, fileOf(task)), '');
  if (!isControl) return folder;
  const settings = join(folder, '.vscode');
  mkdirSync(settings);
  const content = { '[yaml]': { 'editor.wordBasedSuggestions': 'off' } };
  writeFileSync(join(settings, 'settings.json'), JSON.stringify(content));
  return folder;
}

/** A window at work: the folder is shown, and the server knows it. */
async function openWindow(
  browser: Browser,
  address: string,
  isControl: boolean,
): Promise<OpenPage & { readonly problem: string | undefined }> {
  const open = await openPage(browser, address);
  const { page } = open;
  page.setDefaultTimeout(STEP_TIMEOUT_MS);
  const work = async () => {
    await page.locator('.monaco-workbench').waitFor();
    await page.locator('.explorer-folders-view, .explorer-viewlet').first().waitFor();
    await openFile(page, `${READY.file}:${READY.line}`);
    if (!isControl) await page.locator('.squiggly-error').first().waitFor();
  };
  const problem = await work().then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { ...open, problem };
}

/** Types it into an empty file and saves that. @returns at how many looks a list was open, or what is wrong */
async function typeTask(
  page: Page,
  task: Task,
  folder: string,
): Promise<{ readonly lists: number } | string> {
  const { text, pace } = task;
  const fileName = fileOf(task);
  const file = join(folder, FOLDER, fileName);
  await openFile(page, fileName);
  await page.locator(`.monaco-editor.focused[data-uri$="${fileName}"] .view-line`).first().waitFor();
  const lists = await type(page, text, pace);
  await page.keyboard.press('Control+S');
  const arrived = await savedText(file, text);
  return arrived === text ? { lists } : firstDifference(text, arrived);
}

async function openFile(page: Page, text: string): Promise<void> {
  const box = page.locator('.quick-input-widget input.input');
  const wanted = text.replace(/:\d+$/, '');
  const row = page.locator('.quick-input-list .monaco-list-row').first().filter({ hasText: wanted });
  // A window that has just come up does not hear the key yet.
  await persist(
    async (limit) => {
      await page.keyboard.press('Control+P');
      await box.fill(text, limit);
      await row.waitFor(limit);
    },
    () => page.keyboard.press('Escape'),
  );
  await box.press('Enter');
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
