/** One run of the suite in one extension host. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { OPTIONS_NAME, REPORT_NAME, type Report, type RunOptions } from './exchange.ts';
import { keepEvidence, openPage, type WorkbenchRequest, workbenchAddress } from './workbench.ts';

export interface SuiteRun extends Omit<WorkbenchRequest, 'folder'> {
  readonly name: string;
  readonly browser: Browser;
  readonly tests: string;
  /** What the folder to open starts with. */
  readonly template: string;
  /** A folder of this run alone. */
  readonly scratch: string;
  readonly options: RunOptions;
}

const TIMEOUT_MS = 4 * 60_000;
const POLL_MS = 200;

/** Opens the workbench, waits for the report, keeps evidence when anything failed. */
export async function runSuite(run: SuiteRun): Promise<Report> {
  const folder = join(run.scratch, 'workspace');
  rmSync(run.scratch, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  cpSync(run.template, folder, { recursive: true });
  writeFileSync(join(run.scratch, OPTIONS_NAME), JSON.stringify(run.options));
  const open = await openPage(run.browser, workbenchAddress({ ...run, folder }));
  try {
    const report = await waitForReport(join(run.scratch, REPORT_NAME));
    const hasFailed = report.results.some((result) => result.state === 'failed') || report.results.length === 0;
    if (hasFailed) await keepEvidence(run.name, open, run.server);
    return report.results.length > 0 ? report : failure(`${run.name}: no test has run`);
  } catch (error) {
    await keepEvidence(run.name, open, run.server);
    return failure(`${run.name}: ${error instanceof Error ? error.message : error}`);
  } finally {
    await open.close();
  }
}

function failure(title: string): Report {
  return { results: [{ title, state: 'failed', duration: 0 }], notes: [] };
}

async function waitForReport(file: string): Promise<Report> {
  const end = Date.now() + TIMEOUT_MS;
  while (Date.now() < end) {
    const report = existsSync(file) ? readReport(file) : undefined;
    if (report !== undefined) return report;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`no report within ${TIMEOUT_MS / 1000} s`);
}

/** The report, or undefined while it is still being written. */
function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
