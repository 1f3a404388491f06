/** The suites, by name: what each starts and which tests it runs. */
import { join } from 'node:path';
import { ROOT } from '../../../scripts/setup/paths.mjs';
import type { Report } from './exchange.ts';
import type { SuiteName } from './options.ts';
import { runDemo } from './run-demo.ts';
import { runPackage } from './run-package.ts';
import { runPanels } from './run-panels.ts';
import { runTests, type SuiteContext } from './run-tests.ts';
import { runTyping } from './run-typing.ts';

interface Suite {
  readonly title: string;
  run(context: SuiteContext): Promise<Report>;
}

// Suites (in mocha's sense) that need circumstances of their own; both hosts run all others.
const UNTRUSTED = 'Untrusted folder';
const PACKAGE = 'Installed package';
export const ORDINARY = `(?!${UNTRUSTED}|${PACKAGE})`;

const OURS = { extension: ROOT, trust: 'switched-off' } as const;

export const SUITES: Readonly<Record<SuiteName, Suite>> = {
  node: {
    title: 'Node extension host',
    run: (context) => runTests(context, { ...OURS, name: 'node', host: 'node', titles: ORDINARY }),
  },
  web: {
    title: 'Web-worker extension host',
    run: (context) => runTests(context, { ...OURS, name: 'web', host: 'web', titles: ORDINARY }),
  },
  untrusted: {
    title: 'Untrusted folder',
    run: (context) =>
      runTests(context, { ...OURS, name: 'untrusted', host: 'node', titles: UNTRUSTED, trust: 'asked' }),
  },
  typing: { title: 'Typing by hand', run: runTyping },
  demo: { title: 'The sample mesh, looked at', run: runDemo },
  panels: { title: 'The preview panels', run: (context) => runPanels(context, 'node') },
  'panels-web': { title: 'The preview panels, web host', run: (context) => runPanels(context, 'web') },
  vsix: {
    title: 'The package, installed',
    run: (context) =>
      runPackage(context, (installed) =>
        runTests(context, {
          name: 'vsix',
          host: 'node',
          titles: PACKAGE,
          trust: 'switched-off',
          installed,
          // Tests run on behalf of an extension under development: here one that is nothing else.
          extension: join(ROOT, 'test', 'vscode', 'fixtures', 'bystander'),
        }),
      ),
  },
};
