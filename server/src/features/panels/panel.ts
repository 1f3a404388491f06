/** What a panel is on the server: a function from one version of a world and a question to plain data. */
import type { JsonValue } from '../../base/json.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { Mesh } from '../../semantics/mesh.ts';
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

/** Collects the places of an answer. Their ids say which object and which part of it, so they stay over edits. */
export class PlaceBook {
  readonly places = new Map<PlaceId, FileRange>();
  readonly #paths = new Map<PlaceId, { readonly resource: ResourceRef; readonly path: string }>();
  readonly #snapshot: Snapshot;
  readonly #known = new Map<ResourceRef, string>();
  readonly #counts = new Map<string, number>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  id(resource: ResourceRef, path: string): PlaceId {
    const id = `${this.#nameOf(resource)}#${path}`;
    if (!this.places.has(id)) {
      this.places.set(id, this.#snapshot.rangeOf({ resource, path, part: 'value' }));
      this.#paths.set(id, { resource, path });
    }
    return id;
  }

  link(text: string, resource: ResourceRef, path: string): { text: string; place: PlaceId } {
    return { text, place: this.id(resource, path) };
  }

  /** The id of a place that may be shown: `show` says that it is. */
  reserve(resource: ResourceRef, path: string): PlaceId {
    const id = `${this.#nameOf(resource)}#${path}`;
    if (!this.#paths.has(id)) this.#paths.set(id, { resource, path });
    return id;
  }

  /** Looks a reserved place up. */
  show(id: PlaceId): void {
    const place = this.#paths.get(id);
    if (place !== undefined) this.id(place.resource, place.path);
  }

  /** Ids of the places that hold a place of an object, the innermost last. */
  around(resource: ResourceRef, path: string): readonly PlaceId[] {
    return [...this.#paths]
      .filter(
        ([id, place]) => this.places.has(id) && place.resource === resource && isAround(place.path, path),
      )
      .sort(([, a], [, b]) => a.path.length - b.path.length)
      .map(([id]) => id);
  }

  /** Objects of one name, in two files, are told apart by a number. */
  #nameOf(resource: ResourceRef): string {
    const known = this.#known.get(resource);
    if (known !== undefined) return known;
    const { kindId, namespace, name } = resource;
    const plain = `${kindId}/${namespace}/${name}`;
    const count = (this.#counts.get(plain) ?? 0) + 1;
    this.#counts.set(plain, count);
    const chosen = count === 1 ? plain : `${plain}~${count}`;
    this.#known.set(resource, chosen);
    return chosen;
  }
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
