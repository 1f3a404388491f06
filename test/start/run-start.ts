/** Runs `npm start` as a person would: in a terminal of its own where that is asked for. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../../scripts/setup/find-program.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** util-linux's `script`, which gives a program a terminal (macOS has another `script`), where it can make one. */
export const scriptProgram = process.platform === 'linux' ? workingScript() : undefined;

function workingScript(): string | undefined {
  const script = findProgram(['script']);
  if (script === undefined) return undefined;
  return spawnSync(script, ['-qec', 'true', '/dev/null'], { stdio: 'ignore' }).status === 0
    ? script
    : undefined;
}

export interface Machine {
  /** Folder of its own; holds `bin` and what the fake editor writes. */
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  /** What the fake `code` was called with, one argument each, or undefined while it was not. */
  codeArguments(): readonly string[] | undefined;
}

export interface Run {
  readonly child: ChildProcess;
  /** All output so far. */
  output(): string;
  /** Resolves with the exit code, and the output without carriage returns. */
  readonly done: Promise<{ readonly code: number | null; readonly output: string }>;
}

/** An environment without any `code` on PATH but, when asked for, a fake one; npm's and the test runner's marks removed. */
export function prepareMachine({ withCode }: { readonly withCode: boolean }): Machine {
  const home = mkdtempSync(join(tmpdir(), 'meshwright start-'));
  const record = join(home, 'code-arguments');
  const node = process.env['MESHWRIGHT_RUNTIME_NODE'] ?? process.execPath;
  const npm = findProgram(['npm'])!;
  symlinkSync(node, join(home, 'node'));
  symlinkSync(realpathSync(npm), join(home, 'npm'));
  if (withCode) {
    writeFileSync(join(home, 'code'), '#!/bin/sh\nprintf "%s\\n" "$@" > "$(dirname "$0")/code-arguments"\n');
    chmodSync(join(home, 'code'), 0o755);
  }
  const others = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => findProgram(['code'], folder) === undefined);
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(npm_|NODE_|INIT_CWD$|CI$|MESHWRIGHT_)/.test(name)) env[name] = value;
  }
  env['PATH'] = [home, ...others].join(delimiter);
  return {
    home,
    env,
    codeArguments: () =>
      existsSync(record) ? readFileSync(record, 'utf8').trimEnd().split('\n') : undefined,
  };
}

/** `npm start -- …args`; `terminal`: standard input and output are a terminal. */
export function npmStart(
  machine: Machine,
  args: readonly string[],
  { terminal, cwd = ROOT }: { readonly terminal: boolean; readonly cwd?: string },
): Run {
  const words = ['npm', 'start', ...(args.length > 0 ? ['--', ...args] : [])];
  const [program = '', ...rest] = terminal
    ? [scriptProgram!, '-qec', words.map((word) => `'${word}'`).join(' '), '/dev/null']
    : words;
  const child = spawn(program, rest, {
    cwd,
    env: machine.env,
    stdio: [terminal ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const text = () => output.replaceAll('\r', '');
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const done = new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: text() }));
  });
  return { child, output: text, done };
}

/** Whether the browser-served VS Code is installed here. */
export function hasCodeServer(): boolean {
  return existsSync(join(ROOT, '.cache', 'vscode-real', '.complete'));
}

export const sampleFolder = join(ROOT, 'samples', 'shop');
