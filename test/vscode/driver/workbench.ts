/** The browser with the workbench in it: addresses, pages, and what is kept when something goes wrong. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { CACHE } from '../../../scripts/setup/paths.mjs';
import type { VsCodeServer } from './vscode-server.ts';

export const ARTIFACTS = join(CACHE, 'vscode-artifacts');
/** A busy machine serves the first page late. */
const OPEN_TIMEOUT_MS = 120_000;
const VIEW = { width: 1360, height: 850 };

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}

export interface WorkbenchRequest {
  readonly server: VsCodeServer;
  /** The folder to open; `undefined`: a window without one. */
  readonly folder: string | undefined;
  /** The folder of the extension under development; without it, the editor is as it comes. */
  readonly extension?: string;
  /** The test module; without it, the workbench is there to be looked at. */
  readonly tests?: string;
}

/** The address of a workbench that loads this extension from its folder and runs these tests. */
export function workbenchAddress(request: WorkbenchRequest): string {
  const { server, folder, extension, tests } = request;
  const remote = (path: string) => `vscode-remote://${server.authority}${encodeURI(path)}`;
  const payload = [
    ...(extension === undefined ? [] : [['extensionDevelopmentPath', remote(extension)]]),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
  ];
  const what: Record<string, string> = folder === undefined ? { ew: 'true' } : { folder };
  return `http://${server.authority}/?${new URLSearchParams({ ...what, payload: JSON.stringify(payload) })}`;
}

export interface OpenPage {
  readonly page: Page;
  /** What the page wrote to its console. */
  readonly consoleLines: readonly string[];
  close(): Promise<void>;
}

/** A page of its own profile. */
export async function openPage(browser: Browser, address: string): Promise<OpenPage> {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const context = await browser.newContext({ viewport: VIEW, colorScheme: 'dark', permissions });
  const page = await context.newPage();
  const consoleLines: string[] = [];
  page.on('console', (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => consoleLines.push(`page error: ${error.stack ?? error.message}`));
  await page.goto(address, { waitUntil: 'domcontentloaded', timeout: OPEN_TIMEOUT_MS });
  return { page, consoleLines, close: () => context.close() };
}

/** Keeps a screenshot, the page's console and the server's logs, the extension hosts' among them. */
export async function keepEvidence(name: string, { page, consoleLines }: OpenPage, server: VsCodeServer) {
  const folder = join(ARTIFACTS, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'console.log'), consoleLines.join('\n'));
  cpSync(join(server.dataFolder, 'data', 'logs'), join(folder, 'logs'), { recursive: true });
  await page.screenshot({ path: join(folder, 'screenshot.png') }).catch(() => {}); // the page may be gone
  console.log(`  evidence: ${folder}`);
}
