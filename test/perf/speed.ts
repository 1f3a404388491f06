/**
 * `npm run bench -- speed`: what a person waits for, in CPU time, beside another build and another tool in one run, and
 * beside what it was at the commit that `reference.json` names.
 * `--against=PATH`: `dist/cli.js` of another build. `--peer istioctl=PATH`: that tool. `--foreign`: 120 MB of foreign YAML
 * with 1 % of ours. `--services=100,1000`: sizes of meshes; 10,000 takes minutes. `--node=PATH`: the Node that runs what is
 * measured. `--only=cli` or `--only=server`: these rows. `--rounds=3`. `--record=COMMIT`: writes `reference.json`.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../../scripts/setup/paths.mjs';
import { makeMesh } from './mesh.ts';
import { peerCommand } from './peer.ts';
import { mb, ms, ratio, table } from './print-table.ts';
import { type Cost, nodeCost, programCost } from './process-cost.ts';
import { Reference } from './reference.ts';
import { type Rows, serverRows } from './server-rows.ts';

const FOREIGN_MB = 120;

interface Options {
  readonly against: string | undefined;
  readonly peer: { readonly name: string; readonly path: string } | undefined;
  readonly isForeign: boolean;
  readonly services: readonly number[];
  readonly node: string;
  readonly only: string | undefined;
  readonly rounds: number;
  readonly record: string | undefined;
}

interface Bench extends Options {
  /** `dist/cli.js` of each build. */
  readonly builds: readonly string[];
  /** A program that parses a folder with `yaml` alone: `measure.cjs floor FOLDER`. */
  readonly measure: string;
  readonly out: string;
  readonly head: readonly string[];
  readonly reference: Reference;
}

/** @param measure program of `measure.ts` */
export async function printSpeed(
  server: string,
  { out, measure }: { readonly out: string; readonly measure: string },
  args: readonly string[],
): Promise<void> {
  const options = optionsOf(args);
  const version = execFileSync(options.node, ['--version'], { encoding: 'utf8' }).trim();
  const reference = new Reference(version.slice(1).split('.')[0] ?? '');
  const { against } = options;
  const since = reference.commit === '' ? [] : [`to ${reference.commit}`];
  const bench: Bench = {
    ...options,
    builds: against === undefined ? [server] : [server, against],
    measure,
    out,
    head: ['', 'this build', ...(against === undefined ? [] : ['the other', 'ratio']), ...since],
    reference,
  };
  console.log(`Node ${version}; CPU of all threads, the least of ${options.rounds}\n`);
  const floors = new Map(options.services.map((count) => [count, floorOf(bench, count)]));
  if (options.only !== 'server') printCommands(bench, floors);
  for (const [count, floor] of options.only === 'cli' ? [] : floors) await printServer(bench, count, floor);
  if (options.record !== undefined) reference.record(options.record);
}

function printCommands(bench: Bench, floors: ReadonlyMap<number, number>): void {
  const { node, out, peer } = bench;
  const bare = best(bench.rounds, () => nodeCost(node, ['--eval', '0']));
  const rows = [
    ...commandRows(bench, '--version, above bare Node', (cli) => {
      const { cpu, rss } = nodeCost(node, [cli, '--version']);
      return { cpu: cpu - bare.cpu, rss };
    }),
  ];
  for (const [count, floor] of floors) {
    const folder = writeMesh(out, count);
    const title = `cold lint, ${count} services`;
    rows.push(...commandRows(bench, title, (cli) => nodeCost(node, [cli, 'lint', folder]), floor));
    rows.push(['  bare YAML parsing', ms(floor)]);
    if (peer !== undefined) rows.push([`  ${peer.name}`, ms(peerCost(bench, folder))]);
  }
  if (bench.isForeign) {
    const folder = writeForeign(out);
    rows.push(
      ...commandRows(bench, `cold lint, ${FOREIGN_MB} MB foreign`, (cli) =>
        nodeCost(node, [cli, 'lint', folder]),
      ),
    );
  }
  table('Commands', bench.head, rows);
}

/** @param floor that the figures of the reference are multiples of */
function commandRows(
  { builds, rounds, reference }: Bench,
  title: string,
  run: (cli: string) => Cost,
  floor?: number,
): readonly (readonly string[])[] {
  const costs = bestOfEach(rounds, builds, run);
  const [own] = costs;
  const memory = `${title}, peak memory`;
  const isKept = floor !== undefined && own !== undefined;
  return [
    [
      title,
      ...beside(
        costs.map(({ cpu }) => cpu),
        ms,
      ),
      isKept ? reference.compare(title, own.cpu / floor) : '',
    ],
    [
      memory,
      ...beside(
        costs.map(({ rss }) => rss),
        mb,
      ),
      isKept ? reference.compare(memory, own.rss) : '',
    ],
  ];
}

async function printServer(bench: Bench, services: number, floor: number): Promise<void> {
  const { node, builds, out, reference } = bench;
  const folder = writeMesh(out, services);
  const measured: Rows[] = [];
  for (const cli of builds) {
    const command = {
      args: ['--max-semi-space-size=8', cli, 'lsp', '--stdio'],
      settings: {},
      transport: 'push',
      isOurs: true,
    } as const;
    measured.push(await serverRows(node, command, { folder, services, isOurs: true }));
  }
  const rows = [...(measured[0] ?? [])].map(([name, own]) => {
    const isMemory = name === 'peak memory';
    const values = measured.map((each) => each.get(name) ?? 0);
    const isKept = isMemory || name.endsWith('CPU');
    const kept = isKept
      ? reference.compare(`${name}, ${services} services`, isMemory ? own : own / floor)
      : '';
    return [name, ...beside(values, isMemory ? mb : ms), kept];
  });
  table(`Server, ${services} services, a file with a mistake of its schema opened at once`, bench.head, rows);
  await printOtherServer(bench, folder, services);
}

/** The first answer of the server that most people have. */
async function printOtherServer({ node, out }: Bench, folder: string, services: number): Promise<void> {
  const peer = peerCommand(ROOT, out);
  if ('missing' in peer) {
    console.log(`skipped: yaml-language-server (${peer.missing})\n`);
    return;
  }
  const rows = await serverRows(node, peer, { folder, services, isOurs: false });
  table(
    `yaml-language-server, ${services} services`,
    ['', ''],
    [...rows].map(([name, value]) => [name, ms(value)]),
  );
}

function beside(values: readonly number[], shown: (value: number) => string): readonly string[] {
  const [own, other] = values;
  return [...values.map(shown), ...(own !== undefined && other !== undefined ? [ratio(own, other)] : [])];
}

/** The builds in turn, so that drift of the machine meets all. */
function bestOfEach(rounds: number, builds: readonly string[], run: (cli: string) => Cost): readonly Cost[] {
  const measured = Array.from({ length: rounds }, () => builds.map(run));
  return builds.map((cli, at) => best(rounds, (round) => measured[round]?.[at] ?? run(cli)));
}

function best(rounds: number, run: (round: number) => Cost): Cost {
  const costs = Array.from({ length: rounds }, (_, round) => run(round));
  return { cpu: Math.min(...costs.map(({ cpu }) => cpu)), rss: Math.min(...costs.map(({ rss }) => rss)) };
}

/** Of more services than these, what bare parsing keeps would not fit: it takes twice as long for twice as much. */
const MOST_PARSED = 1000;

function floorOf({ node, measure, out, rounds }: Bench, count: number): number {
  const parsed = Math.min(count, MOST_PARSED);
  const folder = writeMesh(out, parsed);
  return (best(rounds, () => nodeCost(node, [measure, 'floor', folder])).cpu * count) / parsed;
}

function peerCost({ peer, rounds }: Bench, folder: string): number {
  if (peer === undefined) return 0;
  const args = peer.name === 'istioctl' ? ['analyze', '--use-kube=false', folder] : [folder];
  return Math.min(...Array.from({ length: rounds }, () => programCost(peer.path, args)));
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
    node: value('--node') ?? process.execPath,
    only: value('--only'),
    rounds: Number(value('--rounds') ?? 3),
    record: value('--record'),
  };
}
