/** Finds the Kubernetes objects in one parsed document: the document itself, or the items of a `List`. */
import { type KindId, kindIdOf } from '../base/kind-id.ts';
import { itemPath } from '../base/node-path.ts';
import { holdsPlaceholder } from '../base/placeholder.ts';
import type { YamlDocument, YamlNode } from '../yaml/node.ts';
import { Cursor } from './cursor.ts';
import {
  HELM_VALUES,
  isClusterScoped,
  isHelmValues,
  isKnownKind,
  isListKind,
  MESH_NETWORKS,
} from './known-kinds.ts';
import { WrittenResource } from './resource.ts';

export interface ExtractionOptions {
  readonly defaultNamespace: string;
  /** Kinds that `meshwright.json` declares to be workloads. */
  readonly workloadKinds: readonly string[];
  /** The file is configured to hold MeshNetworks: a mapping without apiVersion and kind is that. */
  readonly isMeshNetworks?: boolean;
  /** Of the file: some documents are known by its name only. */
  readonly uri?: string;
}

/** Objects in source order. A mapping without apiVersion and kind is no object. */
export function extractResources(
  document: YamlDocument,
  options: ExtractionOptions,
): readonly WrittenResource[] {
  if (document.root === undefined) return [];
  return extract(document, document.root, '', options);
}

function extract(
  document: YamlDocument,
  root: YamlNode,
  basePath: string,
  options: ExtractionOptions,
): WrittenResource[] {
  const cursor = new Cursor(root);
  const apiVersion = cursor.get('apiVersion').string();
  const kind = cursor.get('kind').string();
  if (apiVersion === undefined && kind === undefined) {
    if (options.isMeshNetworks === true) return [withoutHeader(MESH_NETWORKS, document, root)];
    const isValues = isHelmValues(options.uri ?? '', document.header, document.text) && basePath === '';
    return isValues ? [withoutHeader(HELM_VALUES, document, root)] : [];
  }
  if (apiVersion === undefined || kind === undefined || kind === '') return [];
  // A patch changes an object that stands elsewhere.
  if (cursor.get('$patch').exists) return [];
  // Objects whose kind or whole content somebody fills in later are none that one could judge.
  const spec = cursor.get('spec').string() ?? '';
  if ([apiVersion, kind, spec].some(holdsPlaceholder)) return [];
  const { id } = kindIdOf(apiVersion, kind);
  if (isListKind(id)) {
    return cursor
      .get('items')
      .items()
      .flatMap((item, index) =>
        item.node === undefined
          ? []
          : extract(
              document,
              item.node,
              itemPath(basePath === '' ? 'items' : `${basePath}.items`, index),
              options,
            ),
      );
  }
  if (!isKnownKind(id) && !options.workloadKinds.includes(id)) return [];
  const metadata = cursor.get('metadata');
  const written = metadata.get('namespace').string();
  return [
    new WrittenResource({
      kindId: id,
      apiVersion,
      name: metadata.get('name').string() ?? '',
      namespace: isClusterScoped(id) ? '' : (written ?? options.defaultNamespace),
      isNamespaceWritten: written !== undefined,
      document,
      root,
      basePath,
    }),
  ];
}

/** What a whole document is that is no object. */
function withoutHeader(
  { id, apiVersion, name }: { readonly id: KindId; readonly apiVersion: string; readonly name: string },
  document: YamlDocument,
  root: YamlNode,
): WrittenResource {
  return new WrittenResource({
    kindId: id,
    apiVersion,
    name,
    namespace: '',
    isNamespaceWritten: false,
    document,
    root,
    basePath: '',
  });
}
