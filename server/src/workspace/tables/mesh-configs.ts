/** Mesh configuration that stands in the files. One key per layer: later layers go on top. */
import type { JsonValue } from '../../base/json.ts';
import { isMeshConfigMap } from '../../model/mesh-config-map.ts';
import { meshConfigSource } from '../../model/mesh-config-source.ts';
import { defineTable } from '../table.ts';

export interface MeshConfigRow {
  readonly namespace: string;
  readonly name: string;
  readonly meshConfig: Readonly<Record<string, JsonValue>> | undefined;
  readonly meshNetworks: Readonly<Record<string, JsonValue>> | undefined;
  readonly version: string | undefined;
}

/** Keys: `ConfigMap`, `IstioOperator`. */
export const meshConfigs = defineTable<MeshConfigRow>({
  name: 'meshConfigs',
  kinds: meshConfigSource.kinds,
  *rows(resource) {
    if (resource.kindId === 'core/ConfigMap' && !isMeshConfigMap(resource)) return;
    const { layer, ...source } = resource.facts(meshConfigSource);
    yield [layer, { ...source, namespace: resource.namespace, name: resource.name }];
  },
});
