/**
 * One measurement in a process of its own: `measure.cjs WHAT FOLDER`. Prints JSON. Reading files and making meshes is
 * outside the measured time.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseAllDocuments } from 'yaml';
import { Mesh } from '../../server/src/semantics/mesh.ts';
import { answerQuery } from '../../server/src/semantics/query.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import { Random } from '../engine/random.ts';
import { answerTimes, panelTimes } from './answers.ts';
import { edits, type Spread, spreadOf } from './edits.ts';
import { loadedWorkspace, newWorkspace } from './loaded-workspace.ts';
import { makeHugeFile, makeMesh } from './mesh.ts';

type Texts = ReadonlyMap<string, string>;
type Figures = Readonly<Record<string, number | Spread>>;

const MEASUREMENTS: Readonly<Record<string, (folder: string) => Figures>> = {
  floor: (folder) => bareParsing(readFolder(folder)),
  cold: (folder) => coldIndex(readFolder(folder)),
  edit: (folder) => typing(readFolder(folder)),
  consequence: (folder) => consequence(readFolder(folder)),
  answers: (folder) => answers(readFolder(folder)),
  panels: (folder) => panels(readFolder(folder)),
  huge: () => hugeFile(),
  hugeFloor: () => hugeFileFloor(),
  queries: () => ({ perSecond: queriesPerSecond(1000) }),
  runs: () => ({ at100: runsPerKeystroke(100), at3000: runsPerKeystroke(3000) }),
};

process.stdout.write(JSON.stringify(MEASUREMENTS[process.argv[2] ?? '']?.(process.argv[3] ?? '') ?? {}));

function bareParsing(texts: Texts): Figures {
  const kept: unknown[] = [];
  const start = performance.now();
  for (const text of texts.values()) kept.push(parseAllDocuments(text));
  return { ms: performance.now() - start, rss: peakMegabytes(), files: kept.length };
}

function coldIndex(texts: Texts): Figures {
  const workspace = newWorkspace();
  const start = performance.now();
  const snapshot = workspace.apply([...texts].map(([uri, text]) => ({ uri, text })));
  const parsed = performance.now();
  for (const _ of snapshot.analyze());
  const analyzed = performance.now();
  const findings = snapshot.uris().flatMap((uri) => snapshot.findings(uri));
  const end = performance.now();
  return {
    ms: end - start,
    parse: parsed - start,
    analyze: analyzed - parsed,
    publish: end - analyzed,
    rss: peakMegabytes(),
    runs: runCount(workspace),
    findings: findings.filter(({ severity }) => severity === 'error' || severity === 'warning').length,
  };
}

function typing(texts: Texts): Figures {
  const workspace = loadedWorkspace(texts);
  const files = [...texts].filter(([, text]) => text.includes('kind: VirtualService')).slice(0, 200);
  const times: number[] = [];
  collectGarbage();
  for (const [uri, text] of files) {
    for (const next of edits(text)) times.push(timed(() => settle(workspace, uri, next)));
  }
  return { times: spreadOf(times) };
}

/** Renames a subset in its DestinationRule until the route in another file that names it is told. */
function consequence(texts: Texts): Figures {
  const split = new Map<string, string>();
  for (const [path, text] of texts) {
    const documents = text.split('---\n');
    const isRule = (document: string) => document.includes('kind: DestinationRule');
    split.set(path, documents.filter((document) => !isRule(document)).join('---\n'));
    const rule = documents.find(isRule);
    if (rule !== undefined) split.set(path.replace('.yaml', '-rule.yaml'), rule);
  }
  const workspace = loadedWorkspace(split);
  collectGarbage();
  const rules = [...split].filter(([path]) => path.endsWith('-rule.yaml')).slice(0, 100);
  const times: number[] = [];
  let missed = 0;
  for (const [uri, text] of rules) {
    const route = uri.replace('-rule.yaml', '.yaml');
    for (const next of [text.replace('name: v1', 'name: v9'), text]) {
      let touched: readonly string[] = [];
      times.push(
        timed(() => {
          touched = settle(workspace, uri, next);
        }),
      );
      if (!touched.includes(route)) missed++;
    }
  }
  return { times: spreadOf(times), missed };
}

function answers(texts: Texts): Figures {
  return answerTimes(loadedWorkspace(texts), oneInTwenty(texts));
}

function panels(texts: Texts): Figures {
  return panelTimes(loadedWorkspace(texts), oneInTwenty(texts).slice(0, 12));
}

function oneInTwenty(texts: Texts): readonly (readonly [uri: string, text: string])[] {
  return [...texts]
    .filter(([, text]) => text.includes('kind: VirtualService'))
    .filter((_, index) => index % 20 === 0);
}

function hugeFile(): Figures {
  const text = makeHugeFile(500);
  const workspace = loadedWorkspace(new Map([['huge.yaml', text]]));
  collectGarbage();
  const middle = text.indexOf('kind: VirtualService', text.length / 2);
  const variants = edits(text, middle);
  const times = Array.from({ length: 40 }, () => variants).flatMap((each) =>
    each.map((next) => timed(() => settle(workspace, 'huge.yaml', next))),
  );
  return { times: spreadOf(times) };
}

function hugeFileFloor(): Figures {
  const text = makeHugeFile(500);
  const times = Array.from({ length: 20 }, () => timed(() => parseAllDocuments(text)));
  return { times: spreadOf(times) };
}

/** Check runs for one character typed into a destination host; the largest of some places. */
function runsPerKeystroke(services: number): number {
  const texts = makeMesh(services);
  const workspace = loadedWorkspace(texts);
  const files = [...texts].filter(([, text]) => text.includes('kind: VirtualService')).slice(0, 50);
  const counts = files.flatMap(([uri, text]) =>
    edits(text).map((next) => {
      const before = runCount(workspace);
      settle(workspace, uri, next);
      return runCount(workspace) - before;
    }),
  );
  return Math.max(...counts);
}

/** Route queries of random clients for random services and paths, tables compiled before: those a second on one core. */
function queriesPerSecond(services: number): number {
  const workspace = loadedWorkspace(makeMesh(services));
  const world = workspace.snapshot.worlds()[0];
  if (world === undefined) return 0;
  const mesh = new Mesh(world.reader());
  const called = mesh.objects('core/Service').flatMap(({ name, namespace, spec }) => {
    const [port] = spec.get('ports').items();
    return [{ name, namespace, port: port?.get('port').number() ?? 80 }];
  });
  const namespaces = [...new Set(called.map(({ namespace }) => namespace))];
  const random = new Random(1);
  const ask = () => {
    const { name, namespace, port } = random.pick(called);
    const query = {
      kind: 'route',
      source: { type: 'sidecar', namespace: random.pick(namespaces), labels: {} },
      port,
      request: { host: `${name}.${namespace}.svc.cluster.local`, path: `/items/${random.below(100)}` },
    };
    answerQuery(mesh, query);
  };
  for (let warm = 0; warm < 10_000; warm++) ask();
  const count = 50_000;
  const time = timed(() => {
    for (let at = 0; at < count; at++) ask();
  });
  return Math.round((count * 1000) / time);
}

/** An edit up to its last finding; returns the files whose findings were made anew. */
function settle(workspace: Workspace, uri: string, text: string): readonly string[] {
  const snapshot = workspace.apply([{ uri, text }]);
  const touched = [...snapshot.analyze()];
  for (const each of new Set([uri, ...touched])) snapshot.findings(each);
  return touched;
}

/** What loading left is not collected in the middle of what is timed, or before it, as chance will have it. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function runCount(workspace: Workspace): number {
  return [...workspace.worlds()].reduce((sum, world) => sum + world.runCount, 0);
}

function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}

function readFolder(folder: string): Texts {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.yaml'),
  );
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
