/** `npm run bench -- growth [TEXT]`: how the time of each shape grows from 100 to 1,600; exponents, not milliseconds. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { offerFixes } from '../../server/src/rules/offer-fixes.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { GROWTHS, type Growth } from './growth-shapes.ts';
import { ms, printRow } from './print-table.ts';

const SIZES = [100, 400, 1600];
const LARGEST = 1600;
const LIMIT = 1.15;
/** The least of several runs: what others do on the machine only adds. */
const ROUNDS = 3;
/** A shape of which a run took so many milliseconds is measured once, and no larger: what it shows is shown. */
const PATIENCE = 8_000;
const WIDTHS = [50, 10, 10, 10, 8, 10];

/** Prints a row as soon as it is measured. */
export function printGrowth(filter = ''): void {
  const chosen = GROWTHS.filter(({ name }) => name.includes(filter));
  console.log('Growth from nothing to findings, CPU');
  printRow(['', ...SIZES.map(String), 'exponent', `limit ${LIMIT}`], WIDTHS);
  for (const growth of GROWTHS.slice(0, 3)) measure(growth, 400, 1);
  for (const growth of chosen) {
    const times = timesOf(growth);
    const exponent =
      Math.log((times.at(-1) ?? 1) / (times[0] ?? 1)) / Math.log((SIZES[times.length - 1] ?? 1) / 100);
    const shown = SIZES.map((_, at) => (times[at] === undefined ? 'not run' : ms(times[at])));
    printRow([growth.name, ...shown, exponent.toFixed(2), exponent > LIMIT ? 'TOO MUCH' : ''], WIDTHS);
  }
}

/**
 * Milliseconds for one mesh of each size. Each size fills as much memory and runs as long as the largest one does: sixteen
 * meshes of 100, four of 400, one of 1,600, all kept until the end. So caches, compilation and the collector weigh the
 * same, and what differs is only how many things meet one another.
 */
function timesOf(growth: Growth): readonly number[] {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, size] of SIZES.entries()) {
      if (at > 0 && (times[at - 1] ?? PATIENCE) * (LARGEST / size) > PATIENCE && round > 0) break;
      const meshes = LARGEST / size;
      const time = measure(growth, size, meshes) / meshes;
      times[at] = Math.min(times[at] ?? time, time);
      if (time * meshes > PATIENCE) break;
    }
    if (Math.max(...times) > PATIENCE) break;
  }
  return times;
}

function measure(growth: Growth, size: number, meshes: number): number {
  const kept: Workspace[] = [];
  collectGarbage();
  let total = 0;
  for (let count = 0; count < meshes; count++) total += measureOne(growth, size, kept);
  return total;
}

/** What earlier runs left is nobody's time. */
const collectGarbage = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

function measureOne({ files, change, hasFixes }: Growth, size: number, kept: Workspace[]): number {
  const texts = files(size);
  const workspace = new Workspace(
    ruleEnvironment((part, _at, error) => {
      throw new Error(part.id, { cause: error });
    }),
    {
      worldsOf: () => [{ id: 'default', name: 'default', config: DEFAULT_WORLD_CONFIG }],
      severity: () => undefined,
    },
  );
  kept.push(workspace);
  const start = cpuTime();
  settle(
    workspace,
    [...texts].map(([uri, text]) => ({ uri, text })),
  );
  if (hasFixes === true) buildFixes(workspace.snapshot);
  const loaded = cpuTime();
  if (change === undefined) return loaded - start;
  settle(
    workspace,
    [...texts].map(([uri]) => ({ uri, text: undefined })),
  );
  return cpuTime() - loaded;
}

/** As a report has them that shows them. */
function buildFixes(snapshot: Snapshot): void {
  for (const uri of snapshot.uris()) {
    for (const finding of snapshot.findings(uri)) {
      offerFixes(snapshot, finding, (error) => {
        throw error;
      });
    }
  }
}

/** Milliseconds of this process: other work on the machine does not count. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function settle(workspace: Workspace, changes: Parameters<Workspace['apply']>[0]): void {
  const snapshot = workspace.apply(changes);
  for (const _ of snapshot.analyze());
  for (const uri of snapshot.uris()) snapshot.findings(uri);
}
