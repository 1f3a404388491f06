/**
 * Where an object that is missing belongs: beside its kin, in the manner of their folder. A folder that keeps one object
 * in each file gets a file, named as its others are; everywhere else a document is added behind the kin.
 */
import type { JsonValue } from '../../base/json.ts';
import { type KindId, kindIdOf, kindName } from '../../base/kind-id.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { Slot } from '../slot.ts';
import type { Snapshot } from '../snapshot.ts';
import type { WorldView } from '../world-view.ts';
import { fileNameFor, type NamedFile } from './file-name.ts';
import type { WorkspaceOperation } from './operation.ts';

export interface NewObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Empty for kinds without. */
  readonly namespace: string;
  /** What stands behind `metadata`. */
  readonly body: Readonly<Record<string, JsonValue>>;
}

/** `near`: the object that needs it, or what it is about; it decides when the namespace has none of its kind. */
export function createObject(snapshot: Snapshot, near: ResourceRef, wanted: NewObject): WorkspaceOperation {
  const { id } = kindIdOf(wanted.apiVersion, wanted.kind);
  const world = snapshot.worldOf(near);
  const kin = world && placesOf(snapshot, world).kin(id, wanted.namespace);
  const beside = kin ?? near;
  const manifest = {
    apiVersion: wanted.apiVersion,
    kind: wanted.kind,
    metadata: { name: wanted.name, ...(wanted.namespace !== '' && { namespace: wanted.namespace }) },
    ...wanted.body,
  };
  const files = world && beside instanceof Slot ? placesOf(snapshot, world).filesBeside(beside) : [];
  const name = fileNameFor(files, { kind: wanted.kind, name: wanted.name });
  return name === undefined
    ? { op: 'createDocument', beside, manifest }
    : { op: 'createFile', beside, name, manifests: [manifest] };
}

/** Looked up by all fixes of one version: made once for it. */
const known = new WeakMap<Snapshot, Map<string, Places>>();

function placesOf(snapshot: Snapshot, world: WorldView): Places {
  const byWorld = known.get(snapshot) ?? new Map<string, Places>();
  known.set(snapshot, byWorld);
  const places = byWorld.get(world.id) ?? new Places(world);
  byWorld.set(world.id, places);
  return places;
}

class Places {
  /** Objects that stand in a file as they are, by kind and namespace. */
  readonly #kin = new Map<string, Slot>();
  readonly #byFolder = new Map<string, Map<string, Slot[]>>();

  constructor(world: WorldView) {
    for (const slot of world.slots()) {
      // What a rendering makes is written in parts, and only the files that it names count.
      if (slot.unit !== slot.uri) continue;
      this.#kin.set(kinKey(slot.kindId, slot.namespace), slot);
      const folder = folderOf(slot.uri);
      const files = this.#byFolder.get(folder) ?? new Map<string, Slot[]>();
      this.#byFolder.set(folder, files);
      const inFile = files.get(slot.uri);
      if (inFile === undefined) files.set(slot.uri, [slot]);
      else inFile.push(slot);
    }
  }

  kin(kind: KindId, namespace: string): Slot | undefined {
    return this.#kin.get(kinKey(kind, namespace));
  }

  /** Files of the folder when each holds one object, as that of `beside` does; else none. */
  filesBeside(beside: Slot): readonly NamedFile[] {
    const files = [...(this.#byFolder.get(folderOf(beside.uri)) ?? [])];
    if (beside.unit !== beside.uri || files.length < 2) return [];
    return files.every(([, slots]) => slots.length === 1)
      ? files.map(([uri, slots]) => ({
          file: uri.slice(uri.lastIndexOf('/') + 1),
          kind: kindName((slots[0] as Slot).kindId),
          name: (slots[0] as Slot).name,
        }))
      : [];
  }
}

function kinKey(kind: KindId, namespace: string): string {
  return `${kind} ${namespace}`;
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}
