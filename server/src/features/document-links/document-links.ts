/** URLs that are written as values. (Editors underline links for good: the page of a kind is in its hover.) */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { YamlNode, YamlScalar } from '../../yaml/node.ts';

export interface DocumentLink {
  readonly range: OffsetRange;
  readonly target: string;
}

export function documentLinks(snapshot: Snapshot, uri: string): readonly DocumentLink[] {
  return snapshot.resources(uri).flatMap(({ resource: { root }, origin }) =>
    urlLinks(root).flatMap((link) => {
      const range = origin.placeRange(link.range);
      return range === undefined ? [] : [{ ...link, range }];
    }),
  );
}

function urlLinks(node: YamlNode): readonly DocumentLink[] {
  if (node.kind === 'seq') {
    return node.items.filter(({ via }) => via === undefined).flatMap(({ value }) => urlLinks(value));
  }
  if (node.kind === 'map') {
    return node.entries
      .filter(({ via, merged }) => via === undefined && merged !== true)
      .flatMap(({ value }) => urlLinks(value));
  }
  const { text, style } = node;
  if (style === 'literal' || style === 'folded' || !isWebAddress(text)) return [];
  return [{ range: contentOf(node), target: text }];
}

/** Without quotes. */
function contentOf({ start, end, style }: YamlScalar): OffsetRange {
  const isQuoted = style === 'single' || style === 'double';
  return isQuoted && end - start >= 2 ? { start: start + 1, end: end - 1 } : { start, end };
}

/** Whole values only, and no template, wildcard or blank in them. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#{}<>*"]+(?:[/?#][^\s{}<>"]*)?$/.test(text);
}
