/** One VS Code server, started and stopped. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface VsCodeServer {
  /** `127.0.0.1:port` */
  readonly authority: string;
  /** Profile, logs and machine settings stand below it. */
  readonly dataFolder: string;
  stop(): Promise<void>;
}

export interface VsCodeServerOptions {
  /** The folder of the code-server package. */
  readonly codeServer: string;
  /** A folder that does not exist yet. */
  readonly dataFolder: string;
  readonly extensionsFolder: string;
  readonly trust: 'asked' | 'switched-off';
  /** Where extensions run that can run in both. */
  readonly host: 'node' | 'web';
  /** Beside those that every run has. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;
const READY = /Extension host agent listening on (\d+)/;
const MACHINE_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.autoDetectColorScheme': true,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
  'workbench.editor.empty.hint': 'hidden',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

// The payload's `extensionDevelopmentKind` is read by desktop workbenches only.
const IN_WORKER = {
  'remote.extensionKind': { 'meshwright.meshwright': ['web'], 'redhat.vscode-yaml': ['web'] },
};

export function serverMain(codeServer: string): string {
  return join(codeServer, 'lib', 'vscode', 'out', 'server-main.js');
}

/** Starts it on a free port of this machine's own address and waits until it listens. */
export async function startVsCodeServer(options: VsCodeServerOptions): Promise<VsCodeServer> {
  const { codeServer, dataFolder, extensionsFolder, trust, host } = options;
  const file = join(dataFolder, 'data', 'Machine', 'settings.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    JSON.stringify({ ...MACHINE_SETTINGS, ...(host === 'web' ? IN_WORKER : {}), ...options.settings }),
  );
  const child = spawn(
    process.execPath,
    [
      serverMain(codeServer),
      ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
      ...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
      // Without the "smoke test driver" a built workbench ignores the payload of the address.
      ...['--accept-server-license-terms', '--disable-telemetry', '--enable-smoke-test-driver'],
      ...(trust === 'switched-off' ? ['--disable-workspace-trust'] : []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const port = await readPort(child);
  return { authority: `127.0.0.1:${port}`, dataFolder, stop: () => stop(child) };
}

function readPort(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`The VS Code server ${why}:\n${log.trim()}`));
    };
    const timer = setTimeout(() => fail('did not listen in time'), START_TIMEOUT_MS);
    child.on('error', (error) => fail(`did not start (${error.message})`));
    child.on('exit', (code) => fail(`ended with exit code ${code}`));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        const port = READY.exec(log)?.[1];
        if (port === undefined) return;
        clearTimeout(timer);
        child.removeAllListeners('exit');
        resolve(port);
      });
    }
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
}
