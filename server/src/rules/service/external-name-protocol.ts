/** A port of an ExternalName Service that gives the proxy too little to tell its connections from others. */

import { childPath } from '../../base/node-path.ts';
import { service } from '../../model/service.ts';
import {
  isControlPlane,
  isGeneratedForGateway,
  isInIgnoredNamespace,
  labelsOf,
} from '../../model/system-objects.ts';
import { protocolOfServicePort } from '../../primitives/port.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

export const externalNameProtocol = defineRule({
  id: 'service/external-name-protocol',
  title: 'Port of an ExternalName Service is plain TCP',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['core/Service'],
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0150', analyzer: 'service.PortNameAnalyzer' }],
  docs: {
    why: 'An ExternalName Service has no address of its own. For a port of unknown or plain TCP protocol the proxy listens on the port number for every address, and so takes connections to other hosts on that port and sends them to this one.',
    fix: 'Name the port after a protocol that tells hosts apart: `http`, `https`, `tls`; or use a ServiceEntry.',
  },
  messages: {
    unclear: ({ name, port }: { name: string; port: number; path: string }) =>
      name === ''
        ? `Port "${port}" has no name that declares a protocol`
        : `Port name "${name}" declares no protocol that tells hosts apart`,
  },
  effect: 'Connections to other hosts on this port may end at this one',
  check(ctx) {
    const facts = ctx.resource.facts(service);
    const labels = labelsOf(ctx.resource);
    if (facts.type !== 'ExternalName' || isInIgnoredNamespace(ctx.resource)) return;
    if (isControlPlane(labels) || isGeneratedForGateway(labels)) return;
    for (const { name, appProtocol, number, protocol, path } of facts.ports) {
      if (number === undefined) continue;
      const declared = { name: name?.value, appProtocol: appProtocol?.value, protocol, number: number.value };
      if (protocolOfServicePort(declared) !== undefined && name?.value !== 'tcp') continue;
      ctx.report({
        message: 'unclear',
        at: name?.path ?? path,
        data: { name: name?.value ?? '', port: number.value, path },
        fixes: ['namePort'],
      });
    }
  },
  fixes: {
    namePort: suggestion(({ data }) => {
      const isTls = [443, 8443].includes(Number(data['port']));
      return (isTls ? ['https', 'tls', 'http'] : ['http', 'https', 'tls']).map((value) =>
        way(value, `Name the port "${value}"`, set(childPath(String(data['path']), 'name'), value)),
      );
    }),
  },
});
