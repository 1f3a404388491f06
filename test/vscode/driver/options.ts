/** What the command line and the environment say. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CODE_SERVER_HOME } from '../../../scripts/setup/paths.mjs';
import { findChromium } from '../../../scripts/setup/system-packages.mjs';

export const SUITE_NAMES = [
  'node',
  'web',
  'untrusted',
  'demo',
  'panels',
  'panels-web',
  'typing',
  'vsix',
] as const;
export type SuiteName = (typeof SUITE_NAMES)[number];

export interface Options {
  readonly suites: readonly SuiteName[];
  /** The folder of the code-server package. */
  readonly codeServer: string;
  /** The browser's program. */
  readonly chromium: string;
  /** Only tests whose title matches this regular expression. */
  readonly grep: string | undefined;
  /** A package to install instead of making one. */
  readonly vsix: string | undefined;
}

function isSuiteName(name: string): name is SuiteName {
  return SUITE_NAMES.some((known) => known === name);
}

/** Reads `--suite a,b`, `--grep PATTERN`, `--vsix PATH`; gives a sentence when something is missing or unknown. */
export function readOptions(args: readonly string[]): Options | { readonly problem: string } {
  const { values } = parseArgs({
    args: [...args],
    options: { suite: { type: 'string' }, grep: { type: 'string' }, vsix: { type: 'string' } },
  });
  const names = values.suite?.split(',') ?? SUITE_NAMES;
  const unknown = names.find((name) => !isSuiteName(name));
  if (unknown !== undefined) {
    return { problem: `There is no suite "${unknown}". There are: ${SUITE_NAMES.join(', ')}` };
  }
  const codeServer =
    process.env['MESHWRIGHT_CODE_SERVER'] ?? join(CODE_SERVER_HOME, 'node_modules', 'code-server');
  if (!existsSync(codeServer))
    return { problem: `No code-server at ${codeServer}: run npm test, which sets it up` };
  const chromium = findChromium();
  if (chromium === undefined)
    return { problem: 'No Chromium on this machine (MESHWRIGHT_CHROMIUM names one)' };
  return { suites: names.filter(isSuiteName), codeServer, chromium, grep: values.grep, vsix: values.vsix };
}
