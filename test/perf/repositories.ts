/**
 * Repositories as people open them at their root: a monorepo with bases, overlays, charts and clusters, and one that is
 * full of other people's YAML. The command line as it is built runs on them; edits go through a project in this process.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../../scripts/setup/paths.mjs';
import { FOLDER, MemoryProject } from '../harness/memory-project.ts';
import { spreadOf } from './edits.ts';
import { APPS, baseRoute, makeForeign, makeMonorepo } from './made-repositories.ts';
import { mb, ms, table } from './print-table.ts';

const CLI = join(ROOT, 'dist', 'cli.js');
const FOREIGN_FILES = 400;
const EDITED_BASES = 20;

interface Run {
  readonly cpu: number;
  readonly rss: number;
  readonly findings: number;
}

export async function printRepositories(out: string): Promise<void> {
  const monorepo = makeMonorepo();
  const folders = { monorepo: join(out, 'monorepo'), foreign: join(out, 'foreign') };
  write(folders.monorepo, monorepo);
  const foreignBytes = write(folders.foreign, makeForeign(FOREIGN_FILES));
  const rows: (readonly string[])[] = [];
  for (const [name, folder] of Object.entries(folders)) {
    const { cpu, rss, findings } = lint(folder, out);
    const isForeign = name === 'foreign';
    const size = isForeign ? `${Math.round(foreignBytes / 1e6)} MB` : `${monorepo.size} files`;
    rows.push([`lint ${name}, ${size}: CPU`, ms(cpu), isForeign ? '2,500 ms' : '']);
    rows.push(['  peak memory', mb(rss), isForeign ? '350 MB' : '']);
    rows.push(['  findings at warning or above', String(findings)]);
  }
  const { times, rendered } = await editsInBases(monorepo);
  rows.push(['edit in a base to the findings of its overlays p50', ms(times.p50)]);
  rows.push(['  p95', ms(times.p95), '50 ms']);
  rows.push(['  files whose findings were made anew, at most', String(rendered)]);
  table('Repositories', ['', 'ours', 'must'], rows);
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
}

/** Bytes written. */
function write(folder: string, files: Iterable<readonly [string, string]>): number {
  let bytes = 0;
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    bytes += text.length;
  }
  return bytes;
}

/** One run in a process of its own, which tells its figures when it ends. */
function lint(folder: string, out: string): Run {
  const figures = join(out, 'figures.json');
  const hook = join(out, 'figures.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => { const { user, system } = process.cpuUsage();
      require('node:fs').writeFileSync(${JSON.stringify(figures)}, JSON.stringify({ cpu: (user + system) / 1000, rss: process.resourceUsage().maxRSS / 1024 })); });`,
  );
  const args = ['--require', hook, CLI, 'lint', '.', '--format', 'json', '--fail-on', 'never'];
  const report = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  const { findings } = JSON.parse(report) as { findings: readonly { severity: string }[] };
  const loud = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  return {
    ...(JSON.parse(readFileSync(figures, 'utf8')) as Pick<Run, 'cpu' | 'rss'>),
    findings: loud.length,
  };
}

/** A host is mistyped in a base and written as it was; the findings of all that shows it are asked for. */
async function editsInBases(files: ReadonlyMap<string, string>) {
  const mesh = await new MemoryProject(Object.fromEntries(files)).read();
  for (const uri of mesh.workspace.snapshot.analyze()) mesh.workspace.snapshot.findings(uri);
  const times: number[] = [];
  let rendered = 0;
  for (let app = 0; app < Math.min(EDITED_BASES, APPS); app++) {
    const uri = `${FOLDER}/${baseRoute(app)}`;
    const text = files.get(baseRoute(app)) ?? '';
    for (const next of [text.replace('host: ', 'host: x'), text]) {
      const start = performance.now();
      const snapshot = mesh.workspace.apply([{ uri, text: next }]);
      const touched = new Set([uri, ...snapshot.analyze()]);
      for (const each of touched) snapshot.findings(each);
      times.push(performance.now() - start);
      rendered = Math.max(rendered, touched.size);
    }
  }
  return { times: spreadOf(times), rendered };
}
