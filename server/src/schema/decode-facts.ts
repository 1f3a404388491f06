/** Turns a node table into kinds whose shared subtrees are the same object wherever they occur. */
import type { KindId } from '../base/kind-id.ts';
import { compareReleases } from '../primitives/release-order.ts';
import type { CompactFamily, CompactKind, CompactNode, CompactSpan } from './compact-facts.ts';
import type { Channel, FieldSchema, KindSchema, ServedVersion } from './field-schema.ts';

export function decodeFamily(family: CompactFamily, name: KindSchema['family']): readonly KindSchema[] {
  const nodes: FieldSchema[] = [];
  // A node refers only to nodes in front of it, so one pass is enough.
  for (const node of family.nodes) nodes.push(decodeNode(node, nodes));
  return family.kinds.map((kind) => decodeKind(kind, name, nodes));
}

function decodeNode(node: CompactNode, known: readonly FieldSchema[]): FieldSchema {
  const { fields, element, ...own } = node;
  const members = new Map<string, FieldSchema>();
  for (const [key, index] of Object.entries(fields ?? {})) {
    const member = known[index];
    if (member !== undefined) members.set(key, member);
  }
  const item = element === undefined ? undefined : known[element];
  return {
    ...own,
    ...(fields === undefined ? {} : { fields: members }),
    ...(item === undefined ? {} : { element: item }),
  };
}

function decodeKind(
  kind: CompactKind,
  family: KindSchema['family'],
  nodes: readonly FieldSchema[],
): KindSchema {
  const { spans, standardSpans, root, ...own } = kind;
  const isExperimental = family === 'gateway-api' && standardSpans === undefined;
  return {
    ...own,
    id: `${kind.group}/${kind.kind}` as KindId,
    family,
    root: nodes[root] ?? { type: 'object' },
    experimental: isExperimental,
    versions: (release: string, channel: Channel = 'experimental') =>
      versionsAt(
        family !== 'gateway-api' || channel === 'experimental' ? spans : (standardSpans ?? []),
        release,
      ),
  };
}

/** A release older than every bundle is read as the oldest one: nothing better is known. */
function versionsAt(spans: readonly CompactSpan[], release: string): readonly ServedVersion[] {
  const span = spans.findLast((candidate) => compareReleases(candidate.from, release) <= 0);
  return (span ?? spans[0])?.versions ?? [];
}
