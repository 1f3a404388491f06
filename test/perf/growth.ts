/** `npm run bench -- growth [TEXT]`: how the time of each shape grows from 100 to 1,600; exponents, not milliseconds. */
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { GROWTHS, type Growth } from './growth-shapes.ts';
import { ms, table } from './print-table.ts';

const SIZES = [100, 400, 1600];
const LIMIT = 1.15;
/** Small sizes are measured more than once: the first run pays for compilation. */
const ROUNDS = [5, 3, 1];

export function printGrowth(filter = ''): void {
  const chosen = GROWTHS.filter(({ name }) => name.includes(filter));
  for (const growth of chosen.slice(0, 3)) measure(growth, 400);
  const rows = chosen.map((growth) => {
    const times = SIZES.map((size, at) =>
      Math.min(...Array.from({ length: ROUNDS[at] ?? 1 }, () => measure(growth, size))),
    );
    const exponent = Math.log((times.at(-1) ?? 1) / (times[0] ?? 1)) / Math.log(1600 / 100);
    return [growth.name, ...times.map(ms), exponent.toFixed(2), exponent > LIMIT ? 'TOO MUCH' : ''];
  });
  table('Growth from nothing to findings', ['', ...SIZES.map(String), 'exponent', `limit ${LIMIT}`], rows);
}

function measure({ files, change }: Growth, size: number): number {
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
  const start = performance.now();
  settle(
    workspace,
    [...texts].map(([uri, text]) => ({ uri, text })),
  );
  const loaded = performance.now();
  if (change === undefined) return loaded - start;
  settle(
    workspace,
    [...texts].map(([uri]) => ({ uri, text: undefined })),
  );
  return performance.now() - loaded;
}

function settle(workspace: Workspace, changes: Parameters<Workspace['apply']>[0]): void {
  const snapshot = workspace.apply(changes);
  for (const _ of snapshot.analyze());
  for (const uri of snapshot.uris()) snapshot.findings(uri);
}
