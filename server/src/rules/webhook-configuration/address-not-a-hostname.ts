/** A webhook that reaches an external control plane by an address. */
import { controlPlaneWebhooks } from '../../model/control-plane-webhooks.ts';
import { isIpAddress } from '../../primitives/ip-address.ts';
import { parseAbsoluteUrl } from '../../primitives/url.ts';
import { defineRule } from '../define-rule.ts';

export const addressNotAHostname = defineRule({
  id: 'webhook-configuration/address-not-a-hostname',
  title: 'External control plane is named by its IP address',
  severity: 'info',
  preset: 'recommended',
  kinds: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  ],
  scope: 'document',
  equivalents: [
    {
      tool: 'istioctl',
      code: 'IST0164',
      analyzer: 'externalcontrolplane.ExternalControlPlaneAnalyzer',
    },
  ],
  docs: {
    why: 'The API server checks the certificate of the control plane against the name in the URL. Certificates for addresses are rare, and the address of a load balancer may change.',
    fix: 'Use a DNS name that the certificate of the control plane holds.',
    noFix: 'The configuration is written by the installation of Istio.',
  },
  messages: {
    address: ({ host }: { host: string }) => `"${host}" is an IP address, not a host name`,
  },
  effect: 'The call fails when the certificate does not name the address, or the address changes',
  check(ctx) {
    for (const { clientConfig } of controlPlaneWebhooks(ctx.resource)) {
      const url = clientConfig.get('url');
      const text = url.string() ?? '';
      const parsed = parseAbsoluteUrl(text);
      if (!parsed.ok) continue;
      const host = hostName(parsed.host);
      if (!isIpAddress(host)) continue;
      const start = text.indexOf(host);
      ctx.report({
        message: 'address',
        at: { path: url.path, slice: { start, end: start + host.length } },
        data: { host },
      });
    }
  },
});

/** Without port and brackets. */
function hostName(host: string): string {
  return host.startsWith('[') ? host.slice(1, host.indexOf(']')) : (host.split(':', 1)[0] ?? '');
}
