/**
 * Where sites stand, as paths with wildcards: `spec.http[].route[].destination.host`. `[]` is any item of a list, `*`
 * any entry of a map. All patterns of a kind are walked in one pass over the resource.
 */
import { pathSteps, withoutIndexes } from '../../base/node-path.ts';
import { Cursor } from '../../model/cursor.ts';
import type { Resource } from '../../model/resource.ts';

/** A place that matches a pattern, with the way to it. */
export class SitePlace {
  readonly resource: Resource;
  /** The value. */
  readonly at: Cursor;
  /** Key of the entry that holds the value; empty for an item of a list. */
  readonly key: string;
  readonly #above: Standing | undefined;

  constructor(resource: Resource, { at, key, above }: Standing) {
    this.resource = resource;
    this.at = at;
    this.key = key;
    this.#above = above;
  }

  /** The map or list `levels` above the value: 1 is the one that holds it. */
  up(levels: number): Cursor {
    let standing = this.#above;
    for (let level = 1; level < levels; level++) standing = standing?.above;
    return standing?.at ?? new Cursor(undefined);
  }
}

const ANY_ITEM = '[]';
const ANY_ENTRY = '*';

interface PatternNode<Leaf> {
  readonly below: Map<string, PatternNode<Leaf>>;
  readonly leaves: Leaf[];
}

/** Patterns of one kind of resource, merged by what they have in common; read when the first resource of the kind comes. */
export class PatternTree<Leaf> {
  readonly #root: PatternNode<Leaf> = { below: new Map(), leaves: [] };
  #unread: (readonly [pattern: string, leaf: Leaf])[] = [];

  add(pattern: string, leaf: Leaf): void {
    this.#unread.push([pattern, leaf]);
  }

  /** Visits every place in the resource that a pattern matches, in the order of the patterns. */
  visit(resource: Resource, visit: (place: SitePlace, leaf: Leaf) => void): void {
    walk({ resource, visit }, this.#read(), { at: resource.cursor, key: '', above: undefined });
  }

  /** What stands at a path such as `spec.http[2].route[0].destination.host`, written or not. */
  leavesAt(path: string): readonly Leaf[] {
    let nodes: readonly PatternNode<Leaf>[] = [this.#read()];
    for (const step of pathSteps(path)) {
      const wanted = typeof step === 'number' ? [ANY_ITEM] : [step, ANY_ENTRY];
      nodes = nodes.flatMap((node) => wanted.flatMap((each) => node.below.get(each) ?? []));
    }
    return nodes.flatMap((node) => node.leaves);
  }

  #read(): PatternNode<Leaf> {
    for (const [pattern, leaf] of this.#unread) addTo(this.#root, patternSteps(pattern), leaf);
    this.#unread = [];
    return this.#root;
  }
}

function addTo<Leaf>(root: PatternNode<Leaf>, steps: readonly string[], leaf: Leaf): void {
  let node = root;
  for (const step of steps) {
    let next = node.below.get(step);
    if (next === undefined) {
      next = { below: new Map(), leaves: [] };
      node.below.set(step, next);
    }
    node = next;
  }
  node.leaves.push(leaf);
}

interface Standing {
  readonly at: Cursor;
  readonly key: string;
  readonly above: Standing | undefined;
}

interface Walk<Leaf> {
  readonly resource: Resource;
  readonly visit: (place: SitePlace, leaf: Leaf) => void;
}

function walk<Leaf>(walked: Walk<Leaf>, node: PatternNode<Leaf>, standing: Standing): void {
  const { at } = standing;
  if (!at.exists) return;
  for (const leaf of node.leaves) walked.visit(new SitePlace(walked.resource, standing), leaf);
  if (node.below.size === 0) return;
  for (const [step, next] of node.below) {
    if (step === ANY_ITEM) {
      for (const item of at.items()) walk(walked, next, { at: item, key: '', above: standing });
    } else if (step === ANY_ENTRY) {
      for (const entry of at.entries()) {
        walk(walked, next, { at: entry.value, key: entry.key, above: standing });
      }
    } else if (at.has(step)) walk(walked, next, { at: at.get(step), key: step, above: standing });
  }
}

/** `metadata.labels.*` and `spec.hosts[]` as steps; keys with dots are quoted as in paths. */
function patternSteps(pattern: string): readonly string[] {
  const marked = withoutIndexes(pattern).replaceAll('[]', '[0]').replaceAll('.*', '["*"]');
  return pathSteps(marked).map((step) => (typeof step === 'number' ? ANY_ITEM : step));
}
