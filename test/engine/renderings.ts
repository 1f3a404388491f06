/** Renderings for tests: objects that are made of several files, with the place of every value. */
import { childPath, itemPath } from '../../server/src/base/node-path.ts';
import { extractResources } from '../../server/src/model/extract-resources.ts';
import { RenderedOrigin, type RenderedPlace } from '../../server/src/workspace/rendered-origin.ts';
import type { PlacedResource } from '../../server/src/workspace/unit.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { locatePath } from '../../server/src/yaml/navigate.ts';
import type { PlacedDocument, YamlFile, YamlNode } from '../../server/src/yaml/node.ts';
import { readWhole } from '../../server/src/yaml/read-whole.ts';

/** A value as it is written in a file. */
export interface Written {
  readonly uri: string;
  readonly file: YamlFile;
  readonly path: string;
}

/** What stands at a path of the first document of a file that has it. */
export function written(uri: string, file: YamlFile | undefined, path: string): Written & { text: string } {
  const node = file && find(file, path)?.node;
  if (file === undefined || node?.kind !== 'scalar') throw new Error(`nothing at ${path} of ${uri}`);
  return { uri, file, path, text: node.text };
}

/** The object of a text, with the places of those of its values that stand in files. */
export function rendered(
  text: string,
  home: Written,
  values: Readonly<Record<string, Written>>,
): PlacedResource {
  const document = readWhole(text).documents[0]?.document;
  const resource = document && extractResources(document, DEFAULT_WORLD_CONFIG)[0];
  if (resource === undefined) throw new Error('the rendered text holds no object');
  const places = new Map(Object.entries(values).map(([path, value]) => [path, placeOf(value)]));
  const { uri, range } = placeOf(home);
  return { resource, origin: new RenderedOrigin({ uri, range, resource, places }) };
}

/** The objects of a file, as if a rendering had taken every value over. */
export function copied(uri: string, { documents }: YamlFile): readonly PlacedResource[] {
  return documents.flatMap(({ start, document }) =>
    extractResources(document, DEFAULT_WORLD_CONFIG).map((resource) => {
      const places = new Map<string, RenderedPlace>();
      leaves(resource.root, '', (path, node) => {
        const key = locatePath(resource.root, path)?.entry?.key;
        places.set(path, {
          uri,
          range: { start: node.start + start, end: node.end + start },
          ...(key !== undefined && { key: { start: key.start + start, end: key.end + start } }),
          via: [],
          ...(node.kind === 'scalar' && { source: { document, start, scalar: node } }),
        });
      });
      const range = { start: resource.root.start + start, end: resource.root.end + start };
      return { resource, origin: new RenderedOrigin({ uri, range, resource, places }) };
    }),
  );
}

function leaves(node: YamlNode, path: string, found: (path: string, node: YamlNode) => void): void {
  if (node.kind === 'scalar') found(path, node);
  else if (node.kind === 'map') {
    for (const { key, value } of node.entries) leaves(value, childPath(path, key.text), found);
  } else for (const [index, { value }] of node.items.entries()) leaves(value, itemPath(path, index), found);
}

function placeOf({ uri, file, path }: Written): RenderedPlace {
  const found = find(file, path);
  if (found === undefined) throw new Error(`nothing at ${path} of ${uri}`);
  const { node, start, document } = found;
  return {
    uri,
    range: { start: node.start + start, end: node.end + start },
    via: [],
    ...(node.kind === 'scalar' && { source: { document, start, scalar: node } }),
  };
}

function find(file: YamlFile, path: string): (PlacedDocument & { readonly node: YamlNode }) | undefined {
  for (const placed of file.documents) {
    const found = locatePath(placed.document.root, path);
    if (found?.complete === true) return { ...placed, node: found.node };
  }
  return undefined;
}
