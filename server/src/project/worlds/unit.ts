/** What is applied together, as the files of a project say. */
import type { DeliveryObject } from '../../kustomize/delivery-settings.ts';
import type { WorldDescription } from '../../workspace/workspace-configuration.ts';
import type { GivenValues } from './given-values.ts';

export type UnitKind = 'declared' | 'delivery' | 'kustomize' | 'helm' | 'environment' | 'example' | 'plain';

/** Something that belongs to a unit and is in none of the files. */
export interface Unresolved {
  readonly kind: 'remote' | 'helm' | 'path' | 'values';
  readonly value: string;
  /** Path of the file that names it. */
  readonly file: string;
}

/**
 * `copy`: rendered from other files. `third-party`: somebody else's. Both are evidence, and judged by their schema.
 * `installation`: a chart of Istio itself, which belongs to a release of its own: evidence alone.
 */
export type UnitRole = 'own' | 'copy' | 'third-party' | 'installation';

export interface ChartValuesList extends GivenValues {
  /** For people: the last file, or who gives them. */
  readonly label: string;
}

export interface ChartRelease {
  /** Undefined where nobody says it. */
  readonly name: string | undefined;
  /** Values that no file holds are all that is known of how it is rendered. */
  readonly isOpen: boolean;
}

export interface ProjectUnit {
  readonly kind: UnitKind;
  readonly role: UnitRole;
  /** For people, unique among the units of a project. */
  readonly name: string;
  /** Path of the folder; empty for the project's own. */
  readonly root: string;
  /** URIs of the files whose objects count in it, in order. */
  readonly files: readonly string[];
  /** Sets of files of which one at a time is in force; what is in none of them always is. */
  readonly alternatives: readonly (readonly string[])[];
  /** Paths of the files that it is built from; undefined where files count as they are written. */
  readonly builtFrom: readonly string[] | undefined;
  /** Object whose settings are applied on top of what is built; its `file` is a path. */
  readonly delivery?: DeliveryObject | undefined;
  /** Paths of the manifests of a folder without a kustomization that its tool makes one for. */
  readonly manifests?: readonly string[] | undefined;
  /** What a chart is rendered with, one list at a time. */
  readonly values?: readonly ChartValuesList[];
  /** Set for charts. */
  readonly release?: ChartRelease;
  /** Namespace of objects that name none. */
  readonly namespace: string | undefined;
  /** Why these files are a unit: a sentence. */
  readonly why: string;
  readonly unresolved: readonly Unresolved[];
}

export interface ProjectWorld extends WorldDescription {
  /** `alone`: a file that counts for no other. */
  readonly kind: UnitKind | 'alone';
  readonly role: UnitRole;
}
