/** Targets and origins of every kind of reference. Key: `<kind of reference> <name>`. Shadowed definitions count too. */
import type { Resource } from '../../model/resource.ts';
import type { ReferenceId } from '../references/reference-id.ts';
import type { Site } from '../references/site.ts';
import { kindsWithSites, SITE_KINDS, type SiteRole, sitesOf } from '../references/sites-of.ts';
import { defineTable, type Holders } from '../table.ts';

export const referenceTargets = defineTable<Site>({
  name: 'referenceTargets',
  kinds: SITE_KINDS,
  definitions: 'all',
  isLate: true,
  holdersOf: (key) => spellersOf(key, 'targets'),
  rows: (resource) => keyed(sitesOf, resource, 'targets'),
});

export const referenceOrigins = defineTable<Site>({
  name: 'referenceOrigins',
  kinds: SITE_KINDS,
  definitions: 'all',
  isLate: true,
  holdersOf: (key) => spellersOf(key, 'origins'),
  rows: (resource) => keyed(sitesOf, resource, 'origins'),
});

export function referenceKey(kind: ReferenceId, name: string): string {
  return `${kind} ${name}`;
}

/** A name that every spelling of it holds: in `shop/edge`, or behind `app=`, the last word; of numbers there are several spellings. */
const SPELLED = /(?:^|[/=])([A-Za-z*][\w.-]*)$/;

/** Kinds of references have no blanks in their names. */
function spellersOf(key: string, role: SiteRole): Holders {
  const blank = key.indexOf(' ');
  const { all, unspelled } = kindsWithSites(key.slice(0, blank) as ReferenceId, role);
  const word = SPELLED.exec(key.slice(blank + 1))?.[1];
  return {
    kinds: all,
    mayHold: (resource) => word === undefined || unspelled.has(resource.kindId) || resource.mayContain(word),
  };
}

function* keyed(read: typeof sitesOf, resource: Resource, role: SiteRole): Iterable<readonly [string, Site]> {
  for (const site of read(resource)[role]) yield [referenceKey(site.kind, site.name), site];
}
