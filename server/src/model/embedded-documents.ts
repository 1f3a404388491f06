/** YAML that is the text of a scalar of an object: the mesh configuration in a ConfigMap, that of a proxy in an annotation. */
import type { KindId } from '../base/kind-id.ts';
import type { YamlDocument } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse-file.ts';
import { Cursor } from './cursor.ts';
import { MESH_CONFIG, MESH_NETWORKS, PROXY_CONFIG } from './known-kinds.ts';
import { isMeshConfigMap } from './mesh-config-map.ts';
import type { Model, Resource } from './resource.ts';
import { POD_KINDS, podTemplate } from './workload.ts';

export interface EmbeddedDocument {
  /** Of the scalar in the object: `data.mesh`. Paths go on inside: `data.mesh.defaultConfig`. */
  readonly path: string;
  /** The message that the text is read as. */
  readonly message: KindId;
  readonly document: YamlDocument;
  /** Offset of the document in the scalar's text. */
  readonly start: number;
}

const CONFIG_MAP: KindId = 'core/ConfigMap';

/** Kinds whose objects may hold such texts. */
export const EMBEDDING_KINDS: readonly KindId[] = [CONFIG_MAP, ...POD_KINDS];

/** In the order of the text; scalars without text hold nothing yet. */
export const embeddedDocuments: Model<readonly EmbeddedDocument[]> = {
  kinds: EMBEDDING_KINDS,
  build: (resource) => [...embeddingPlaces(resource)].flatMap(([place, message]) => read(place, message)),
};

/** Where a text of another language stands or may be written, with the message that it is read as. */
export function* embeddingPlaces(resource: Resource): Iterable<readonly [Cursor, KindId]> {
  const { kindId, cursor } = resource;
  if (kindId === CONFIG_MAP) {
    if (!isMeshConfigMap(resource)) return;
    yield [cursor.get('data').get('mesh'), MESH_CONFIG];
    yield [cursor.get('data').get('meshNetworks'), MESH_NETWORKS.id];
  } else if (POD_KINDS.includes(kindId)) {
    const annotations = podTemplate(resource).get('metadata').get('annotations');
    yield [annotations.get('proxy.istio.io/config'), PROXY_CONFIG];
  }
}

function read(place: Cursor, message: KindId): readonly EmbeddedDocument[] {
  const text = place.string();
  if (text === undefined) return [];
  // A second document would never be read.
  const placed = parseYamlFile(text, { isOurs: () => true, explicit: false }).documents[0];
  if (placed?.document.root === undefined) return [];
  return [{ path: place.path, message, document: placed.document, start: placed.start }];
}

/** The text that holds a path, when it leads into one. */
export function embeddedAround(resource: Resource, path: string): EmbeddedDocument | undefined {
  if (!EMBEDDING_KINDS.includes(resource.kindId)) return undefined;
  return resource.facts(embeddedDocuments).find((embedded) => isBelow(path, embedded.path));
}

/** Cursor at the text of a scalar; its paths go on from that of the scalar. */
export function embeddedCursor(resource: Resource, path: string): Cursor {
  const found = EMBEDDING_KINDS.includes(resource.kindId)
    ? resource.facts(embeddedDocuments).find((embedded) => embedded.path === path)
    : undefined;
  return new Cursor(found?.document.root, path);
}

/** Cursor at a path of an object that may lead into such a text; paths below it count from the text. */
export function cursorAt(resource: Resource, path: string): Cursor {
  const embedded = embeddedAround(resource, path);
  if (embedded === undefined) return resource.cursor.at(path);
  return new Cursor(embedded.document.root).at(path.slice(embedded.path.length).replace(/^\./, ''));
}

function isBelow(path: string, above: string): boolean {
  return path.startsWith(above) && (path[above.length] === '.' || path[above.length] === '[');
}
