/** `meshwright fix`: applies fixes to files, or prints what they would change. */

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createTwoFilesPatch } from 'diff';
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
  const cycles = new Cycles();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { snapshot } = workspace;
    for (const _ of snapshot.analyze());
    const findings = [...snapshot.uris()].sort().flatMap((uri) => snapshot.findings(uri));
    const together = fixTogether(findings, (finding) => {
      if (cycles.holds(finding)) return undefined;
      const fixes = offerFixes(snapshot, finding, (error) =>
        onDefect(`a fix of rule ${finding.rule}`, finding.uri, error),
      );
      return takesSuggestions ? preferredFix(fixes) : fixes.find(({ isSafe }) => isSafe);
    });
    if (together.made.length === 0) return { made: cycles.made(), isDone: cycles.isEmpty };
    const edited = [...together.edits].map(([uri, edits]) => {
      const before = snapshot.file(uri)?.text ?? '';
      return { uri, before, text: applyEdits(before, edits) };
    });
    cycles.add(together.made, edited);
    workspace.apply([...edited, ...[...together.created].map(([uri, text]) => ({ uri, text }))]);
  }
  return { made: cycles.made(), isDone: false };
}

/**
 * Rounds, and where they only push a conflict about: of several that disagree, each may follow another one. A file that reads
 * again as it did before them keeps that text, so that the next run ends there too, unless what is left changes something.
 */
class Cycles {
  /** Of each file the texts that rounds began with. */
  readonly #texts = new Map<string, Map<string, number>>();
  readonly #rounds: Made['made'][] = [];
  #places = new Set<string>();

  get isEmpty(): boolean {
    return this.#places.size === 0;
  }

  holds(finding: PublishedFinding): boolean {
    return this.#places.has(placeOf(finding));
  }

  made(): Made['made'] {
    return this.#rounds.flat().slice(0, MAX_LISTED);
  }

  add(
    made: Made['made'],
    edited: readonly { readonly uri: string; readonly before: string; readonly text: string }[],
  ): void {
    const round = this.#rounds.push(made) - 1;
    const places = new Set<string>();
    for (const { uri, before, text } of edited) {
      const known = this.#texts.get(uri) ?? new Map<string, number>();
      this.#texts.set(uri, known);
      if (!known.has(before)) known.set(before, round);
      const since = known.get(text);
      if (since !== undefined) for (const place of this.#takeBack(uri, since)) places.add(place);
    }
    this.#places = places;
  }

  /** Forgets what was made of a file; the places of it. */
  #takeBack(uri: string, since: number): readonly string[] {
    return this.#rounds.slice(since).flatMap((made, at) => {
      const isTakenBack = ({ fix: { change } }: Made['made'][number]) => change.edits.has(uri);
      this.#rounds[since + at] = made.filter((each) => !isTakenBack(each));
      return made.filter(isTakenBack).map(({ finding }) => placeOf(finding));
    });
  }
}

function placeOf({ rule, uri, resource, path, range }: PublishedFinding): string {
  return JSON.stringify([rule, uri, resource?.key, path, resource === undefined ? range.start : 0]);
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
