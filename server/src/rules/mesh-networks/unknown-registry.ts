/** A network whose endpoints are to come from a registry that does not exist. */
import type { OffsetRange } from '../../base/offset-range.ts';
import { Cursor } from '../../model/cursor.ts';
import { MESH_NETWORKS } from '../../model/known-kinds.ts';
import { isMeshConfigMap } from '../../model/mesh-config-source.ts';
import type { Resource } from '../../model/resource.ts';
import { remoteRegistries } from '../../workspace/tables/remote-registries.ts';
import { setScalar } from '../../yaml/edit.ts';
import { parseYamlFile } from '../../yaml/parse-file.ts';
import { defineRule } from '../define-rule.ts';

const BUILT_IN: readonly string[] = ['Kubernetes', 'External', 'Mock'];
const FIELD = 'data.meshNetworks';

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
    for (const { registry, network, at } of registriesOf(ctx.resource)) {
      if (BUILT_IN.includes(registry) || remote.includes(registry)) continue;
      const builtIn = BUILT_IN.find((name) => name.toLowerCase() === registry.toLowerCase());
      ctx.report({
        message: 'unknown',
        at,
        severity: isProved || builtIn !== undefined ? 'error' : 'hint',
        data: { registry, network, slice: at.slice ?? null, instead: builtIn ?? '' },
        fixes: builtIn === undefined ? [] : ['correctCase'],
      });
    }
  },
  fixes: {
    correctCase: {
      kind: 'suggestion',
      build(ctx, { data, at }) {
        const { instead: name, slice } = data as {
          readonly instead: string;
          readonly slice: OffsetRange | null;
        };
        const text = ctx.resource.cursor.at(at.path).string() ?? '';
        const changed = slice === null ? name : text.slice(0, slice.start) + name + text.slice(slice.end);
        const edits = setScalar(ctx.resource.document, ctx.resource.documentPath(at.path), changed);
        return edits === undefined
          ? []
          : [{ title: `Use "${name}"`, edits: [{ resource: ctx.self, edits }] }];
      },
    },
  },
});

interface Registry {
  readonly registry: string;
  readonly network: string;
  readonly at: { readonly path: string; readonly slice?: OffsetRange };
}

function* registriesOf(resource: Resource): Iterable<Registry> {
  if (resource.kindId === MESH_NETWORKS.id) {
    for (const { network, place, registry } of registriesIn(resource.cursor)) {
      yield { registry, network, at: { path: place.path } };
    }
    return;
  }
  const text = resource.cursor.at(FIELD).string();
  if (text === undefined || !isMeshConfigMap(resource)) return;
  const placed = parseYamlFile(text, { isOurs: () => true, explicit: false }).documents[0];
  if (placed?.document.root === undefined) return;
  for (const { network, place, registry } of registriesIn(new Cursor(placed.document.root))) {
    if (place.node === undefined) continue;
    const { start, end } = place.node;
    yield {
      registry,
      network,
      at: { path: FIELD, slice: { start: placed.start + start, end: placed.start + end } },
    };
  }
}

/** Every `fromRegistry`. */
function* registriesIn(networks: Cursor) {
  for (const { key: network, value } of networks.get('networks').entries()) {
    for (const endpoint of value.get('endpoints').items()) {
      const place = endpoint.get('fromRegistry');
      const registry = place.string();
      if (registry !== undefined) yield { registry, network, place };
    }
  }
}
