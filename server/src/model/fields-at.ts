/** Fields named by a pattern, as schema facts name them: `http[].match[].headers{}`. */
import { findEntry } from '../yaml/navigate.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { Cursor } from './cursor.ts';

/**
 * Every written field that the pattern names below `root`: `[]` stands for each item of a list, `{}` for each value of
 * a map.
 */
export function fieldsAt(root: Cursor, pattern: string): readonly Cursor[] {
  const steps = stepsOf(pattern);
  // Few of the fields that a kind knows are written: places are made for those only.
  if (!isWritten(root.node, steps, 0)) return NONE;
  let found: readonly Cursor[] = [root];
  for (const { name, suffix } of steps) {
    const named = name === '' ? found : found.map((cursor) => cursor.get(name));
    found = named.filter((cursor) => cursor.exists).flatMap((cursor) => elements(cursor, suffix));
  }
  return found;
}

const NONE: readonly Cursor[] = [];

/** Whether there is a field below a node at the steps from `at` on. */
function isWritten(node: YamlNode | undefined, steps: readonly Step[], at: number): boolean {
  const step = steps[at];
  if (step === undefined) return true;
  const named = step.name === '' ? node : findEntry(node, step.name)?.value;
  if (!isThere(named)) return false;
  if (step.suffix === '') return isWritten(named, steps, at + 1);
  if (step.suffix === '[]') {
    return (
      named.kind === 'seq' &&
      named.items.some(({ value }) => isThere(value) && isWritten(value, steps, at + 1))
    );
  }
  return (
    named.kind === 'map' &&
    named.entries.some(
      ({ value, overridden }) => overridden !== true && isThere(value) && isWritten(value, steps, at + 1),
    )
  );
}

/** As `Cursor.exists`. */
function isThere(node: YamlNode | undefined): node is YamlNode {
  return node !== undefined && !(node.kind === 'scalar' && node.value === null);
}

interface Step {
  readonly name: string;
  readonly suffix: '' | '[]' | '{}';
}

/** Patterns are constants of the rules, read on every run of theirs: each is taken apart once. */
const STEPS = new Map<string, readonly Step[]>();

function stepsOf(pattern: string): readonly Step[] {
  const known = STEPS.get(pattern);
  if (known !== undefined) return known;
  const steps = pattern.split('.').map((step): Step => {
    const suffix = step.endsWith('[]') ? '[]' : step.endsWith('{}') ? '{}' : '';
    return { name: step.slice(0, step.length - suffix.length), suffix };
  });
  STEPS.set(pattern, steps);
  return steps;
}

function elements(cursor: Cursor, suffix: Step['suffix']): readonly Cursor[] {
  if (suffix === '[]') return cursor.items().filter((item) => item.exists);
  if (suffix === '{}')
    return cursor
      .entries()
      .map(({ value }) => value)
      .filter((value) => value.exists);
  return [cursor];
}

export interface FoundField<Entry> {
  readonly entry: Entry;
  readonly field: Cursor;
}

/** The fields of many patterns, which begin alike: each place is looked at once. In the order of the patterns. */
export function fieldsAtAll<Entry extends { readonly pattern: string }>(
  root: Cursor,
  entries: readonly Entry[],
): readonly FoundField<Entry>[] {
  const found: (FoundField<Entry> & { readonly at: number })[] = [];
  const visit = (cursor: Cursor, { ends, below }: Branch): void => {
    for (const at of ends) found.push({ entry: entries[at] as Entry, field: cursor, at });
    for (const { step, branch } of below) {
      // Few of the fields that a kind knows are written.
      if (step.name !== '' && !cursor.has(step.name)) continue;
      const named = step.name === '' ? cursor : cursor.get(step.name);
      if (named.exists) for (const element of elements(named, step.suffix)) visit(element, branch);
    }
  };
  visit(root, treeOf(entries));
  return found.sort((a, b) => a.at - b.at);
}

/** Patterns by their steps. */
interface Branch {
  /** Indexes of the patterns that end here. */
  readonly ends: number[];
  readonly below: { readonly step: Step; readonly branch: Branch }[];
}

const TREES = new WeakMap<object, Branch>();

function treeOf(entries: readonly { readonly pattern: string }[]): Branch {
  const known = TREES.get(entries);
  if (known !== undefined) return known;
  const root: Branch = { ends: [], below: [] };
  entries.forEach(({ pattern }, at) => {
    let branch = root;
    for (const step of stepsOf(pattern)) {
      let next = branch.below.find(
        ({ step: { name, suffix } }) => name === step.name && suffix === step.suffix,
      );
      if (next === undefined) {
        next = { step, branch: { ends: [], below: [] } };
        branch.below.push(next);
      }
      branch = next.branch;
    }
    branch.ends.push(at);
  });
  TREES.set(entries, root);
  return root;
}
