/** Finds the Kubernetes objects in one parsed document: the document itself, or the items of a `List`. */
import { kindIdOf } from '../base/kind-id.ts';
import { itemPath } from '../base/node-path.ts';
import type { YamlDocument, YamlNode } from '../yaml/node.ts';
import { Cursor } from './cursor.ts';
import { isClusterScoped, isKnownKind, isListKind } from './known-kinds.ts';
import { Resource } from './resource.ts';

/** Objects in source order. A mapping without apiVersion and kind is no object. */
export function extractResources(document: YamlDocument, defaultNamespace: string): readonly Resource[] {
  if (document.root === undefined) return [];
  return extract(document, document.root, '', defaultNamespace);
}

function extract(
  document: YamlDocument,
  root: YamlNode,
  basePath: string,
  defaultNamespace: string,
): Resource[] {
  const cursor = new Cursor(root);
  const apiVersion = cursor.get('apiVersion').string();
  const kind = cursor.get('kind').string();
  if (apiVersion === undefined || kind === undefined || kind === '') return [];
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
              defaultNamespace,
            ),
      );
  }
  if (!isKnownKind(id)) return [];
  const metadata = cursor.get('metadata');
  const written = metadata.get('namespace').string();
  return [
    new Resource({
      kindId: id,
      apiVersion,
      name: metadata.get('name').string() ?? '',
      namespace: isClusterScoped(id) ? '' : (written ?? defaultNamespace),
      isNamespaceWritten: written !== undefined,
      document,
      root,
      basePath,
    }),
  ];
}
