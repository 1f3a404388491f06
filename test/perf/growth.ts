/** `npm run bench -- growth [TEXT]`: how the time of each shape grows from 100 to 1,600; exponents, not milliseconds. */
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { offerFixes } from '../../server/src/rules/offer-fixes.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { GROWTHS, type Growth } from './growth-shapes.ts';
import { ms, printRow } from './print-table.ts';

const SIZES = [100, 400, 1600];
const LIMIT = 1.15;
/** Small sizes are measured more than once: the first run pays for compilation, and for collecting what others left. */
const ROUNDS = [9, 5, 3];
/** A shape that took so many milliseconds is not made larger: what it shows is shown. */
const PATIENCE = 5_000;
const WIDTHS = [50, 10, 10, 10, 8, 10];

/** Prints a row as soon as it is measured. */
export function printGrowth(filter = ''): void {
  const chosen = GROWTHS.filter(({ name }) => name.includes(filter));
  console.log('Growth from nothing to findings, CPU');
  printRow(['', ...SIZES.map(String), 'exponent', `limit ${LIMIT}`], WIDTHS);
  for (const growth of GROWTHS.slice(0, 3)) measure(growth, 400);
  for (const growth of chosen) {
    const times = timesOf(growth);
    const exponent =
      Math.log((times.at(-1) ?? 1) / (times[0] ?? 1)) / Math.log((SIZES[times.length - 1] ?? 1) / 100);
    const shown = SIZES.map((_, at) => (times[at] === undefined ? 'not run' : ms(times[at])));
    printRow([growth.name, ...shown, exponent.toFixed(2), exponent > LIMIT ? 'TOO MUCH' : ''], WIDTHS);
  }
}

function timesOf(growth: Growth): readonly number[] {
  const times: number[] = [];
  for (const [at, size] of SIZES.entries()) {
    if ((times.at(-1) ?? 0) > PATIENCE) break;
    times.push(Math.min(...Array.from({ length: ROUNDS[at] ?? 1 }, () => measure(growth, size))));
  }
  return times;
}

function measure({ files, change, hasFixes }: Growth, size: number): number {
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
