/** Lists and maps of a template that may hold more than is written: absence in them proves nothing. */
import { pathSteps } from '../base/node-path.ts';
import type { OffsetRange } from '../base/offset-range.ts';
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

/** Where other branches of conditions begin. */
const turns = new WeakMap<YamlDocument, readonly number[]>();

/** True when another branch of a condition begins between what stands at two paths: one may be there without the other. */
export function areApart({ document, root, basePath }: WrittenParts, path: string, other: string): boolean {
  if (!document.isTemplate) return false;
  const end = basePath === '' ? document.text.length : root.end;
  const [first, second] = [path, other]
    .map((each) => stretchOf(root, pathSteps(each), end)?.start)
    .sort((a = 0, b = 0) => a - b);
  if (first === undefined || second === undefined) return false;
  return turnsIn(document).some((turn) => first <= turn && turn < second);
}

function turnsIn(document: YamlDocument): readonly number[] {
  const known = turns.get(document);
  if (known !== undefined) return known;
  const found = readTemplate(document.text)
    .actions.filter(({ kind }) => kind === 'else')
    .map(({ start }) => start);
  turns.set(document, found);
  return found;
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
