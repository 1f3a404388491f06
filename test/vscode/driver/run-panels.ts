/** The preview panels as a person uses them: opened, clicked through, typed under, reloaded; with axe in each theme. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, SAMPLE } from '../../../scripts/setup/paths.mjs';
import { BLAST_STEPS, commitAll } from './blast-steps.ts';
import type { Report, TestResult } from './exchange.ts';
import { EXPLAIN_PAGE_STEPS, EXPLAIN_STEPS } from './explain-steps.ts';
import { GRAPH_PAGE_STEPS, GRAPH_STEPS } from './graph-steps.ts';
import { HOSTILE_STEPS, hostileManifest } from './hostile-steps.ts';
import type { Circumstances, Step } from './panel-axe.ts';
import { PINNED_STEPS } from './pinned-steps.ts';
import { RELOAD_STEPS } from './reload-steps.ts';
import { REQUEST_PAGE_STEPS, REQUEST_STEPS } from './request-steps.ts';
import { ROUTES_PAGE_STEPS, ROUTES_STEPS } from './routes-steps.ts';
import type { SuiteContext } from './run-tests.ts';
import { SECURITY_PAGE_STEPS, SECURITY_STEPS } from './security-steps.ts';
import { TREE_STEPS } from './tree-steps.ts';
import { startVsCodeServer, type VsCodeServer } from './vscode-server.ts';
import { WAY_STEPS } from './way-steps.ts';
import { WELCOME_STEPS } from './welcome-steps.ts';
import { ARTIFACTS, keepEvidence, openPage, workbenchAddress } from './workbench.ts';

const STEP_TIMEOUT_MS = 60_000;
/** Each builds on the one before; both hosts run all of them. */
const STEPS: readonly Step[] = [
  ...WELCOME_STEPS,
  ...WAY_STEPS,
  ...ROUTES_STEPS,
  ...GRAPH_STEPS,
  ...REQUEST_STEPS,
  ...SECURITY_STEPS,
  ...EXPLAIN_STEPS,
  ...TREE_STEPS,
  ...BLAST_STEPS,
  ...EXPLAIN_PAGE_STEPS,
  ...SECURITY_PAGE_STEPS,
  ...REQUEST_PAGE_STEPS,
  ...GRAPH_PAGE_STEPS,
  ...ROUTES_PAGE_STEPS,
  ...PINNED_STEPS,
  ...RELOAD_STEPS,
  ...HOSTILE_STEPS,
];

export async function runPanels(
  { browser, options, scratch }: SuiteContext,
  host: 'node' | 'web',
): Promise<Report> {
  const folder = join(scratch, 'shop');
  cpSync(SAMPLE, folder, { recursive: true });
  writeFileSync(join(folder, 'shop', 'hostile.yaml'), hostileManifest());
  commitAll(folder);
  mkdirSync(ARTIFACTS, { recursive: true });
  const server = await startVsCodeServer({
    codeServer: options.codeServer,
    dataFolder: join(scratch, 'server'),
    extensionsFolder: join(scratch, 'extensions'),
    trust: 'switched-off',
    host,
    settings: {
      // A window in the browser saves by itself: without Git, nothing would be another than the saved file.
      'files.autoSave': 'off',
      'git.enabled': true,
      'meshwright.codeLens.explain': true,
      'window.autoDetectColorScheme': false,
      'workbench.colorTheme': 'Dark Modern',
    },
  });
  const circumstances = circumstancesOf({ server, folder, scratch, host });
  const open = await openPage(browser, circumstances.addressOf(undefined));
  open.page.setDefaultTimeout(STEP_TIMEOUT_MS);
  const results: TestResult[] = [];
  for (const [title, run] of STEPS) {
    const start = Date.now();
    const error = await run(open.page, circumstances).then(
      () => undefined,
      (reason: Error) => reason.message,
    );
    results.push({
      title,
      duration: Date.now() - start,
      state: error === undefined ? 'passed' : 'failed',
      ...(error !== undefined && { error }),
    });
    if (error !== undefined) break; // what follows builds on it
  }
  if (results.some(({ state }) => state === 'failed')) await keepEvidence(`panels-${host}`, open, server);
  await open.close();
  await server.stop();
  const seconds = Math.round(results.reduce((sum, { duration }) => sum + duration, 0) / 1000);
  return { isComplete: true, results, notes: [`pictures: ${ARTIFACTS}`, `${seconds} s`] };
}

interface Parts extends Pick<Circumstances, 'folder' | 'scratch' | 'host'> {
  readonly server: VsCodeServer;
}

function circumstancesOf({ server, ...rest }: Parts): Circumstances {
  return {
    ...rest,
    settingsFile: join(server.dataFolder, 'data', 'Machine', 'settings.json'),
    addressOf: (folder) => workbenchAddress({ server, folder, extension: ROOT }),
  };
}
