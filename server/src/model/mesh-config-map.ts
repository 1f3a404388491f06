/** The ConfigMap in which a control plane finds its mesh configuration. */
import type { Resource } from './resource.ts';

/** `istio`, or `istio-<revision>`; other ConfigMaps whose name starts so (`istio-sidecar-injector`) hold no `mesh` key. */
export function isMeshConfigMap(resource: Resource): boolean {
  if (resource.kindId !== 'core/ConfigMap') return false;
  if (resource.name !== 'istio' && !resource.name.startsWith('istio-')) return false;
  const data = resource.cursor.get('data');
  return data.get('mesh').exists || data.get('meshNetworks').exists;
}
