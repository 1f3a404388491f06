/**
 * `npm run bench`: our engine beside bare `yaml` parsing and beside `yaml-language-server`, in one run. Prints tables;
 * ratios of one run mean something, absolute figures depend on the machine. Asserts nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { ensureBuild } from '../../scripts/setup/build.mjs';
import { ROOT } from '../../scripts/setup/paths.mjs';
import { median, type Spread } from './edits.ts';
import { printGrowth } from './growth.ts';
import { makeHugeFile, makeMesh } from './mesh.ts';
import { peerCommand } from './peer.ts';
import { printPicture } from './picture.ts';
import { mb, ms, ratio, table } from './print-table.ts';
import { printRepositories } from './repositories.ts';
import type { ServerCommand } from './server-session.ts';
import { printSpeed } from './speed.ts';
import { measureAnswers, measureServer, type ServerFigures } from './stdio-server.ts';

const ROUNDS = 3;
const OUT = join(ROOT, 'out', 'bench');
const MESH = join(OUT, 'mesh');
const HUGE = join(OUT, 'huge');
const MEASURE = join(OUT, 'measure.cjs');
const SERVER = join(ROOT, 'dist', 'cli.js');
/** As the extension starts it (`client/src/node-client.ts`). */
const LEAN = '--max-semi-space-size=8';
const OURS: ServerCommand = { args: [LEAN, SERVER, 'lsp', '--stdio'], settings: {} };

type Figures = Readonly<Record<string, number | Spread>>;

await ensureBuild();
const files = writeMeshes();
if (process.argv[2] === 'growth') {
  printGrowth(process.argv[3]);
  process.exit(0);
}
if (process.argv[2] === 'speed') {
  await buildMeasure();
  await printSpeed(SERVER, { out: OUT, measure: MEASURE }, process.argv.slice(3));
  process.exit(0);
}
if (process.argv[2] === 'picture') {
  await printPicture(OUT);
  process.exit(0);
}
if (process.argv[2] === 'repositories') {
  await printRepositories(OUT);
  process.exit(0);
}

await buildMeasure();
console.log(`Mesh of 1,000 services in ${files} files; median of ${ROUNDS} processes each\n`);
inProcess();
await overStdio();
await answers();
await printSpeed(SERVER, { out: OUT, measure: MEASURE }, []);
await printPicture(OUT);
await printRepositories(OUT);
printGrowth();

async function buildMeasure(): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/perf/measure.ts'],
    outfile: MEASURE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  });
}

function inProcess(): void {
  const [floor, cold] = alternately(['floor', 'cold']);
  const [edit, consequence, huge, hugeFloor, runs, queries] = alternately([
    'edit',
    'consequence',
    'huge',
    'hugeFloor',
    'runs',
    'queries',
  ]);
  const [coldMs, floorMs] = [of(cold, 'ms'), of(floor, 'ms')];
  table(
    `In process, node ${LEAN}`,
    ['', 'ours', 'bare yaml', 'ratio', 'must'],
    [
      ['cold index, all rules', ms(coldMs), ms(floorMs), ratio(coldMs, floorMs), '1.50 x'],
      [
        '  parse / analyze / publish',
        ['parse', 'analyze', 'publish'].map((key) => ms(of(cold, key))).join(' / '),
      ],
      ['  findings at warning or above', String(of(cold, 'findings'))],
      [
        'peak memory',
        mb(of(cold, 'rss')),
        mb(of(floor, 'rss')),
        ratio(of(cold, 'rss'), of(floor, 'rss')),
        '300 MB',
      ],
      ['edit to findings p50', ms(of(edit, 'p50'))],
      ['edit to findings p95', ms(of(edit, 'p95')), '', '', '25 ms'],
      ['cross-file consequence p50', ms(of(consequence, 'p50')), '', '', '50 ms'],
      ['  consequences that were missed', String(of(consequence, 'missed'))],
      [
        '500 documents, edit p95',
        ms(of(huge, 'p95')),
        ms(of(hugeFloor, 'p95')),
        ratio(of(huge, 'p95'), of(hugeFloor, 'p95')),
        '40 ms',
      ],
      ['check runs per keystroke, 100 services', String(of(runs, 'at100'))],
      ['check runs per keystroke, 3,000 services', String(of(runs, 'at3000')), '', '', 'no more'],
      ['route queries a second', String(of(queries, 'perSecond')), '', '', '10,000'],
    ],
  );
}

async function overStdio(): Promise<void> {
  const servers = new Map<string, ServerCommand>([
    ['ours', OURS],
    ['ours, pushing', { ...OURS, transport: 'push' }],
  ]);
  const peer = peerCommand(ROOT, OUT);
  if ('missing' in peer) console.log(`skipped: yaml-language-server (${peer.missing})`);
  else servers.set('yaml-language-server', peer);
  const inMesh = new Map<string, ServerFigures>();
  const inHuge = new Map<string, ServerFigures>();
  for (const [name, command] of servers) {
    inMesh.set(name, await measureServer(command, MESH, openedFile()));
    inHuge.set(name, await measureServer(command, HUGE, hugePlace()));
  }
  const row = (title: string, pick: (figures: ServerFigures) => string, from = inMesh) => [
    title,
    ...[...servers.keys()].map((name) => {
      const figures = from.get(name);
      return figures === undefined ? '' : pick(figures);
    }),
  ];
  table(
    'Over stdio, one file open',
    ['', ...servers.keys()],
    [
      row('start to first diagnostics', (each) => ms(each.firstAnswer)),
      row('edit to last diagnostics p50', (each) => ms(each.edit.p50)),
      row('edit to last diagnostics p95', (each) => ms(each.edit.p95)),
      row('edits whose diagnostics changed', (each) => `${Math.round(each.changed * 100)} %`),
      row('peak memory', (each) => mb(each.peak)),
      row('500 documents, edit p95', (each) => ms(each.edit.p95), inHuge),
    ],
  );
}

/** Completion is asked right after a keystroke, whose time is in its answer's. */
async function answers(): Promise<void> {
  const [rounds = [], panels = []] = alternately(['answers', 'panels']);
  const served = await measureAnswers(OURS, MESH, openedFile().path);
  const measured = [rounds, panels].flatMap((each) =>
    Object.keys(each[0] ?? {}).map((name) => ({ each, name })),
  );
  const rows = measured.map(({ each, name }) => {
    const over = (part: 'p50' | 'p95') => median(each.map((figures) => (figures[name] as Spread)[part]));
    const overStdio = served.get(name);
    const isLimited = /^(?:completion|hover|definition) /.test(name);
    return [
      name,
      ms(over('p50')),
      ms(over('p95')),
      ...(overStdio === undefined ? ['', ''] : [ms(overStdio.p50), ms(overStdio.p95)]),
      isLimited ? '15 ms' : '',
    ];
  });
  table('Answers', ['', 'in process p50', 'p95', 'over stdio p50', 'p95', 'p95 must'], rows);
}

function writeMeshes(): number {
  rmSync(OUT, { recursive: true, force: true });
  const mesh = makeMesh(1000);
  for (const [path, text] of mesh) {
    mkdirSync(dirname(join(MESH, path)), { recursive: true });
    writeFileSync(join(MESH, path), text);
  }
  mkdirSync(HUGE, { recursive: true });
  writeFileSync(join(HUGE, 'huge.yaml'), makeHugeFile(500));
  return mesh.size;
}

function openedFile(): { readonly path: string; readonly from: number } {
  const path = [...makeMesh(1000)].find(([, text]) => text.includes('kind: VirtualService'))?.[0] ?? '';
  return { path: join(MESH, path), from: 0 };
}

function hugePlace(): { readonly path: string; readonly from: number } {
  return { path: join(HUGE, 'huge.yaml'), from: Math.floor(makeHugeFile(500).length / 2) };
}

/** Rounds of several measurements in turn, so that drift of the machine meets all; per measurement its rounds. */
function alternately(names: readonly string[]): readonly (readonly Figures[])[] {
  const results = names.map((): Figures[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    names.forEach((name, index) => {
      const args = [MEASURE, name, MESH];
      results[index]?.push(
        JSON.parse(execFileSync(process.execPath, [LEAN, ...args], { encoding: 'utf8' })) as Figures,
      );
    });
  }
  return results;
}

/** Median over the rounds of a figure, or of a part of their times. */
function of(rounds: readonly Figures[] | undefined, key: string): number {
  return median(
    (rounds ?? []).map((figures) => {
      const value = figures[key];
      const times = figures['times'] as Spread | undefined;
      return typeof value === 'number' ? value : (times?.[key as keyof Spread] ?? Number.NaN);
    }),
  );
}
