/** `meshwright fix`: applies fixes to files, or prints what they would change. */

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createTwoFilesPatch } from 'diff';
import { append } from '../base/append.ts';
import { applyEdits } from '../base/text-edit.ts';
import { fixTogether, preferredFix } from '../features/code-actions/fix-all.ts';
import { type OfferedFix, offerFixes } from '../rules/offer-fixes.ts';
import type { PublishedFinding } from '../workspace/finding.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Judged, judge } from './judge.ts';
import type { ExitCode } from './lint.ts';
import type { LintOptions } from './lint-options.ts';
import { reasonOf } from './reason-of.ts';
import { displayText } from './reporters/display-text.ts';
import type { Terminal } from './terminal.ts';

export interface FixOptions extends Pick<LintOptions, 'rule' | 'ignore' | 'preset'> {
  readonly dryRun?: true;
  /** Suggestions, too, where there is one that is likelier than the others. */
  readonly unsafe?: true;
}

/** A fix may uncover another mistake: that is mended in the next round. */
const MAX_ROUNDS = 10;

/** 0: nothing is left to fix so. 1: something is, or would be changed by a dry run. 2: the question cannot be answered. */
export async function fix(
  paths: readonly string[],
  options: FixOptions & LintOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const complain = (text: string): ExitCode => {
    terminal.stderr.write(`meshwright: ${displayText(text)}\n`);
    return 2;
  };
  if (paths.includes('-')) return complain('Standard input cannot be fixed: name files or folders');
  const judged = await judge(paths, options, terminal);
  if (!judged.isOk) return judged.problems.map(complain)[0] ?? 2;
  const { workspace, opened, failures } = judged.value;
  const before = textsOf(workspace);
  if (before.size === 0) return complain('Nothing to fix: there is no YAML or JSON file here');
  const { made, isDone } = applyFixes(judged.value, options.unsafe === true);
  const changed = [...textsOf(workspace)].filter(([uri, text]) => before.get(uri) !== text);
  const { show } = opened;
  for (const [uri, text] of changed) {
    if (options.dryRun === true) {
      terminal.stdout.write(patchOf(show(uri), before.get(uri), text));
      continue;
    }
    const problem = await writeFile(fileURLToPath(uri), text).then(() => undefined, reasonOf);
    if (problem !== undefined) return complain(`Cannot write "${show(uri)}": ${problem}`);
  }
  if (options.dryRun !== true) {
    for (const { finding, fix: applied } of made) {
      terminal.stdout.write(`${displayText(`${show(finding.uri)}: ${applied.title}`)}  (${finding.rule})\n`);
    }
    terminal.stdout.write(
      `${counted(made.length, 'fix', 'fixes')} in ${counted(changed.length, 'file', 'files')}\n`,
    );
  }
  if (failures() > 0) return 2;
  return (options.dryRun === true && changed.length > 0) || !isDone ? 1 : 0;
}

interface Made {
  readonly made: readonly { readonly finding: PublishedFinding; readonly fix: OfferedFix }[];
  /** Nothing of the sort is left. */
  readonly isDone: boolean;
}

function applyFixes({ workspace, onDefect }: Judged, takesSuggestions: boolean): Made {
  const made: Made['made'][number][] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { snapshot } = workspace;
    for (const _ of snapshot.analyze());
    const findings = [...snapshot.uris()].sort().flatMap((uri) => snapshot.findings(uri));
    const together = fixTogether(findings, (finding) => {
      const fixes = offerFixes(snapshot, finding, (error) =>
        onDefect(`a fix of rule ${finding.rule}`, finding.uri, error),
      );
      return takesSuggestions ? preferredFix(fixes) : fixes.find(({ isSafe }) => isSafe);
    });
    if (together.made.length === 0) return { made, isDone: true };
    append(made, together.made.slice(0, MAX_LISTED));
    workspace.apply([
      ...[...together.edits].map(([uri, edits]) => ({
        uri,
        text: applyEdits(snapshot.file(uri)?.text ?? '', edits),
      })),
      ...[...together.created].map(([uri, text]) => ({ uri, text })),
    ]);
  }
  return { made, isDone: false };
}

/** More lines than that nobody reads. */
const MAX_LISTED = 10_000;

function textsOf({ snapshot }: Workspace): Map<string, string> {
  return new Map(snapshot.uris().map((uri) => [uri, snapshot.file(uri)?.text ?? '']));
}

function patchOf(name: string, before: string | undefined, after: string): string {
  const from = before === undefined ? '/dev/null' : `a/${name}`;
  return createTwoFilesPatch(from, `b/${name}`, before ?? '', after, undefined, undefined, {
    context: 3,
  }).replace(/^=+\n/, '');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
