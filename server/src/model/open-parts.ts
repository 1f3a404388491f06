/** Lists and maps of a template that may hold more than is written: absence in them proves nothing. */
import { pathSteps } from '../base/node-path.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import { type Branch, BranchFinder, findBlocks, isAround } from '../helm/blocks.ts';
import { readTemplate } from '../helm/template.ts';
import { findEntry } from '../yaml/navigate.ts';
import type { YamlDocument, YamlNode } from '../yaml/node.ts';

/** An object and where it is written. */
export interface WrittenParts {
  readonly document: YamlDocument;
  readonly root: YamlNode;
  readonly basePath: string;
}

/** Actions that bring any number of items or keys; `undefined`: the actions do not balance, anything may be there. */
const openings = new WeakMap<YamlDocument, readonly OffsetRange[] | 'unknown'>();

/**
 * True when a loop, a `with`, or an action that stands alone brings content to what stands at `path`, and when nothing
 * stands there at all but actions.
 */
export function isOpen({ document, root, basePath }: WrittenParts, path: string): boolean {
  if (!document.isTemplate) return false;
  const found = openingsIn(document);
  if (found === 'unknown') return true;
  if (found.length === 0) return false;
  const stretch = stretchOf(root, pathSteps(path), basePath === '' ? document.text.length : root.end);
  return stretch !== undefined && found.some(({ start }) => stretch.start <= start && start < stretch.end);
}

function openingsIn(document: YamlDocument): readonly OffsetRange[] | 'unknown' {
  const known = openings.get(document);
  if (known !== undefined) return known;
  const { actions, masked, fault } = readTemplate(document.text);
  const isOpening = (kind: string) => kind === 'range' || kind === 'with' || kind === 'block';
  const found =
    fault !== undefined
      ? 'unknown'
      : [...actions.filter(({ kind }) => isOpening(kind)), ...(masked?.standalone ?? [])];
  openings.set(document, found);
  return found;
}

/** Branches of conditions and loops. */
const finders = new WeakMap<YamlDocument, BranchFinder>();

/**
 * True when the template may bring what stands at one of two paths without what stands at the other: they stand in different
 * branches, or each in a block of its own. Of other languages, blocks are not read.
 */
export function areApart(parts: WrittenParts, path: string, other: string): boolean {
  if (!parts.document.isTemplate) return false;
  if (parts.document.foreignMark !== undefined) return true;
  const [one, two] = [branchAt(parts, path), branchAt(parts, other)];
  return !isAround(one, two) && !isAround(two, one);
}

/** True when the template may leave out what stands at a path, or something of it, though the object is there. */
export function isConditional(parts: WrittenParts, path: string): boolean {
  const { document, root, basePath } = parts;
  if (!document.isTemplate) return false;
  if (document.foreignMark !== undefined) return true;
  const stretch = stretchOf(root, pathSteps(path), basePath === '' ? document.text.length : root.end);
  const finder = finderOf(document);
  if (stretch === undefined || !isAround(finder.at(stretch.start), finder.at(root.start))) return true;
  return finder.startsWithin(stretch.start, stretch.end);
}

function branchAt({ document, root, basePath }: WrittenParts, path: string): Branch | undefined {
  const end = basePath === '' ? document.text.length : root.end;
  const stretch = stretchOf(root, pathSteps(path), end);
  return stretch && finderOf(document).at(stretch.start);
}

function finderOf(document: YamlDocument): BranchFinder {
  let finder = finders.get(document);
  if (finder === undefined) {
    finder = new BranchFinder(findBlocks(readTemplate(document.text).actions).branches);
    finders.set(document, finder);
  }
  return finder;
}

/** From behind the key of a path to the next key beside it, or beside a key around it. */
function stretchOf(
  root: YamlNode,
  steps: readonly (string | number)[],
  end: number,
): OffsetRange | undefined {
  let node = root;
  let stretch: OffsetRange = { start: root.start, end };
  for (const step of steps) {
    if (typeof step === 'number') {
      const items = node.kind === 'seq' ? node.items : [];
      const item = items[step];
      if (item === undefined) return undefined;
      stretch = { start: item.value.start, end: items[step + 1]?.value.start ?? stretch.end };
      node = item.value;
      continue;
    }
    const entry = findEntry(node, step);
    if (entry === undefined || node.kind !== 'map') return undefined;
    const after = node.entries.filter(({ key }) => key.start > entry.key.start).map(({ key }) => key.start);
    stretch = {
      start: entry.key.end,
      end: after.length === 0 ? stretch.end : after.reduce((least, at) => Math.min(least, at)),
    };
    node = entry.value;
  }
  return stretch;
}
