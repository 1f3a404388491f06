/** An address of a ServiceEntry that is none. */
import { isIpOrSubnet } from '../../primitives/ip-address.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

export const badAddress = defineRule({
  id: 'service-entry/bad-address',
  title: 'Address of a ServiceEntry is no IP address',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  equivalents: admission([{ code: 'V-SE-07' }]),
  docs: {
    why: '`addresses` are the virtual addresses of the hosts: IPv4, IPv6, or a range in CIDR notation. Numbers have no leading zeros, since some programs read those as octal. The webhook refuses the rest.',
    fix: 'Write the address; names stand in `hosts` or `endpoints`.',
  },
  messages: {
    address: ({ address }: { address: string }) =>
      `"${address}" is neither an IP address nor a range of them`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const { value, path } of ctx.spec.get('addresses').strings()) {
      if (isIpOrSubnet(value)) continue;
      const fixes = isIpOrSubnet(withoutZeros(value)) ? ['dropZeros'] : [];
      ctx.report({ message: 'address', at: path, data: { address: value }, fixes });
    }
  },
  fixes: {
    dropZeros: suggestion((finding) => [use(finding, withoutZeros(String(finding.data['address'])))]),
  },
});

/** Numbers of an IPv4 address as most people mean them. */
function withoutZeros(address: string): string {
  return address
    .split('.')
    .map((part) => (/^0+[0-9]/.test(part) ? part.replace(/^0+(?=[0-9])/, '') : part))
    .join('.');
}
