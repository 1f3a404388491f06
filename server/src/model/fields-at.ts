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
  const visit = (field: Cursor, { ends, below, byName }: Branch): void => {
    if (!field.exists) return;
    for (const at of ends) found.push({ entry: entries[at] as Entry, field, at });
    for (const { suffix, branch } of below) for (const each of elements(field, suffix)) visit(each, branch);
    const { node } = field;
    if (byName.size === 0 || node?.kind !== 'map') return;
    // Few of the fields that a kind knows are written.
    for (const { key, overridden } of node.entries) {
      const branch = overridden === true ? undefined : byName.get(key.text);
      if (branch !== undefined) visit(field.get(key.text), branch);
    }
  };
  visit(root, treeOf(entries));
  return found.sort((a, b) => a.at - b.at);
}

/** Patterns by their steps. */
interface Branch {
  /** Indexes of the patterns that end here. */
  readonly ends: number[];
  /** What goes on with each item or value of what stands here. */
  readonly below: { readonly suffix: '[]' | '{}'; readonly branch: Branch }[];
  readonly byName: Map<string, Branch>;
}

const TREES = new WeakMap<object, Branch>();

function treeOf(entries: readonly { readonly pattern: string }[]): Branch {
  const known = TREES.get(entries);
  if (known !== undefined) return known;
  const root = emptyBranch();
  entries.forEach(({ pattern }, at) => {
    let branch = root;
    for (const { name, suffix } of stepsOf(pattern)) {
      if (name !== '') branch = named(branch, name);
      if (suffix !== '') branch = ofEach(branch, suffix);
    }
    branch.ends.push(at);
  });
  TREES.set(entries, root);
  return root;
}

function emptyBranch(): Branch {
  return { ends: [], below: [], byName: new Map() };
}

function named({ byName }: Branch, name: string): Branch {
  const known = byName.get(name) ?? emptyBranch();
  byName.set(name, known);
  return known;
}

function ofEach({ below }: Branch, suffix: '[]' | '{}'): Branch {
  const known = below.find((each) => each.suffix === suffix);
  if (known !== undefined) return known.branch;
  const branch = emptyBranch();
  below.push({ suffix, branch });
  return branch;
}

/** The entries whose pattern names a field that is written, `null` included; one may come several times. No place is made. */
export function writtenAmong<Entry extends { readonly pattern: string }>(
  root: YamlNode,
  entries: readonly Entry[],
): readonly Entry[] {
  const found: Entry[] = [];
  const visit = (node: YamlNode, { ends, below, byName }: Branch): void => {
    for (const at of ends) found.push(entries[at] as Entry);
    for (const { suffix, branch } of below) {
      if (suffix === '[]' && node.kind === 'seq') for (const { value } of node.items) visit(value, branch);
      if (suffix === '{}' && node.kind === 'map') for (const { value } of node.entries) visit(value, branch);
    }
    if (byName.size === 0 || node.kind !== 'map') return;
    for (const { key, value } of node.entries) {
      const branch = byName.get(key.text);
      if (branch !== undefined) visit(value, branch);
    }
  };
  visit(root, treeOf(entries));
  return found;
}
