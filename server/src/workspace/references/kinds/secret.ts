/** Secrets, and what makes them (cert-manager, External Secrets, sealed ones), as gateways and clients name them. */

import type { KindId } from '../../../base/kind-id.ts';
import { LISTENER_KINDS } from '../../../model/gateway-api-listeners.ts';
import { ROUTE_KINDS } from '../../../model/gateway-api-route.ts';
import { SECRET_KINDS, secrets as secretFacts } from '../../../model/secret.ts';
import type { Labels } from '../../../primitives/selector.ts';
import { credentialPlaces } from '../../resolve/credentials.ts';
import { defineReference } from '../reference-kind.ts';
import type { BareSite } from '../site.ts';
import type { SitePlace } from '../site-pattern.ts';
import { objectNameProblem } from './object-reference.ts';

interface SecretTarget {
  readonly namespace: string;
}

type SecretOrigin =
  | { readonly namespaces: readonly string[] }
  /** Of an Istio Gateway: looked up where its workloads run. */
  | {
      readonly gateway: string;
      readonly selector: Labels;
      readonly mode: string;
      readonly credential: string;
    };

const GATEWAY: KindId = 'gateway.networking.k8s.io/Gateway';
const INGRESS: KindId = 'networking.k8s.io/Ingress';

export const secret = defineReference<SecretTarget, SecretOrigin>({
  id: 'secret',
  noun: 'credential',
  targets: [
    {
      in: SECRET_KINDS.filter((kind) => kind !== GATEWAY && kind !== INGRESS),
      at: [
        'metadata.name',
        'spec.secretName',
        'spec.target.name',
        'spec.template.metadata.name',
        'spec.secretObjects[].secretName',
      ],
      read({ at, resource }) {
        const name = at.string() ?? '';
        // An object that names its Secret elsewhere is not the Secret by its own name.
        const isIt =
          at.path !== 'metadata.name' ||
          resource.facts(secretFacts).some(({ secretName }) => secretName === resource.name);
        return name !== '' && isIt ? [{ name, facts: { namespace: resource.namespace } }] : [];
      },
    },
  ],
  origins: [
    {
      in: ['networking.istio.io/Gateway'],
      at: ['spec.servers[].tls.credentialName', 'spec.servers[].tls.credentialNames[]'],
      read(place) {
        const text = place.at.string() ?? '';
        const tls = place.key === 'credentialName' ? place.up(1) : place.up(2);
        return secretSites(text, {
          gateway: place.resource.namespace,
          selector: place.resource.spec.get('selector').stringMap(),
          mode: tls.get('mode').string() ?? 'PASSTHROUGH',
          credential: text,
        });
      },
    },
    {
      in: ['networking.istio.io/DestinationRule'],
      at: ['trafficPolicy', 'subsets[].trafficPolicy'].flatMap((path) => [
        `spec.${path}.tls.credentialName`,
        `spec.${path}.portLevelSettings[].tls.credentialName`,
      ]),
      read: inOwnNamespace,
    },
    { in: ['networking.k8s.io/Ingress'], at: ['spec.tls[].secretName'], read: inOwnNamespace },
    {
      in: [...LISTENER_KINDS, ...ROUTE_KINDS],
      at: ['spec.listeners[].tls.certificateRefs[].name'],
      read(place) {
        const reference = place.up(1);
        if ((reference.get('kind').string() ?? 'Secret') !== 'Secret') return [];
        const namespace = reference.get('namespace').string() ?? place.resource.namespace;
        return secretSites(place.at.string() ?? '', { namespaces: [namespace] });
      },
    },
  ],
  identity: 'resolved',
  resolve({ world, targets, targetsIn }, { row: { name, facts } }) {
    if ('namespaces' in facts) {
      return targets(name).filter((target) => facts.namespaces.includes(target.row.facts.namespace));
    }
    const places = credentialPlaces(world, facts.gateway, {
      selector: facts.selector,
      server: { tls: { mode: facts.mode } },
      credential: { value: facts.credential },
    });
    return targetsIn(
      (places?.found ?? []).map(({ resource }) => resource),
      name,
    );
  },
  rename: { problemWith: objectNameProblem },
  unknown: ['gateway/credential-not-found'],
});

function inOwnNamespace({ at, resource }: SitePlace): readonly BareSite<SecretOrigin>[] {
  return secretSites(at.string() ?? '', { namespaces: [resource.namespace] });
}

/** `name`, `namespace/name`, and both behind `kubernetes://`. */
function secretSites(text: string, facts: SecretOrigin): readonly BareSite<SecretOrigin>[] {
  const name = text.slice(text.lastIndexOf('/') + 1);
  if (name === '') return [];
  return [{ name, slice: { start: text.length - name.length, end: text.length }, facts }];
}
