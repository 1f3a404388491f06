/** Objects that carry mesh configuration: the ConfigMap of the control plane, and IstioOperator. */
import type { JsonValue } from '../base/json.ts';
import { isRecord, nodeToJson } from '../yaml/to-json.ts';
import type { Cursor } from './cursor.ts';
import { embeddedYaml } from './embedded-yaml.ts';
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

/** `istio`, or `istio-<revision>`; other ConfigMaps whose name starts so (`istio-sidecar-injector`) hold no `mesh` key. */
export function isMeshConfigMap(resource: Resource): boolean {
  if (resource.kindId !== 'core/ConfigMap') return false;
  if (resource.name !== 'istio' && !resource.name.startsWith('istio-')) return false;
  const data = resource.cursor.get('data');
  return data.get('mesh').exists || data.get('meshNetworks').exists;
}

function fromConfigMap(resource: Resource): MeshConfigSource {
  const data = resource.cursor.get('data');
  return {
    layer: 'ConfigMap',
    meshConfig: embedded(data.get('mesh')),
    meshNetworks: embedded(data.get('meshNetworks')),
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

function embedded(cursor: Cursor): JsonRecord | undefined {
  const text = cursor.string();
  return text === undefined ? undefined : embeddedYaml(text);
}
