/** EnvoyFilter facts: what each patch applies to, and the mesh objects that its match names. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface EnvoyPatch {
  /** Path of the list item. */
  readonly path: string;
  readonly applyTo: string;
  readonly context: string;
  readonly operation: string;
  /** Host of `match.cluster.service`, in full; short names are not completed. */
  readonly clusterService: Sourced<string> | undefined;
  readonly clusterSubset: Sourced<string> | undefined;
  /** `match.routeConfiguration.gateway`, as `namespace/name`. */
  readonly gateway: Sourced<string> | undefined;
}

export interface EnvoyFilterFacts {
  readonly patches: readonly EnvoyPatch[];
  readonly priority: number;
}

export const envoyFilter: Model<EnvoyFilterFacts> = {
  kinds: ['networking.istio.io/EnvoyFilter'],
  build: ({ spec }) => ({
    patches: spec.get('configPatches').items().map(patch),
    priority: spec.get('priority').number() ?? 0,
  }),
};

function patch(item: Cursor): EnvoyPatch {
  const match = item.get('match');
  return {
    path: item.path,
    applyTo: item.get('applyTo').string() ?? 'INVALID',
    context: match.get('context').string() ?? 'ANY',
    operation: item.get('patch').get('operation').string() ?? 'INVALID',
    clusterService: match.get('cluster').get('service').sourcedString(),
    clusterSubset: match.get('cluster').get('subset').sourcedString(),
    gateway: match.get('routeConfiguration').get('gateway').sourcedString(),
  };
}
