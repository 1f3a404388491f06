/** Targets and origins of every kind of reference. Key: `<kind of reference> <name>`. Shadowed definitions count too. */
import type { Resource } from '../../model/resource.ts';
import type { ReferenceId } from '../references/reference-id.ts';
import type { Site } from '../references/site.ts';
import { kindsWithSites, SITE_KINDS, sitesOf } from '../references/sites-of.ts';
import { defineTable } from '../table.ts';

export const referenceTargets = defineTable<Site>({
  name: 'referenceTargets',
  kinds: SITE_KINDS,
  definitions: 'all',
  isLate: true,
  kindsOf: (key) => kindsWithSites(kindOfKey(key), 'targets'),
  rows: (resource) => keyed(sitesOf, resource, 'targets'),
});

export const referenceOrigins = defineTable<Site>({
  name: 'referenceOrigins',
  kinds: SITE_KINDS,
  definitions: 'all',
  isLate: true,
  kindsOf: (key) => kindsWithSites(kindOfKey(key), 'origins'),
  rows: (resource) => keyed(sitesOf, resource, 'origins'),
});

export function referenceKey(kind: ReferenceId, name: string): string {
  return `${kind} ${name}`;
}

/** Kinds of references have no blanks in their names. */
function kindOfKey(key: string): ReferenceId {
  return key.slice(0, key.indexOf(' ')) as ReferenceId;
}

function* keyed(
  read: typeof sitesOf,
  resource: Resource,
  role: 'targets' | 'origins',
): Iterable<readonly [string, Site]> {
  for (const site of read(resource)[role]) yield [referenceKey(site.kind, site.name), site];
}
