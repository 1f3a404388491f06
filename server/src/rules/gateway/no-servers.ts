/** A Gateway that opens no port. */

import { gateway } from '../../model/gateway.ts';
import { isSelectorSubset, type Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { servingGateways } from '../../workspace/tables/gateways.ts';
import { set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const REJECTED = admission([{ code: 'V-GW-02' }]);

/** `istioctl` looks for its selector among those of all servers. */
const SELECTOR_UNUSED = {
  tool: 'istioctl',
  code: 'IST0101',
  analyzer: 'gateway.ConflictingGatewayAnalyzer',
} as const;

export const noServers = defineRule({
  id: 'gateway/no-servers',
  title: 'Gateway has no servers',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/Gateway'],
  scope: 'workspace',
  equivalents: [...REJECTED, SELECTOR_UNUSED],
  docs: {
    why: 'The servers of a Gateway are the ports that its workload opens, with the hosts that are served there. The webhook refuses a Gateway without any; where it is not installed, the Gateway does nothing.',
    fix: 'List at least one server, with a port and hosts, or delete the Gateway.',
    differs:
      '`istioctl analyze` reports the selector as unresolved when no other Gateway with servers shares it. Here the missing servers are the one finding.',
  },
  messages: {
    none: ({ name }: { name: string }) => `Gateway "${name}" lists no servers`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const { selector, servers } = ctx.resource.facts(gateway);
    const written = ctx.spec.get('servers');
    if (ctx.resource.isTemplate || servers.length > 0) return;
    if (written.exists && !written.isList) return; // no list: told elsewhere
    ctx.report({
      message: 'none',
      at: { path: written.exists ? written.path : 'spec', part: 'key' },
      data: { name: ctx.resource.name },
      equivalents: isServed(ctx.world, selector) ? REJECTED : [...REJECTED, SELECTOR_UNUSED],
      fixes: ['addServer'],
    });
  },
  fixes: {
    addServer: suggestion(() => [
      {
        title: 'Add a server for HTTP on port 80 and all hosts',
        operations: [
          set('spec.servers', [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }]),
        ],
      },
    ]),
  },
});

/** Whether a Gateway with servers has at least these labels in its selector. */
function isServed(world: WorldReader, selector: Labels): boolean {
  const first = Object.entries(selector)[0];
  if (first === undefined) return true;
  return world
    .read(servingGateways, `${first[0]}=${first[1]}`)
    .some(({ row }) => isSelectorSubset(row.selector, selector));
}
