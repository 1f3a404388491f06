/** A network whose endpoints are to come from a registry that does not exist. */
import type { Cursor } from '../../model/cursor.ts';
import { embeddedCursor } from '../../model/embedded-documents.ts';
import { MESH_NETWORKS } from '../../model/known-kinds.ts';
import type { Resource } from '../../model/resource.ts';
import { remoteRegistries } from '../../workspace/tables/remote-registries.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const BUILT_IN: readonly string[] = ['Kubernetes', 'External', 'Mock'];

export const unknownRegistry = defineRule({
  id: 'mesh-networks/unknown-registry',
  title: 'Network takes its endpoints from a registry that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: ['core/ConfigMap', MESH_NETWORKS.id],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0126', analyzer: 'meshnetworks.MeshNetworksAnalyzer' }],
  docs: {
    why: 'A network is the set of clusters that its registries name: `Kubernetes` for the cluster of the control plane, and the name of a remote cluster as the Secret for access to it has it. Names count in their exact case. Endpoints of a cluster that no network names are taken to be reachable directly.',
    fix: 'Write `Kubernetes`, or the key under which the remote Secret keeps the kubeconfig of the cluster.',
    differs:
      'Reported where the name stands: in the ConfigMap of the control plane, or in the file that `--mesh-networks` or `meshNetworks` of `meshwright.json` names. Without a remote Secret in the files, a name may be that of any cluster, and is a hint.',
  },
  messages: {
    unknown: ({ registry, network }: { registry: string; network: string }) =>
      `Network "${network}" names the registry "${registry}", which does not exist`,
  },
  effect: 'Its endpoints belong to no network, and are called directly',
  check(ctx) {
    const remote = ctx.world.read(remoteRegistries, '').flatMap(({ row }) => row.clusters);
    const isProved = remote.length > 0 || ctx.world.config('completeness') === 'complete';
    for (const { registry, network, path } of registriesIn(networksOf(ctx.resource))) {
      if (BUILT_IN.includes(registry) || remote.includes(registry)) continue;
      const builtIn = BUILT_IN.find((name) => name.toLowerCase() === registry.toLowerCase());
      ctx.report({
        message: 'unknown',
        at: path,
        severity: isProved || builtIn !== undefined ? 'error' : 'hint',
        data: { registry, network, instead: builtIn ?? '' },
        fixes: builtIn === undefined ? [] : ['correctCase'],
      });
    }
  },
  fixes: {
    correctCase: suggestion((finding) => [use(finding, String(finding.data['instead']))]),
  },
});

/** The object itself, or the text in the ConfigMap of the control plane. */
function networksOf(resource: Resource): Cursor {
  return resource.kindId === MESH_NETWORKS.id
    ? resource.cursor
    : embeddedCursor(resource, 'data.meshNetworks');
}

/** Every `fromRegistry`. */
function* registriesIn(networks: Cursor) {
  for (const { key: network, value } of networks.get('networks').entries()) {
    for (const endpoint of value.get('endpoints').items()) {
      const place = endpoint.get('fromRegistry');
      const registry = place.string();
      if (registry !== undefined) yield { registry, network, path: place.path };
    }
  }
}
