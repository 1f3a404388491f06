/** `meshwright lint`: from paths to a report and an exit code. */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ruleEnvironment } from '../rules/environment.ts';
import type { SeveritySetting } from '../workspace/finding.ts';
import { folderWorlds } from '../workspace/folder-worlds.ts';
import { severityOf } from '../workspace/severity-of.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { type FileChange, Workspace } from '../workspace/workspace.ts';
import type { WorldDescription } from '../workspace/workspace-configuration.ts';
import type { WorldConfig } from '../workspace/world-config.ts';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';
import { type LintConfiguration, readConfiguration } from './configuration.ts';
import { displayPath } from './display-path.ts';
import { patternsOf } from './gitignore.ts';
import type { LintOptions } from './lint-options.ts';
import { type Listing, listFiles } from './list-files.ts';
import { changeOf, readFiles, STDIN_NAME } from './read-files.ts';
import { reasonOf } from './reason-of.ts';
import { buildReport, type LintReport } from './report.ts';
import { REPORTERS } from './reporters/reporters.ts';
import { failure, ok, type Result } from './result.ts';
import { selectRules } from './select-rules.ts';
import { isAtLeast } from './severity-order.ts';
import { formatStats, Stopwatch } from './stats.ts';
import { PLAIN_STYLE, styleFor } from './style.ts';
import type { Terminal } from './terminal.ts';

/** 0: nothing at or above `--fail-on`. 1: findings. 2: the question cannot be answered; standard error says why. */
export type ExitCode = 0 | 1 | 2;

const DEFAULT_COLUMNS = 120;

export async function lint(
  paths: readonly string[],
  options: LintOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const watch = new Stopwatch(terminal);
  const prepared = await prepare(paths, options, terminal, watch);
  if (!prepared.isOk) return refuse(prepared.problems, terminal);
  const { changes, configuration } = prepared.value;
  let hasDefect = false;
  const onDefect = (part: string, uri: string, error: unknown) => {
    hasDefect = true;
    terminal.stderr.write(`meshwright: ${part} failed in ${uri}; please report it\n${stackOf(error)}\n`);
  };
  const workspace = new Workspace(
    ruleEnvironment(({ kind, id }, { uri, key }, error) =>
      onDefect(`${kind} ${id}`, key === '' ? uri : `${uri} (${key})`, error),
    ),
    configuration,
  );
  const snapshot = workspace.apply(changes);
  watch.lap('parse');
  for (const _ of snapshot.analyze());
  watch.lap('analyze');
  const istio = [...snapshot.worlds()][0]?.config.istioVersion ?? '';
  const report = buildReport(snapshot, {
    version,
    istio,
    elapsed: () => watch.total(),
    onFixFailure: (rule, uri, error) => onDefect(`a fix of rule ${rule}`, uri, error),
  });
  const problem = emptiness(snapshot, report);
  if (problem !== undefined) return refuse([problem], terminal);
  watch.lap('report');
  const written = await writeReport(report, options, terminal, snapshot);
  if (!written.isOk) return refuse(written.problems, terminal);
  if (options.stats === true) terminal.stderr.write(formatStats(watch, snapshot, report));
  if (hasDefect) return 2;
  const { failOn } = options;
  return failOn !== 'never' && report.findings.some(({ severity }) => isAtLeast(severity, failOn)) ? 1 : 0;
}

interface Prepared {
  readonly changes: readonly FileChange[];
  readonly configuration: ConstructorParameters<typeof Workspace>[1];
}

/** Everything that can go wrong before there is something to judge. */
async function prepare(
  paths: readonly string[],
  options: LintOptions,
  terminal: Terminal,
  watch: Stopwatch,
): Promise<Result<Prepared>> {
  const { workingFolder } = terminal;
  const rules = selectRules(options.rule, options.ignore);
  if (!rules.isOk) return rules;
  const clusters = options.cluster?.map(({ path }) => path) ?? [];
  const all = paths.length + clusters.length === 0 ? ['.'] : [...paths, ...clusters];
  const configuration = await readConfiguration(options, all, { workingFolder, now: Date.now() });
  if (!configuration.isOk) return configuration;
  const { fileConfiguration, networksFiles, ignore } = configuration.value;
  const listing = await listFiles(
    all.filter((path) => path !== '-'),
    { workingFolder, ignore: ignore && patternsOf(ignore.folder, ignore.patterns) },
  );
  if (!listing.isOk) return listing;
  watch.lap('list');
  const files = await readFiles(listing.value.files, workingFolder);
  if (!files.isOk) return files;
  const known = new Set(files.value.map(({ uri }) => uri));
  const networks = await readFiles(
    networksFiles
      .filter((uri) => !known.has(uri))
      .map((uri) => ({ path: resolve(workingFolder, uri), isExplicit: true })),
    workingFolder,
  );
  if (!networks.isOk) return networks;
  const input = all.includes('-') ? await readStdin(terminal) : [];
  watch.lap('read');
  return ok({
    changes: [...files.value, ...networks.value, ...input],
    configuration: {
      worldsOf: await worldsOfFiles(
        listing.value,
        fileConfiguration,
        clusterFolders(options, workingFolder),
        workingFolder,
      ),
      severity: (rule, uri): SeveritySetting | undefined =>
        rules.value(rule) ? severityOf(fileConfiguration(uri).severities, rule) : 'off',
    },
  });
}

function clusterFolders(options: LintOptions, workingFolder: string): WorldConfig['clusters'] {
  const folders = options.cluster ?? [];
  return Object.fromEntries(
    folders.map(({ name, path }) => [displayPath(resolve(workingFolder, path), workingFolder), name]),
  );
}

async function readStdin(terminal: Terminal): Promise<readonly FileChange[]> {
  const change = changeOf(STDIN_NAME, await terminal.readInput(MAX_FILE_BYTES), true);
  return change === undefined ? [] : [change];
}

/** One world for all, but for folders that are built on their own. */
async function worldsOfFiles(
  listing: Listing,
  fileConfiguration: LintConfiguration['fileConfiguration'],
  clusters: WorldConfig['clusters'],
  workingFolder: string,
) {
  const markers = await Promise.all(
    listing.markers.map(async (path) => ({ path, text: await readFile(path, 'utf8').catch(() => '') })),
  );
  const folderOf = folderWorlds(markers.map(({ path, text }) => ({ path: slashed(path), text })));
  return (uri: string): readonly WorldDescription[] => {
    const { world, worldName } = fileConfiguration(uri);
    const config = { ...world, clusters };
    if (worldName !== undefined) return [{ id: `#${worldName}`, name: worldName, config }];
    const folder = uri === STDIN_NAME ? undefined : folderOf(slashed(resolve(workingFolder, uri)));
    const name = folder === undefined ? 'default' : displayPath(folder, workingFolder);
    return [{ id: folder === undefined ? '' : `/${name}`, name, config }];
  };
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/** The sentence for a run that has judged nothing. */
function emptiness(snapshot: Snapshot, report: LintReport): string | undefined {
  if (report.documents > 0 || report.findings.length > 0) return undefined;
  if (report.files === 0) return 'Nothing to analyze: there is no YAML or JSON file here';
  const isExplicit = snapshot.uris().includes(STDIN_NAME);
  return isExplicit
    ? 'Nothing to analyze: standard input is empty'
    : 'Nothing to analyze: no resource of Istio, the Gateway API or Kubernetes in these files';
}

async function writeReport(
  report: LintReport,
  options: LintOptions,
  terminal: Terminal,
  snapshot: Snapshot,
): Promise<Result<undefined>> {
  const findings = report.findings.filter(({ severity }) => isAtLeast(severity, options.minSeverity));
  const isToFile = options.output !== undefined;
  const text = REPORTERS[options.format](
    { ...report, findings },
    {
      style: isToFile ? PLAIN_STYLE : styleFor(terminal.stdout, terminal.environment),
      isQuiet: options.quiet === true,
      // Terminals that do not know their width say 0.
      columns: (isToFile ? 0 : terminal.stdout.columns) || DEFAULT_COLUMNS,
      hidden: report.findings.length - findings.length,
      linesOf: lineReader(snapshot),
    },
  );
  if (options.output === undefined) {
    terminal.stdout.write(text);
    return ok(undefined);
  }
  try {
    await writeFile(resolve(terminal.workingFolder, options.output), text);
    return ok(undefined);
  } catch (error) {
    return failure(`Cannot write "${options.output}": ${reasonOf(error)}`);
  }
}

/** Splits each file once. */
function lineReader(snapshot: Snapshot): (uri: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (uri) => {
    const lines = known.get(uri) ?? (snapshot.file(uri)?.text ?? '').split(/\r\n|\r|\n/);
    known.set(uri, lines);
    return lines;
  };
}

function refuse(problems: readonly string[], terminal: Terminal): ExitCode {
  for (const problem of problems) terminal.stderr.write(`meshwright: ${problem}\n`);
  return 2;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
