/**
 * Sites: the places in a resource where a thing gets its name (targets) or is named (origins). Definition, references,
 * highlights, rename and reference counts are all views on these two lists.
 */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { Entry } from '../table.ts';
import type { ReferenceId } from './reference-id.ts';

/** Plain JSON; what a kind of reference needs to know of a site beside its place. */
export type SiteFacts = Readonly<Record<string, unknown>>;

export interface Site<Facts = SiteFacts> {
  /** Of the kind of reference. */
  readonly kind: ReferenceId;
  /** What sites that may mean the same thing have in common; `resolve` decides which of them do. */
  readonly name: string;
  /** Path in the resource. */
  readonly path: string;
  /** `key`: the name is a key, not a value. */
  readonly part?: 'key';
  /** The part of the scalar's decoded text that is the name: `reviews` in `shop/reviews`. */
  readonly slice?: OffsetRange;
  /** Means the thing without spelling its name: a wildcard. Never renamed, and it links nothing. */
  readonly isLoose?: true;
  readonly facts: Facts;
}

/** A site in the world. */
export type PlacedSite<Facts = SiteFacts> = Entry<Site<Facts>>;

/** A thing with a name, or a use of it: a site that a kind of reference read, before it is told which kind that is. */
export type BareSite<Facts> = Omit<Site<Facts>, 'kind' | 'path'> & { readonly path?: string };

/** Sites are one when they stand in definitions of the same object, at the same place. */
export function siteKey({ row, resource }: { readonly row: Site; readonly resource: ResourceRef }): string {
  return `${resource.key} ${row.kind} ${row.path} ${row.part ?? ''} ${row.slice?.start ?? ''}`;
}
