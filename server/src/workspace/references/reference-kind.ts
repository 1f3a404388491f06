/** What a kind of reference is made of. One file per kind in `kinds/`, listed in `reference-kinds.ts`. */
import type { KindId } from '../../base/kind-id.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../check.ts';
import type { WorldView } from '../world-view.ts';
import type { ReferenceId } from './reference-id.ts';
import type { BareSite, PlacedSite, Site, SiteFacts } from './site.ts';
import type { SitePlace } from './site-pattern.ts';

/** Places of some kinds of resources that name the thing. */
export interface SiteSource<Facts> {
  readonly in: readonly KindId[];
  /** Patterns of `site-pattern.ts`. */
  readonly at: readonly string[];
  /** The last word of a name, behind `/` or `=`, need not stand in the text of the resource. */
  readonly isUnspelled?: true;
  /** The sites at a place: none, when what is written there names nothing of this kind. */
  read(place: SitePlace): readonly BareSite<Facts>[];
}

export interface RenameRule<Target, Origin = SiteFacts> {
  /** How far targets that read the same are the same thing; `world` when absent. */
  readonly within?: 'object' | 'world';
  /** Why a thing keeps the name it has; undefined when it need not. */
  fixed?(target: Site<Target> | undefined): string | undefined;
  /** What is wrong with a new name, as a sentence without its full stop; undefined when it will do. */
  problemWith(newName: string, target: Site<Target> | undefined): string | undefined;
  /** What else a new name would mean by accident; undefined when nothing. */
  clash?(
    lookup: { readonly world: WorldReader; origins(name: string): readonly PlacedSite<Origin>[] },
    renamed: {
      readonly targets: readonly PlacedSite<Target>[];
      readonly origins: readonly PlacedSite<Origin>[];
    },
    newName: string,
  ): string | undefined;
  /** What in the world forbids to rename a name at all; undefined when nothing does. */
  obstacle?(world: WorldView, name: string): string | undefined;
  /** The part of a site's written text that is the name; all of it when absent. */
  nameIn?(written: string, target: Site<Target> | undefined): string;
  /** The target once it is renamed: another one that reads the same is in the way. By default only the name differs. */
  renamed?(target: Site<Target>, newName: string): { readonly name: string; readonly facts: Target };
}

/** What resolving an origin may look at. */
export interface ReferenceLookup<Target = SiteFacts> {
  readonly world: WorldReader;
  /** Targets of this kind that stand under a name, in every namespace. */
  targets(name: string): readonly PlacedSite<Target>[];
  /** Those in some objects, shadowed definitions of them included: nothing is read for it but these. */
  targetsIn(objects: readonly ResourceRef[], name: string): readonly PlacedSite<Target>[];
}

export interface ReferenceKind<Target = SiteFacts, Origin = SiteFacts> {
  readonly id: ReferenceId;
  /** As people call it: `subset`. */
  readonly noun: string;
  readonly targets: readonly SiteSource<Target>[];
  readonly origins: readonly SiteSource<Origin>[];
  /**
   * `resolved`: an origin means what `resolve` finds. `name`: names are global; those that are equal mean the same,
   * whether or not the files define it.
   */
  readonly identity: 'resolved' | 'name';
  /** The targets that an origin means, seen from where it stands; hidden ones only when none is visible. */
  resolve(lookup: ReferenceLookup<Target>, origin: PlacedSite<Origin>): readonly PlacedSite<Target>[];
  /** Names under which origins of a target may stand; its own when absent, `any` when it could be every name. */
  originNames?(target: Site<Target>): readonly string[] | 'any';
  /** Cheap: false where an origin of the name need not be resolved to see that it means another target. */
  couldMean?(origin: Site<Origin>, target: Site<Target>): boolean;
  readonly rename: RenameRule<Target, Origin> | { readonly refused: string };
  /** Rules that report an origin whose target is missing; or why none does. */
  readonly unknown: readonly string[] | { readonly none: string };
}

/** Keeps the types of a kind's facts inside its file. */
export function defineReference<Target extends object, Origin extends object>(
  kind: ReferenceKind<Target, Origin>,
): ReferenceKind {
  return kind as unknown as ReferenceKind;
}
