/** Files whose objects get their namespace from what builds or installs them. */
import { isInOpenNamespace } from '../../model/open-namespace.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

/** Names of files that may set the namespace of everything beside and below them: a build does, or a release. */
const DECIDING = ['kustomization.yaml', 'kustomization.yml', 'Kustomization', 'Chart.yaml'];

/** A kustomization or a chart of this folder, or of one above. */
export function isBuilt(snapshot: Snapshot, uri: string): boolean {
  for (let end = uri.lastIndexOf('/'); end > 0; end = uri.lastIndexOf('/', end - 1)) {
    const folder = uri.slice(0, end);
    if (DECIDING.some((name) => snapshot.file(`${folder}/${name}`) !== undefined)) return true;
  }
  return false;
}

/** Something else than the setting decides about the namespace of the object, and no file says how. */
export function isDecidedElsewhere(snapshot: Snapshot, { resource, uri }: Slot): boolean {
  return isInOpenNamespace(resource) && (resource.isTemplate || isBuilt(snapshot, uri));
}
