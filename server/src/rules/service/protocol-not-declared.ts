/** A Service port that does not say what is spoken on it. */

import { childPath } from '../../base/node-path.ts';
import type { Resource } from '../../model/resource.ts';
import { type ServiceFacts, service } from '../../model/service.ts';
import {
  isControlPlane,
  isGeneratedForGateway,
  isInIgnoredNamespace,
  labelsOf,
} from '../../model/system-objects.ts';
import { protocolOfServicePort } from '../../primitives/port.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { isServiceInMesh } from '../../workspace/resolve/in-mesh.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { declareProtocol, likelyProtocols } from '../fixes/declare-protocol.ts';
import { suggestion, way } from '../fixes/forms.ts';

type Port = Pick<ServiceFacts['ports'][number], 'name' | 'appProtocol' | 'number' | 'protocol'>;

const UNNAMED: Equivalent = { tool: 'istioctl', code: 'IST0118', analyzer: 'service.PortNameAnalyzer' };
const kiali = (code: string): Equivalent => ({ tool: 'kiali', code });
/** What `istioctl validate` says of it. */
const VALIDATED = {
  badProtocol: { tool: 'webhook', code: 'V-SVC-01' },
  unnamed: { tool: 'webhook', code: 'V-SVC-02' },
  badName: { tool: 'webhook', code: 'V-SVC-03' },
} as const satisfies Readonly<Record<string, Equivalent>>;

export const protocolNotDeclared = defineRule({
  id: 'service/protocol-not-declared',
  title: 'Service port does not declare its protocol',
  severity: 'info',
  preset: 'recommended',
  kinds: ['core/Service'],
  scope: 'workspace',
  equivalents: [UNNAMED, ...Object.values(VALIDATED), kiali('KIA0601'), kiali('KIA0602')],
  supersedes: ['service/refused-by-validate'],
  docs: {
    why: 'Istio reads the protocol of a port from `appProtocol`, or from the part of its name before the first dash: `http`, `grpc-orders`. Without either the proxy looks at the first bytes of every connection. Protocols in which the server speaks first then wait for a timeout, and routes and policies for HTTP apply only where the bytes look like HTTP.',
    differs:
      'Kiali reports an error, takes the case of a name into account (`HTTP`), and knows no `appProtocol` with a dash in it; Istio reads both.',
    fix: 'Add `appProtocol`, which changes no name that others refer to, or rename the port to `<protocol>-<anything>`.',
  },
  messages: {
    badName: ({ name }: { name: string; port: number; path: string }) =>
      `Port name "${name}" does not start with a protocol, and "appProtocol" is not set`,
    badProtocol: ({ name }: { name: string; port: number; path: string }) =>
      `Application protocol "${name}" is not one that Istio knows`,
    unnamed: ({ port }: { name: string; port: number; path: string }) =>
      `Port "${port}" has neither a name that starts with a protocol nor "appProtocol"`,
  },
  effect: 'The proxy guesses the protocol from the first bytes of each connection',
  check(ctx) {
    const facts = ctx.resource.facts(service);
    const labels = labelsOf(ctx.resource);
    if (facts.type === 'ExternalName' || isInIgnoredNamespace(ctx.resource)) return;
    if (isControlPlane(labels) || isGeneratedForGateway(labels)) return;
    if (facts.ports.every(isDeclared) || !isServiceInMesh(ctx.world, ctx.resource, facts)) return;
    const isKialis = isJudgedByKiali(ctx.world, ctx.resource, facts, labels);
    for (const { name, appProtocol, number, protocol, path } of facts.ports) {
      if (number === undefined || isDeclared({ name, appProtocol, number, protocol })) continue;
      const source = appProtocol ?? name;
      const message = appProtocol !== undefined ? 'badProtocol' : name !== undefined ? 'badName' : 'unnamed';
      ctx.report({
        message,
        at: source?.path ?? path,
        data: { name: source?.value ?? '', port: number.value, path },
        equivalents: isKialis
          ? [UNNAMED, VALIDATED[message], kiali(appProtocol === undefined ? 'KIA0601' : 'KIA0602')]
          : [UNNAMED, VALIDATED[message]],
        fixes:
          appProtocol === undefined && name === undefined
            ? ['declareProtocol', 'namePort']
            : ['declareProtocol'],
      });
    }
  },
  fixes: {
    declareProtocol,
    // Nobody can refer to a port without a name by it.
    namePort: suggestion(({ data }, { resource }) => {
      const taken = new Set(resource.facts(service).ports.map(({ name }) => name?.value));
      const port = Number(data['port']);
      return likelyProtocols(port).map((protocol) => {
        const name = taken.has(protocol) ? `${protocol}-${port}` : protocol;
        return way(name, `Name the port "${name}"`, set(childPath(String(data['path']), 'name'), name));
      });
    }),
  },
});

/** Kiali leaves the Services alone that its own wizard has changed, and those of Pods without a proxy. */
function isJudgedByKiali(
  world: WorldReader,
  { namespace }: Resource,
  { selector = {} }: ServiceFacts,
  labels: Labels,
): boolean {
  if (Object.hasOwn(labels, 'kiali_wizard')) return false;
  const pods = selectWorkloads(world, namespace, selector).filter(({ row }) => row.origin === 'pod');
  return pods.every(({ row }) => row.mesh === 'sidecar' || row.mesh === 'ambient');
}

function isDeclared({ name, appProtocol, number, protocol }: Port): boolean {
  if (number === undefined) return true;
  const declared = { name: name?.value, appProtocol: appProtocol?.value, protocol, number: number.value };
  return protocolOfServicePort(declared) !== undefined;
}
