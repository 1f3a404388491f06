/** Objects that decide about requests and are others in two meshes. */

import type { Mesh, MeshObject } from '../../semantics/mesh.ts';
import { MESH_OBJECT_KINDS } from '../../workspace/tables/mesh-objects.ts';

export interface ChangedObject {
  readonly before: MeshObject | undefined;
  readonly after: MeshObject | undefined;
}

export function changedObjects(before: Mesh, after: Mesh): readonly ChangedObject[] {
  return MESH_OBJECT_KINDS.flatMap((kind) => {
    const old = new Map(before.objects(kind).map((object) => [object.id, object]));
    const now = new Map(after.objects(kind).map((object) => [object.id, object]));
    const ids = new Set([...old.keys(), ...now.keys()]);
    return [...ids].flatMap((id) => {
      const pair = { before: old.get(id), after: now.get(id) };
      return textOf(pair.before) === textOf(pair.after) ? [] : [pair];
    });
  });
}

function textOf(object: MeshObject | undefined): string {
  if (object === undefined) return '';
  return JSON.stringify([object.spec.value ?? null, [...object.labels], [...object.annotations]]);
}
