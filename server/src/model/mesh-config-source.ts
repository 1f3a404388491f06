/** Objects that carry mesh configuration: the ConfigMap of the control plane, and IstioOperator. */
import type { JsonValue } from '../base/json.ts';
import type { YamlDocument } from '../yaml/node.ts';
import { isRecord, nodeToJson } from '../yaml/to-json.ts';
import type { Cursor } from './cursor.ts';
import { embeddedDocuments } from './embedded-documents.ts';
import { MESH_CONFIG, MESH_NETWORKS } from './known-kinds.ts';
import type { Model, Resource } from './resource.ts';

type JsonRecord = Readonly<Record<string, JsonValue>>;

export interface MeshConfigSource {
  /** `ConfigMap` first, `IstioOperator` on top of it, as an installation renders them. */
  readonly layer: 'ConfigMap' | 'IstioOperator';
  readonly meshConfig: JsonRecord | undefined;
  readonly meshNetworks: JsonRecord | undefined;
  /** Istio release that an image tag or version label names, as written. */
  readonly version: string | undefined;
}

export const meshConfigSource: Model<MeshConfigSource> = {
  kinds: ['core/ConfigMap', 'install.istio.io/IstioOperator'],
  build(resource) {
    return resource.kindId === 'core/ConfigMap' ? fromConfigMap(resource) : fromOperator(resource);
  },
};

function fromConfigMap(resource: Resource): MeshConfigSource {
  const texts = new Map(resource.facts(embeddedDocuments).map((each) => [each.message, each.document]));
  return {
    layer: 'ConfigMap',
    meshConfig: recordOf(texts.get(MESH_CONFIG)),
    meshNetworks: recordOf(texts.get(MESH_NETWORKS.id)),
    version: undefined,
  };
}

function fromOperator({ spec }: Resource): MeshConfigSource {
  const tag = spec.get('tag');
  return {
    layer: 'IstioOperator',
    meshConfig: record(spec.get('meshConfig')),
    meshNetworks: record(spec.get('values').get('global').get('meshNetworks')),
    version: tag.string() ?? tag.number()?.toString(),
  };
}

function record(cursor: Cursor): JsonRecord | undefined {
  const value = cursor.node === undefined ? undefined : nodeToJson(cursor.node);
  return isRecord(value) ? value : undefined;
}

/** Text that does not parse, or is no mapping, is no configuration. */
function recordOf(document: YamlDocument | undefined): JsonRecord | undefined {
  if (document?.root === undefined || document.problems.some(({ code }) => code === 'syntax'))
    return undefined;
  const value = nodeToJson(document.root);
  return isRecord(value) ? value : undefined;
}
