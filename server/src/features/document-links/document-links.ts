/** Addresses in a file: the reference page behind a kind, and URLs that are written as values. */
import { kindIdOf } from '../../base/kind-id.ts';
import type { OffsetRange } from '../../base/offset-range.ts';
import { kindDoc } from '../../schema/docs.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { findEntry } from '../../yaml/navigate.ts';
import type { YamlNode, YamlScalar } from '../../yaml/node.ts';

export interface DocumentLink {
  readonly range: OffsetRange;
  readonly target: string;
  /** True for a reference page, false for an address that the file itself names. */
  readonly isReference: boolean;
}

export function documentLinks(snapshot: Snapshot, uri: string): readonly DocumentLink[] {
  return snapshot.resources(uri).flatMap(({ resource: { root, apiVersion }, origin }) =>
    [...kindLink(root, apiVersion), ...urlLinks(root)].flatMap((link) => {
      const range = origin.placeRange(link.range);
      return range === undefined ? [] : [{ ...link, range }];
    }),
  );
}

function kindLink(root: YamlNode, apiVersion: string): readonly DocumentLink[] {
  const entry = findEntry(root, 'kind');
  if (entry?.value.kind !== 'scalar' || entry.via !== undefined) return [];
  const doc = kindDoc(kindIdOf(apiVersion, entry.value.text).id);
  return doc === undefined ? [] : [{ range: contentOf(entry.value), target: doc.url, isReference: true }];
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
  return [{ range: contentOf(node), target: text, isReference: false }];
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
