/** An endpoint that says only in which network it is. */
import { endpointBlocks } from '../../model/endpoints.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const ENTRY = admission([{ code: 'V-WE-02' }]);
const ENDPOINT = admission([{ code: 'V-SE-19' }]);

export const networkOnly = defineRule({
  id: 'workload-entry/network-only',
  title: 'Endpoint has a network and no address',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry', 'networking.istio.io/WorkloadEntry'],
  fields: ['spec.endpoints[].network', 'spec.network'],
  scope: 'document',
  equivalents: admission([{ code: 'V-SE-19' }, { code: 'V-WE-02' }]),
  docs: {
    why: 'Without an address an endpoint is reached through the gateway of its network, and only by proxies of other networks that know such a gateway. Others leave it out, without a word.',
    fix: 'Write the address, unless the endpoint is meant to be reached through the gateway only.',
    noFix: 'The address is known to its author only.',
  },
  messages: {
    only: ({ network }: { network: string }) => `The endpoint in network "${network}" has no "address"`,
  },
  effect: 'Only a gateway of that network can reach it',
  check(ctx) {
    const isEntry = ctx.resource.kindId === 'networking.istio.io/WorkloadEntry';
    if (ctx.resource.isTemplate || (!isEntry && ctx.spec.get('resolution').string() !== 'STATIC')) return;
    for (const block of endpointBlocks(ctx.resource)) {
      const address = block.get('address');
      const network = block.get('network').string() ?? '';
      if (network === '' || (address.exists && address.string() !== '')) continue;
      const at = address.exists ? address.path : block.path;
      ctx.report({ message: 'only', at, data: { network }, equivalents: isEntry ? ENTRY : ENDPOINT });
    }
  },
});
