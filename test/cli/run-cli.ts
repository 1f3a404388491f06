/** Runs the command line: inside this process on real files, or as the built program. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from '../../server/src/cli/command-line.ts';
import type { TextSink } from '../../server/src/cli/terminal.ts';
import { nodeFiles } from '../../server/src/main/node-files.ts';
import { nodeHelm } from '../../server/src/main/node-helm.ts';

export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
export const SHOP = fileURLToPath(new URL('../../samples/shop', import.meta.url));
/** The Node that the product runs on; the tests themselves need a newer one. */
export const RUNTIME = process.env['MESHWRIGHT_RUNTIME_NODE'] ?? process.execPath;

/** Reason to skip tests of the built program; the whole test run builds it before. */
export const NOT_BUILT = existsSync(CLI) ? false : 'dist/cli.js is not built (npm run build)';

export interface CliRun {
  readonly exitCode: number | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly input?: string | Uint8Array;
  readonly isTerminal?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A folder with these files; `use` runs in it, then it is gone. */
export async function inFolder<Value>(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'meshwright-cli-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function runHere(
  args: readonly string[],
  folder: string,
  { input = '', isTerminal = false, environment = {} }: CliOptions = {},
): Promise<CliRun> {
  const written = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr'): TextSink => ({
    write: (text) => {
      written[name] += text;
    },
    isTerminal,
    columns: isTerminal ? 100 : undefined,
  });
  const exitCode = await runCommandLine(args, {
    terminal: {
      workingFolder: folder,
      environment,
      files: nodeFiles(),
      helm: nodeHelm,
      stdout: sink('stdout'),
      stderr: sink('stderr'),
      readInput: () => Promise.resolve(Buffer.from(input)),
      now: () => performance.now(),
    },
    version: '1.2.3',
    startServer: () => Promise.reject(new Error('no server here')),
  });
  return { exitCode, ...written };
}

/** The built program in a process of its own, with nothing of ours in its environment. */
export function runProcess(
  args: readonly string[],
  folder: string,
  { input = '', environment = {} }: CliOptions = {},
): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(RUNTIME, [CLI, ...args], { cwd: folder, env: { PATH: '', ...environment } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    // A program that refuses its arguments ends without reading; that is no failure of the test.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
