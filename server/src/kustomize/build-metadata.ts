/** `buildMetadata`: annotations and labels that say where an object comes from. */
import { relativePath } from './paths.ts';
import type { Place } from './place.ts';
import type { BuildResource } from './resource.ts';
import { child, emptyMap, itemsOf, setEntry, stringTree, type Tree, textOf } from './tree.ts';

const ORIGIN = 'config.kubernetes.io/origin';
const MANAGED_BY = 'app.kubernetes.io/managed-by';

export interface BuildMetadata {
  readonly isOriginWanted: boolean;
  readonly isManagedByWanted: boolean;
  /** Where it is asked for. */
  readonly place: Place;
  /** The folder that is built. */
  readonly folder: string;
}

export function readBuildMetadata(list: Tree | undefined, folder: string): BuildMetadata | undefined {
  if (list === undefined) return undefined;
  const wanted = new Set(itemsOf(list).flatMap((item) => textOf(item) ?? []));
  return {
    isOriginWanted: wanted.has('originAnnotations'),
    isManagedByWanted: wanted.has('managedByLabel'),
    place: list.origin,
    folder,
  };
}

export function describeBuild(resource: BuildResource, metadata: BuildMetadata): void {
  if (metadata.isOriginWanted) put(resource, 'annotations', ORIGIN, originText(resource, metadata), metadata);
  if (metadata.isManagedByWanted) put(resource, 'labels', MANAGED_BY, 'kustomize-v5.8.2', metadata);
}

function originText({ origin, isGenerated, gvk }: BuildResource, { folder }: BuildMetadata): string {
  const path = relativePath(folder, origin.file);
  if (!isGenerated) return `path: ${path}\n`;
  const generator = `${gvk.kind}Generator`;
  return `configuredIn: ${path}\nconfiguredBy:\n  apiVersion: builtin\n  kind: ${generator}\n`;
}

function put(
  resource: BuildResource,
  field: 'labels' | 'annotations',
  key: string,
  text: string,
  { place }: BuildMetadata,
): void {
  const { metadata } = resource;
  const known = child(metadata, field);
  const map = known?.kind === 'map' ? known : emptyMap(place);
  setEntry(map, key, stringTree(text, place));
  setEntry(metadata, field, map);
}
