/** `suppressions` of `meshwright.json`: rules that say nothing about some files, each with a reason. */
import type { JsonValue } from '../base/json.ts';
import { childPath, itemPath } from '../base/node-path.ts';
import { globMatches } from '../primitives/glob.ts';
import { isPathGlob, pathGlobCovers } from '../primitives/path-glob.ts';
import { isRecord } from '../yaml/to-json.ts';

export interface PathSuppression {
  /** Ids, or globs of them. */
  readonly rules: readonly string[];
  /** Path globs; a folder stands for all that is below it. */
  readonly files: readonly string[];
  readonly reason: string | undefined;
  /** Where it stands in the file: `suppressions[0]`. */
  readonly at: string;
}

/** `below`: where, counted from the key. */
export interface WrongSuppression {
  readonly text: string;
  readonly below: string;
}

const KEYS: readonly string[] = ['rules', 'files', 'reason'];

/** Entries that can be read, and the first thing that is wrong. */
export function readSuppressions(value: JsonValue): {
  readonly entries: readonly PathSuppression[];
  readonly wrong: WrongSuppression | undefined;
} {
  if (!Array.isArray(value)) {
    return { entries: [], wrong: { text: '"suppressions" must be a list of objects', below: '' } };
  }
  const read = (value as readonly JsonValue[]).map((item, at) => readEntry(item, itemPath('', at)));
  return {
    entries: read.flatMap((each) => ('text' in each ? [] : [each])),
    wrong: read.find((each): each is WrongSuppression => 'text' in each),
  };
}

function readEntry(item: JsonValue, at: string): PathSuppression | WrongSuppression {
  if (!isRecord(item)) return { text: 'A suppression must be an object', below: at };
  const { rules, files, reason } = item;
  const unknown = Object.keys(item).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) return { text: `Unknown key "${unknown}"`, below: childPath(at, unknown) };
  if (!isFilledList(rules)) {
    return { text: '"rules" must be a list of rule ids with at least one', below: childPath(at, 'rules') };
  }
  if (!isFilledList(files)) {
    return { text: '"files" must be a list of paths with at least one', below: childPath(at, 'files') };
  }
  const bad = files.findIndex((file) => !isPathGlob(file));
  if (bad >= 0) {
    const text = `"${files[bad]}" is no path: "*" and "**" stand for any name and any folders`;
    return { text, below: itemPath(childPath(at, 'files'), bad) };
  }
  if (reason !== undefined && typeof reason !== 'string') {
    return { text: '"reason" must be a string', below: childPath(at, 'reason') };
  }
  return { rules, files, reason: reason === '' ? undefined : reason, at: `suppressions${at}` };
}

function isFilledList(value: JsonValue | undefined): value is readonly string[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string' && each !== '')
  );
}

/** Whether somebody silenced a rule for a file. `path`: decoded, from the folder of the configuration. */
export function isSuppressedAt(all: readonly PathSuppression[], rule: string, path: string): boolean {
  return all.some(
    ({ rules, files }) =>
      rules.some((id) => globMatches(id, rule)) && files.some((glob) => pathGlobCovers(glob, path)),
  );
}
