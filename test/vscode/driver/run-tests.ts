/** One run of mocha in one extension host: a server, a page, a folder of its own. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { ROOT } from '../../../scripts/setup/paths.mjs';
import { OPTIONS_NAME, REPORT_NAME, type Report, type RunOptions } from './exchange.ts';
import { installStub } from './install-stub.ts';
import type { Options } from './options.ts';
import { startVsCodeServer, type VsCodeServerOptions } from './vscode-server.ts';
import { keepEvidence, openPage, workbenchAddress } from './workbench.ts';

export interface SuiteContext {
  readonly options: Options;
  readonly browser: Browser;
  /** The test module. */
  readonly tests: string;
  /** An empty folder of this suite alone. */
  readonly scratch: string;
}

export interface TestRun {
  readonly name: string;
  readonly host: 'node' | 'web';
  readonly trust: VsCodeServerOptions['trust'];
  /** The start of the titles of the tests to run, as a regular expression. */
  readonly titles: string;
  /** The folder of the extension under development. */
  readonly extension: string;
  /** A folder with installed extensions, instead of one with the stand-in for Red Hat's. */
  readonly installed?: string;
}

export const WORKSPACE = join(ROOT, 'test', 'vscode', 'fixtures', 'workspace');
const TIMEOUT_MS = 4 * 60_000;
const POLL_MS = 200;

/** Opens the workbench, waits for the report, keeps evidence when anything failed. */
export async function runTests(context: SuiteContext, run: TestRun): Promise<Report> {
  const { browser, tests, scratch, options } = context;
  const folder = join(scratch, 'workspace');
  cpSync(WORKSPACE, folder, { recursive: true });
  const pattern = options.grep === undefined ? '' : `.*${options.grep}`;
  const told: RunOptions = { titles: `^${run.titles}${pattern}`, trust: run.trust, host: run.host };
  writeFileSync(join(scratch, OPTIONS_NAME), JSON.stringify(told));
  const extensionsFolder = run.installed ?? join(scratch, 'extensions');
  if (run.installed === undefined) installStub(extensionsFolder);
  mkdirSync(extensionsFolder, { recursive: true });
  const server = await startVsCodeServer({
    codeServer: options.codeServer,
    dataFolder: join(scratch, 'server'),
    extensionsFolder,
    trust: run.trust,
    host: run.host,
  });
  const open = await openPage(browser, workbenchAddress({ server, folder, extension: run.extension, tests }));
  try {
    const report = await waitForReport(join(scratch, REPORT_NAME));
    if (report.results.some(({ state }) => state === 'failed')) await keepEvidence(run.name, open, server);
    return report;
  } finally {
    await open.close();
    await server.stop();
  }
}

/** The complete report; when the time is over, what there is with a failure that says so. */
async function waitForReport(file: string): Promise<Report> {
  const end = Date.now() + TIMEOUT_MS;
  let report: Report = { isComplete: false, results: [], notes: [] };
  while (!report.isComplete && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    report = readReport(file) ?? report;
  }
  if (report.isComplete && report.results.length > 0) return report;
  const title = report.isComplete
    ? 'no test has run'
    : `not all tests have run within ${TIMEOUT_MS / 1000} s`;
  return { ...report, results: [...report.results, { title, state: 'failed', duration: 0 }] };
}

/** The report, or undefined before there is one and while it is being written. */
function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
