/** The address of a WorkloadEntry is neither an address nor a name. */
import { checkFqdn } from '../../primitives/host.ts';
import { isIpAddress } from '../../primitives/ip-address.ts';
import { isUnixAddress } from '../../primitives/unix-socket.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

export const badAddress = defineRule({
  id: 'workload-entry/bad-address',
  title: 'Address of a WorkloadEntry is neither an address nor a name',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/WorkloadEntry'],
  scope: 'document',
  equivalents: admission([{ code: 'V-WE-05' }]),
  docs: {
    why: 'The workload is found at an IP address, at a full name, or at a Unix socket (`unix:///path`). A port is no part of it, and numbers have no leading zeros. The webhook refuses the rest.',
    fix: 'Write the address alone; ports stand in `ports`.',
    noFix: 'Which address was meant is not written.',
  },
  messages: {
    address: ({ address }: { address: string }) =>
      `"${address}" is neither an IP address, a name nor a Unix socket`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const address = ctx.spec.get('address').sourcedString();
    if (ctx.resource.isTemplate || address === undefined || address.value === '') return;
    const { value } = address;
    if (isUnixAddress(value) || isIpAddress(value) || checkFqdn(value).ok) return;
    ctx.report({ message: 'address', at: address.path, data: { address: value } });
  },
});
