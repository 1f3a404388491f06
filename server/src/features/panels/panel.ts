/** What a panel is on the server: a function from one version of a world and a question to plain data. */
import type { JsonValue } from '../../base/json.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import type { FileRange } from '../../workspace/origin.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { EmptyAnswer, PanelItem, PlaceId, Sentence } from './panel-data.ts';

export interface PanelQuestion {
  readonly snapshot: Snapshot;
  readonly mesh: Mesh;
  /** Of the file that is asked from. */
  readonly uri: string;
  /** The object under the cursor. */
  readonly slot: Slot | undefined;
  /** What of the object stands at the cursor; empty outside of it. */
  readonly path: string;
  /** What the page has chosen; pages are not trusted, so it is read field by field. */
  readonly input: JsonValue;
  /** An object whose text cannot be read now is shown as it was. */
  isBroken?(resource: ResourceRef): boolean;
  /** Published findings of a file, where the host keeps them. */
  readonly findingsIn?: (uri: string) => readonly PublishedFinding[];
}

export interface PanelAnswer {
  readonly head: object;
  readonly items: readonly PanelItem[];
  /** Undefined when nothing has a place. */
  readonly book: PlaceBook | undefined;
  /** Places that are marked beside those that hold the cursor. */
  readonly here?: readonly PlaceId[];
}

export type Panel = (question: PanelQuestion) => PanelAnswer;

/**
 * Collects the places of an answer. Their ids are made from the object's name and the part of it, so they stay over edits;
 * they are short, since pages are told hundreds of them at each key.
 */
export class PlaceBook {
  readonly places = new Map<PlaceId, FileRange>();
  readonly #paths = new Map<PlaceId, { readonly resource: ResourceRef; readonly path: string }>();
  readonly #snapshot: Snapshot;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  id(resource: ResourceRef, path: string): PlaceId {
    const { kindId, namespace, name } = resource;
    const plain = shortHash(`${kindId}/${namespace}/${name}#${path}`);
    // Objects of one name, in two files, are told apart by a number.
    for (let count = 1; ; count += 1) {
      const id = count === 1 ? plain : `${plain}~${count}`;
      const known = this.#paths.get(id);
      if (known === undefined) {
        this.#paths.set(id, { resource, path });
        this.places.set(id, this.#snapshot.rangeOf({ resource, path, part: 'value' }));
        return id;
      }
      if (known.resource === resource && known.path === path) return id;
    }
  }

  link(text: string, resource: ResourceRef, path: string): { text: string; place: PlaceId } {
    return { text, place: this.id(resource, path) };
  }

  /** Ids of the places that hold a place of an object, the innermost last. */
  around(resource: ResourceRef, path: string): readonly PlaceId[] {
    return [...this.#paths]
      .filter(([, place]) => place.resource === resource && isAround(place.path, path))
      .sort(([, a], [, b]) => a.path.length - b.path.length)
      .map(([id]) => id);
  }
}

/** Two 32-bit hashes (FNV-1a with other primes) in letters and digits: 53 bits or so are alike by chance in no mesh. */
function shortHash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return (a >>> 0).toString(36) + ((b ^ (b >>> 15)) >>> 12).toString(36);
}

function isAround(outer: string, path: string): boolean {
  return (
    path === outer || (path.startsWith(outer) && (path[outer.length] === '.' || path[outer.length] === '['))
  );
}

export function emptyAnswer(...why: Sentence): PanelAnswer {
  const head: EmptyAnswer = { state: 'empty', why };
  return { head, items: [], book: undefined };
}
