/**
 * `npm run bench -- speed`: what a person waits for, in CPU time, beside another build and another tool in one run.
 * `--against=PATH`: `dist/cli.js` of another build. `--peer istioctl=PATH`: that tool. `--foreign`: 120 MB of foreign YAML
 * with 1 % of ours. `--services=100,1000`: sizes of meshes; 10,000 takes minutes.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { destinationHostEnd } from './edits.ts';
import { makeMesh } from './mesh.ts';
import { mb, ms, ratio, table } from './print-table.ts';
import { placeOf, ServerSession } from './server-session.ts';

const ROUNDS = 3;
const EDITS = 40;
const FOREIGN_MB = 120;
/** Prints CPU milliseconds and peak megabytes of a Node process at its end. */
const METER = `data:text/javascript,${encodeURIComponent(
  "process.on('exit',()=>{const{user,system}=process.cpuUsage();process.stderr.write('\\n@'+(user+system)/1000+' '+process.resourceUsage().maxRSS/1024)})",
)}`;

interface Cost {
  readonly cpu: number;
  readonly rss: number;
}

interface Options {
  readonly against: string | undefined;
  readonly peer: { readonly name: string; readonly path: string } | undefined;
  readonly isForeign: boolean;
  readonly services: readonly number[];
}

export async function printSpeed(server: string, out: string, args: readonly string[]): Promise<void> {
  const options = optionsOf(args);
  const builds = options.against === undefined ? [server] : [server, options.against];
  const head = ['', 'this build', ...(options.against === undefined ? [] : ['the other', 'ratio'])];
  const bare = best(ROUNDS, () => nodeCost(['--eval', '0']));
  const rows = [
    costRow('--version, above bare Node', builds, (cli) => nodeCost([cli, '--version']), bare.cpu),
  ];
  for (const count of options.services) {
    const folder = writeMesh(out, count);
    rows.push(costRow(`cold lint, ${count} services`, builds, (cli) => nodeCost([cli, 'lint', folder])));
    if (options.peer !== undefined) rows.push([`  ${options.peer.name}`, ms(peerCost(options.peer, folder))]);
  }
  if (options.isForeign) {
    const folder = writeForeign(out);
    rows.push(
      costRow(`cold lint, ${FOREIGN_MB} MB foreign`, builds, (cli) => nodeCost([cli, 'lint', folder])),
    );
  }
  table('CPU (and peak memory) of commands, the least of several', head, rows);
  for (const count of options.services) await printServer(builds, head, writeMesh(out, count), count);
}

async function printServer(
  builds: readonly string[],
  head: readonly string[],
  folder: string,
  count: number,
): Promise<void> {
  const measured: Record<string, number>[] = [];
  for (const cli of builds) measured.push(await session(cli, folder, count));
  const rows = Object.keys(measured[0] ?? {}).map((name) => {
    const values = measured.map((figures) => figures[name] ?? 0);
    return [name, ...values.map(ms), ...(values.length > 1 ? [ratio(values[0] ?? 0, values[1] ?? 0)] : [])];
  });
  table(`Server, ${count} services, a file with a mistake of its schema opened at once`, head, rows);
}

/** CPU of the server's process where the system tells it (Linux); times as they pass for what one waits for. */
async function session(cli: string, folder: string, count: number): Promise<Record<string, number>> {
  const [name, text] = [...makeMesh(count)].find(([, each]) => each.includes('kind: VirtualService')) ?? [
    '',
    '',
  ];
  const wrong = text.replace('kind: VirtualService', 'kinds: wrong\nkind: VirtualService');
  const start = performance.now();
  const child = spawn(process.execPath, ['--max-semi-space-size=8', cli, 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const uri = pathToFileURL(join(folder, name)).href;
  const talk = new ServerSession(child, { args: [], settings: {}, transport: 'push' }, uri);
  await talk.initialize(pathToFileURL(folder).href);
  await talk.open(wrong);
  const first = performance.now() - start;
  const cpuFirst = cpuOf(child);
  await talk.settle();
  const cpuIndex = cpuOf(child);
  const place = placeOf(wrong, destinationHostEnd(wrong, wrong.indexOf('kinds: wrong')));
  const times: number[] = [];
  for (let edit = 0; edit < EDITS; edit++) times.push(await talk.type(place, edit % 2 === 0));
  const cpuEdits = cpuOf(child) - cpuIndex;
  times.sort((a, b) => a - b);
  child.kill('SIGKILL');
  return {
    'start to first diagnostics, as time passes': first,
    'start to first diagnostics, CPU': cpuFirst,
    'start to the mesh judged, CPU': cpuIndex,
    'edit to last diagnostics p95, as time passes': times[Math.floor(EDITS * 0.95)] ?? 0,
    'edit with all that it causes, mean CPU': cpuEdits / EDITS,
  };
}

function costRow(
  title: string,
  builds: readonly string[],
  run: (cli: string) => Cost,
  base = 0,
): readonly string[] {
  const rounds = Array.from({ length: ROUNDS }, () => builds.map(run));
  const costs = builds.map((_, at) => best(ROUNDS, (round) => rounds[round]?.[at] ?? run(builds[at] ?? '')));
  const shown = costs.map(({ cpu, rss }) => `${ms(cpu - base)} (${mb(rss)})`);
  const [own, other] = costs;
  return [title, ...shown, ...(own && other ? [ratio(own.cpu - base, other.cpu - base)] : [])];
}

function best(rounds: number, run: (round: number) => Cost): Cost {
  const costs = Array.from({ length: rounds }, (_, round) => run(round));
  return { cpu: Math.min(...costs.map(({ cpu }) => cpu)), rss: Math.min(...costs.map(({ rss }) => rss)) };
}

function nodeCost(args: readonly string[]): Cost {
  const { stderr } = spawnSync(process.execPath, ['--import', METER, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const [, cpu, rss] = /\n@([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  if (cpu === undefined) throw new Error(`it did not end as it should: ${stderr.slice(-500)}`);
  return { cpu: Number(cpu), rss: Number(rss) };
}

function peerCost({ name, path }: { readonly name: string; readonly path: string }, folder: string): number {
  const args = name === 'istioctl' ? ['analyze', '--use-kube=false', '--recursive', folder] : [folder];
  const costs = Array.from({ length: ROUNDS }, () => {
    const command = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1';
    const { stderr } = spawnSync('bash', ['-c', command, 'time', path, ...args], { encoding: 'utf8' });
    return stderr
      .trim()
      .split(' ')
      .reduce((sum, seconds) => sum + Number(seconds) * 1000, 0);
  });
  return Math.min(...costs);
}

function cpuOf({ pid }: ChildProcess): number {
  if (process.platform !== 'linux') return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  // Of user and system, in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function writeMesh(out: string, count: number): string {
  const folder = join(out, `mesh-${count}`);
  for (const [name, text] of makeMesh(count)) write(join(folder, name), text);
  return folder;
}

/** Documents of a kind that is nobody's business, and one mesh among them. */
function writeForeign(out: string): string {
  const folder = join(out, 'foreign');
  const line = (at: number) =>
    `  - { id: ${at}, name: item-${at}, tags: [a, b, c], text: "nothing to see here" }\n`;
  const text = `items:\n${Array.from({ length: 12_000 }, (_, at) => line(at)).join('')}`;
  const files = Math.round((FOREIGN_MB * 2 ** 20) / text.length);
  for (let at = 0; at < files; at++) write(join(folder, 'foreign', `${at}.yaml`), text);
  for (const [name, own] of makeMesh(400)) write(join(folder, 'mesh', name), own);
  return folder;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function optionsOf(args: readonly string[]): Options {
  const value = (name: string) => {
    const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
    return at < 0 ? undefined : args[at] === name ? args[at + 1] : args[at]?.slice(name.length + 1);
  };
  const [name, path] = (value('--peer') ?? '').split('=');
  return {
    against: value('--against'),
    peer: name === undefined || path === undefined ? undefined : { name, path },
    isForeign: args.includes('--foreign'),
    services: (value('--services') ?? '100,1000').split(',').map(Number),
  };
}
