/** A network whose endpoints are to come from a registry that does not exist. */

import { Cursor } from '../../model/cursor.ts';
import { isMeshConfigMap } from '../../model/mesh-config-source.ts';
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
  presets: ['recommended'],
  kinds: ['core/ConfigMap'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0126', analyzer: 'meshnetworks.MeshNetworksAnalyzer' }],
  docs: {
    why: 'A network is the set of clusters that its registries name: `Kubernetes` for the cluster of the control plane, and the name of a remote cluster as the Secret for access to it has it. Names count in their exact case. Endpoints of a cluster that no network names are taken to be reachable directly.',
    fix: 'Write `Kubernetes`, or the key under which the remote Secret keeps the kubeconfig of the cluster.',
    differs:
      'Reported in the ConfigMap of the control plane. Networks of a file that an option names are used and not judged, since that file is no object; upstream shows those at an object that it makes up (its test "unknown service registry in mesh networks"). Without a remote Secret in the files, a name may be that of any cluster, and is a hint.',
  },
  messages: {
    unknown: ({ registry, network }: { registry: string; network: string }) =>
      `Network "${network}" names the registry "${registry}", which does not exist`,
  },
  effect: 'Its endpoints belong to no network, and are called directly',
  check(ctx) {
    const text = ctx.resource.cursor.get('data').get('meshNetworks').string();
    if (text === undefined || !isMeshConfigMap(ctx.resource)) return;
    const remote = ctx.world.read(remoteRegistries, '').flatMap(({ row }) => row.clusters);
    const isProved = remote.length > 0 || ctx.world.config('completeness') === 'complete';
    for (const { registry, network, start, end } of registriesIn(text)) {
      if (BUILT_IN.includes(registry) || remote.includes(registry)) continue;
      const builtIn = BUILT_IN.find((name) => name.toLowerCase() === registry.toLowerCase());
      ctx.report({
        message: 'unknown',
        at: { path: FIELD, slice: { start, end } },
        severity: isProved || builtIn !== undefined ? 'error' : 'hint',
        data: { registry, network, start, end, instead: builtIn ?? '' },
        fixes: builtIn === undefined ? [] : ['correctCase'],
      });
    }
  },
  fixes: {
    correctCase: {
      kind: 'suggestion',
      build(ctx, { data }) {
        const text = ctx.resource.cursor.at(FIELD).string() ?? '';
        const name = String(data['instead']);
        const changed = text.slice(0, Number(data['start'])) + name + text.slice(Number(data['end']));
        const edits = setScalar(ctx.resource.document, ctx.resource.documentPath(FIELD), changed);
        return edits === undefined
          ? []
          : [{ title: `Use "${name}"`, edits: [{ resource: ctx.self, edits }] }];
      },
    },
  },
});

/** Every `fromRegistry`, with its range in the text. */
function* registriesIn(text: string) {
  const placed = parseYamlFile(text, { isOurs: () => true, explicit: false }).documents[0];
  if (placed?.document.root === undefined) return;
  for (const { key: network, value } of new Cursor(placed.document.root).get('networks').entries()) {
    for (const endpoint of value.get('endpoints').items()) {
      const place = endpoint.get('fromRegistry');
      const registry = place.string();
      if (registry === undefined || place.node === undefined) continue;
      const start = placed.start + place.node.start;
      yield { registry, network, start, end: placed.start + place.node.end };
    }
  }
}
