/** The suites, by name: what each starts and which tests it runs. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Report } from './exchange.ts';
import type { Options, SuiteName } from './options.ts';
import { runSuite } from './run-suite.ts';
import { startVsCodeServer, type VsCodeServer } from './vscode-server.ts';

export interface SuiteContext {
  readonly options: Options;
  readonly browser: Browser;
  /** The test module. */
  readonly tests: string;
  /** A folder of this suite alone. */
  readonly scratch: string;
  /** The checkout. */
  readonly root: string;
}

interface Suite {
  readonly title: string;
  run(context: SuiteContext): Promise<Report>;
}

// Test files whose suites need circumstances of their own; both hosts run all others.
const APART = ['Untrusted folder', 'Installed package'];

export const SUITES: Readonly<Record<SuiteName, Suite>> = {
  node: {
    title: 'Node extension host',
    run: (context) => inHost(context, { host: 'node', trust: 'switched-off', titles: without(APART) }),
  },
  web: {
    title: 'Web-worker extension host',
    run: (context) => inHost(context, { host: 'web', trust: 'switched-off', titles: without(APART) }),
  },
};
