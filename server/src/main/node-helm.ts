/**
 * Runs an installed Helm, which a person has named: `helm template` with a list of arguments, no shell, no network, an
 * environment that tells it nothing of clusters, repositories and plugins, a limit of time and one of output.
 */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reasonOf } from '../cli/reason-of.ts';
import type { Helm, HelmAnswer, HelmCall, HelmSignal } from '../project/helm/helm.ts';

const PATIENCE_MS = 20_000;
const MOST_OUTPUT_BYTES = 32 * 1024 * 1024;
const MOST_ERROR_BYTES = 64 * 1024;

/** @param program a path, or a name that is looked up in `PATH` */
export function nodeHelm(program: string): Helm {
  let last: Promise<unknown> = Promise.resolve();
  return {
    template(call, signal) {
      const answer = last.then(() => runInFolder(program, call, signal));
      last = answer;
      return answer;
    },
  };
}

/** In an empty folder of its own, which is its home as well. */
async function runInFolder(program: string, call: HelmCall, signal: HelmSignal): Promise<HelmAnswer> {
  if (signal.aborted) return { problem: 'it was called off' };
  let home: string | undefined;
  try {
    home = await mkdtemp(join(tmpdir(), 'meshwright-helm-'));
    return await run(program, await argumentsFor(call, home), home, signal);
  } catch (error) {
    return { problem: reasonOf(error) };
  } finally {
    if (home !== undefined) await rm(home, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function argumentsFor(
  { folder, release, namespace, values }: HelmCall,
  home: string,
): Promise<string[]> {
  const args = ['template', `--namespace=${namespace}`];
  for (const [at, one] of values.entries()) {
    const own = join(home, `${at}.yaml`);
    if (typeof one !== 'string') await writeFile(own, one.text);
    const path = typeof one === 'string' ? fileURLToPath(one) : own;
    // Helm takes the argument for a list of paths.
    const isList = /[,"]/.test(path);
    if (isList) await copyFile(path, own);
    args.push(`--values=${isList ? own : path}`);
  }
  // Files of the repository name the release: nothing behind the two dashes is an option.
  return [...args, '--', release, fileURLToPath(folder)];
}

async function run(
  program: string,
  args: readonly string[],
  home: string,
  signal: HelmSignal,
): Promise<HelmAnswer> {
  // Takes a while to start, and most runs have no use for it.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: home,
      env: environment(home),
      shell: false,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    const sizes = { output: 0, errors: 0 };
    let problem: string | undefined;
    const stop = (reason: string) => {
      problem ??= reason;
      child.kill('SIGKILL');
    };
    const abort = () => stop('it was called off');
    const timer = setTimeout(() => stop(`it did not end within ${PATIENCE_MS / 1000} seconds`), PATIENCE_MS);
    signal.addEventListener('abort', abort);
    const end = (answer: HelmAnswer) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      resolve(answer);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      sizes.output += chunk.length;
      if (sizes.output > MOST_OUTPUT_BYTES) stop(`it printed more than ${MOST_OUTPUT_BYTES >> 20} MB`);
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      sizes.errors += chunk.length;
      if (sizes.errors <= MOST_ERROR_BYTES) errors.push(chunk);
    });
    child.on('error', (error) => end({ problem: `"${program}" cannot be run: ${reasonOf(error)}` }));
    child.on('close', (code) => {
      if (problem !== undefined) end({ problem });
      else if (code === 0) end({ output: Buffer.concat(output).toString('utf8') });
      else end({ stderr: Buffer.concat(errors).toString('utf8') });
    });
  });
}

/** What a program needs to start, and nothing of what Helm would look at: no cluster, repositories, plugins or proxies. */
function environment(home: string): NodeJS.ProcessEnv {
  const { PATH, Path, SystemRoot } = process.env;
  return {
    ...(PATH !== undefined && { PATH }),
    ...(Path !== undefined && { Path }),
    ...(SystemRoot !== undefined && { SystemRoot }),
    HOME: home,
    USERPROFILE: home,
    TMPDIR: home,
    TEMP: home,
    TMP: home,
    HELM_CACHE_HOME: join(home, 'cache'),
    HELM_CONFIG_HOME: join(home, 'config'),
    HELM_DATA_HOME: join(home, 'data'),
    HELM_NO_PLUGINS: '1',
    KUBECONFIG: join(home, 'none'),
  };
}
