/** `meshwright lint`: from paths to a report and an exit code. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Snapshot } from '../workspace/snapshot.ts';
import { judge } from './judge.ts';
import { type LintOptions, mildestShown } from './lint-options.ts';
import { nothingToAnalyze } from './nothing-to-analyze.ts';
import { reasonOf } from './reason-of.ts';
import { buildReport, type LintReport } from './report.ts';
import { displayText } from './reporters/display-text.ts';
import { REPORTERS } from './reporters/reporters.ts';
import { failure, ok, type Result } from './result.ts';
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
  const judged = await judge(paths, options, terminal, true);
  if (!judged.isOk) return refuse(judged.problems, terminal);
  const { workspace, opened, onDefect, failures } = judged.value;
  const { show } = opened;
  const { snapshot } = workspace;
  watch.lap('read');
  for (const _ of snapshot.analyze());
  watch.lap('analyze');
  const istio = [...snapshot.worlds()][0]?.config.istioVersion ?? '';
  const report = buildReport(snapshot, {
    version,
    istio,
    show,
    elapsed: () => watch.total(),
    fixesFrom: showsFixes(options.format) ? mildestShown(options) : undefined,
    onFixFailure: (rule, uri, error) => onDefect(`a fix of rule ${rule}`, uri, error),
  });
  const problem = await nothingToAnalyze(snapshot, report, opened);
  if (problem !== undefined) return refuse([problem], terminal);
  watch.lap('report');
  const written = await writeReport(report, options, terminal, lineReader(snapshot, show));
  if (!written.isOk) return refuse(written.problems, terminal);
  if (options.stats === true) terminal.stderr.write(formatStats(watch, snapshot, report));
  if (failures() > 0) return 2;
  const { failOn } = options;
  return failOn !== 'never' && report.findings.some(({ severity }) => isAtLeast(severity, failOn)) ? 1 : 0;
}

async function writeReport(
  report: LintReport,
  options: LintOptions,
  terminal: Terminal,
  linesOf: (file: string) => readonly string[],
): Promise<Result<undefined>> {
  const findings = report.findings.filter(({ severity }) => isAtLeast(severity, mildestShown(options)));
  const isToFile = options.output !== undefined;
  const text = REPORTERS[options.format](
    { ...report, findings },
    {
      style: isToFile ? PLAIN_STYLE : styleFor(terminal.stdout, terminal.environment),
      isQuiet: options.quiet === true,
      // Terminals that do not know their width say 0.
      columns: (isToFile ? 0 : terminal.stdout.columns) || DEFAULT_COLUMNS,
      hidden: report.findings.length - findings.length,
      linesOf,
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
function lineReader(snapshot: Snapshot, show: (uri: string) => string): (file: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  const uris = new Map(snapshot.uris().map((uri) => [show(uri), uri]));
  return (file) => {
    const text = snapshot.file(uris.get(file) ?? '')?.text ?? '';
    const lines = known.get(file) ?? text.split(/\r\n|\r|\n/);
    known.set(file, lines);
    return lines;
  };
}

function refuse(problems: readonly string[], terminal: Terminal): ExitCode {
  for (const problem of problems) terminal.stderr.write(`meshwright: ${displayText(problem)}\n`);
  return 2;
}

function showsFixes(format: LintOptions['format']): boolean {
  return format === 'pretty' || format === 'json';
}
