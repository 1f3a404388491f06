/** Findings as rules make them: by path, so that moving text changes nothing, and as people see them: by range. */
import type { OffsetRange } from '../base/offset-range.ts';
import type { ResourceRef } from '../model/resource.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';
export type SeveritySetting = Severity | 'off';
export type FindingTag = 'deprecated' | 'unnecessary';

/** The same problem in another tool; see `equivalents` in the command line's contract. */
export interface Equivalent {
  readonly tool: 'istioctl' | 'webhook' | 'crd' | 'kiali';
  readonly code: string;
  readonly analyzer?: string;
}

/** A place in a resource. `slice` narrows a scalar to a part of its decoded text (the namespace of `ns/name`). */
export interface Place {
  readonly resource: ResourceRef;
  /** Relative to the resource: `spec.http[0].route[0].destination.host`. A path that does not exist means its nearest ancestor. */
  readonly path: string;
  /** `key`: the key in front of the value; `value` (default); `entry`: both. */
  readonly part?: 'key' | 'value' | 'entry';
  readonly slice?: OffsetRange;
}

export interface RelatedPlace extends Place {
  readonly text: string;
}

export type FindingData = Readonly<Record<string, unknown>>;

/** What a rule reports; plain JSON except for the resource handles. */
export interface Finding {
  readonly rule: string;
  readonly message: string;
  /** Key into the rule's messages; stable. */
  readonly messageKey: string;
  readonly severity: Severity;
  readonly at: Place;
  readonly data: FindingData;
  readonly related: readonly RelatedPlace[];
  /** How many related places there are, when they are more than are listed. */
  readonly relatedCount?: number;
  readonly tags: readonly FindingTag[];
  readonly equivalents: readonly Equivalent[];
  /** Keys of the rule's fixes that apply. */
  readonly fixes: readonly string[];
}

/** A finding at its place in a file, in file offsets, after severities and suppression. */
export interface PublishedFinding extends Omit<Finding, 'at' | 'related'> {
  readonly uri: string;
  readonly range: OffsetRange;
  /** Path inside the resource; empty for findings about the text itself. */
  readonly path: string;
  /** Absent when no resource could be identified. */
  readonly resource: ResourceRef | undefined;
  readonly apiVersion: string | undefined;
  /** Name of the (first) world. */
  readonly world: string;
  /** Names of the worlds that have it: when not all that show the place do, and of what several are built from. */
  readonly worlds?: readonly string[];
  /** The same in other places of the object, told with this one. */
  readonly repeated?: readonly PublishedFinding[];
  /** All worlds that show the place have it. */
  readonly isEverywhere?: true;
  /** Ids of the worlds that have it, when several show the place. */
  readonly worldIds?: readonly string[];
  readonly related: readonly { readonly uri: string; readonly range: OffsetRange; readonly text: string }[];
}

const MAX_WORLDS = 3;

/** The message with the worlds that have it, when that is worth a word. */
export function messageWithWorlds({ message, worlds }: Pick<PublishedFinding, 'message' | 'worlds'>): string {
  return worlds === undefined ? message : `${message} (in ${worldsInWords(worlds)})`;
}

/** `dev, prod and 4 more`. */
export function worldsInWords(worlds: readonly string[]): string {
  const shown = worlds.slice(0, MAX_WORLDS);
  const rest = worlds.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
