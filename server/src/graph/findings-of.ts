/** Findings of what a node or an edge stands for. */
import type { ResourceRef } from '../model/resource.ts';
import type { PublishedFinding } from '../workspace/finding.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { GraphPlace } from './graph-builder.ts';

export type FindingsByResource = ReadonlyMap<ResourceRef, readonly PublishedFinding[]>;

/**
 * Of all files, without hints: those are no marks.
 *
 * @param findingsIn for hosts that keep them; a snapshot has to look at each file
 */
export function findingsByResource(
  snapshot: Snapshot,
  findingsIn = (uri: string) => snapshot.findings(uri),
): FindingsByResource {
  const found = new Map<ResourceRef, PublishedFinding[]>();
  for (const uri of snapshot.uris()) {
    for (const finding of findingsIn(uri)) {
      if (finding.resource === undefined || finding.severity === 'hint') continue;
      const list = found.get(finding.resource);
      if (list === undefined) found.set(finding.resource, [finding]);
      else list.push(finding);
    }
  }
  return found;
}

/** A node that is a part of a resource has the findings of that part. */
export function findingsAt(
  findings: FindingsByResource,
  place: GraphPlace | undefined,
): readonly PublishedFinding[] {
  if (place === undefined) return [];
  const all = findings.get(place.resource) ?? [];
  const { path } = place;
  if (path === '' || path.startsWith('metadata') || !path.includes('[')) return all;
  return all.filter((finding) => finding.path.startsWith(path));
}
