/** Named ports of containers, as Services and probes name them. */
import { POD_KINDS, podTemplatePath } from '../../../model/workload.ts';
import { isPortName } from '../../../primitives/port.ts';
import type { Labels } from '../../../primitives/selector.ts';
import { selectWorkloads } from '../../resolve/workloads.ts';
import { defineReference, type SiteSource } from '../reference-kind.ts';
import type { BareSite, SiteFacts } from '../site.ts';
import type { SitePlace } from '../site-pattern.ts';

type ContainerPortOrigin =
  | { readonly namespace: string; readonly selector: Labels }
  /** A probe: the pod's own port. */
  | { readonly own: true };

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => [
  `${probe}.httpGet.port`,
  `${probe}.tcpSocket.port`,
]);

const targets: readonly SiteSource<SiteFacts>[] = POD_KINDS.map((kind) => ({
  in: [kind],
  at: ['containers', 'initContainers'].map(
    (list) => `${podTemplatePath(kind, 'spec')}.${list}[].ports[].name`,
  ),
  read: (place) => named(place, {}),
}));

const probes: readonly SiteSource<ContainerPortOrigin>[] = POD_KINDS.map((kind) => ({
  in: [kind],
  at: PROBES.map((path) => `${podTemplatePath(kind, 'spec')}.containers[].${path}`),
  read: (place) => named(place, { own: true }),
}));

export const containerPort = defineReference<SiteFacts, ContainerPortOrigin>({
  id: 'container-port',
  noun: 'container port',
  targets,
  origins: [
    ...probes,
    {
      in: ['core/Service'],
      at: ['spec.ports[].targetPort'],
      read(place) {
        const selector = place.resource.spec.get('selector').stringMap();
        return named(place, { namespace: place.resource.namespace, selector });
      },
    },
  ],
  identity: 'resolved',
  resolve({ world, targetsIn }, { row: { name, facts }, resource }) {
    if ('own' in facts) return targetsIn([resource], name);
    if (Object.keys(facts.selector).length === 0) return [];
    const selected = selectWorkloads(world, facts.namespace, facts.selector);
    return targetsIn(
      selected.map((entry) => entry.resource),
      name,
    );
  },
  rename: {
    within: 'object',
    problemWith: (newName) =>
      isPortName(newName) ? undefined : 'A port is named by lower-case letters, digits and dashes',
  },
  unknown: { none: 'a Service whose target port is missing is no mistake of Istio configuration' },
});

function named<Facts>({ at }: SitePlace, facts: Facts): readonly BareSite<Facts>[] {
  const name = at.string() ?? '';
  return name === '' ? [] : [{ name, facts }];
}
