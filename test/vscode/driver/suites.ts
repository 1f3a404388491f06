/** The suites, by name: what each starts and which tests it runs. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { ROOT } from '../../../scripts/setup/paths.mjs';
import type { Report } from './exchange.ts';
import type { Options, SuiteName } from './options.ts';
import { runDemo } from './run-demo.ts';
import { runPackage } from './run-package.ts';
import { runSuite } from './run-suite.ts';
import type { Servers } from './servers.ts';
import type { WorkbenchRequest } from './workbench.ts';

export interface SuiteContext {
  readonly options: Options;
  readonly browser: Browser;
  readonly servers: Servers;
  /** The test module. */
  readonly tests: string;
  /** A folder of this suite alone; it does not exist yet. */
  readonly scratch: string;
}

interface Suite {
  readonly title: string;
  run(context: SuiteContext): Promise<Report>;
}

const FIXTURES = join(ROOT, 'test', 'vscode', 'fixtures');
export const WORKSPACE = join(FIXTURES, 'workspace');
export const REDHAT_STUB = join(FIXTURES, 'redhat-yaml-stub');

// Suites (in mocha's sense) that need circumstances of their own; both hosts run all others.
const UNTRUSTED = 'Untrusted folder';
const PACKAGE = 'Installed package';
const ORDINARY = `(?!${UNTRUSTED}|${PACKAGE})`;

export const SUITES: Readonly<Record<SuiteName, Suite>> = {
  node: {
    title: 'Node extension host',
    run: (context) => inHost(context, 'node', ORDINARY),
  },
  web: {
    title: 'Web-worker extension host',
    run: (context) => inHost(context, 'web', ORDINARY),
  },
  untrusted: {
    title: 'Untrusted folder',
    run: async (context) => {
      const server = await context.servers.start('asked');
      return runSuite({ ...common(context, UNTRUSTED), name: 'untrusted', host: 'node', server });
    },
  },
  demo: { title: 'The sample mesh, looked at', run: runDemo },
  vsix: {
    title: 'The package, installed',
    run: (context) => runPackage(context, (server) => ({ ...common(context, PACKAGE), extensions: [REDHAT_STUB], name: 'vsix', host: 'node', server })),
  },
};

async function inHost(context: SuiteContext, host: WorkbenchRequest['host'], titles: string): Promise<Report> {
  const server = await context.servers.start('switched-off');
  return runSuite({ ...common(context, titles), name: host, host, server });
}

function common({ browser, tests, scratch, options }: SuiteContext, titles: string) {
  return {
    browser,
    tests,
    scratch,
    template: WORKSPACE,
    extensions: [ROOT, REDHAT_STUB],
    options: { titles: `^${titles}${options.grep === undefined ? '' : `.*${RegExp.escape(options.grep)}`}` },
  };
}
