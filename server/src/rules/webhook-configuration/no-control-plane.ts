/** A webhook of the control plane that leads nowhere. */
import { controlPlaneWebhooks } from '../../model/control-plane-webhooks.ts';
import { parseAbsoluteUrl } from '../../primitives/url.ts';
import { defineRule } from '../define-rule.ts';

export const noControlPlane = defineRule({
  id: 'webhook-configuration/no-control-plane',
  title: 'Webhook does not say where the control plane is',
  severity: 'warning',
  preset: 'recommended',
  kinds: [
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  ],
  scope: 'document',
  equivalents: [
    {
      tool: 'istioctl',
      code: 'IST0163',
      analyzer: 'externalcontrolplane.ExternalControlPlaneAnalyzer',
    },
  ],
  docs: {
    why: 'The API server calls the control plane for every pod or object. Without an address, or with one that is no URL, the call fails; with `failurePolicy: Fail` nothing can be created any more, otherwise pods come up without a proxy.',
    fix: 'Give `clientConfig.url` of an external control plane, or `clientConfig.service` of one in the cluster.',
    noFix: 'The configuration is written by the installation of Istio.',
  },
  messages: {
    missing: ({ webhook }: { webhook: string }) => `Webhook "${webhook}" has neither "url" nor "service"`,
    badUrl: ({ url }: { url: string; webhook: string }) => `"${url}" is not a URL`,
  },
  effect: 'The API server cannot reach the control plane',
  check(ctx) {
    for (const { name, clientConfig } of controlPlaneWebhooks(ctx.resource)) {
      const url = clientConfig.get('url');
      const text = url.string() ?? '';
      if (text === '') {
        if (clientConfig.get('service').exists) continue;
        const at = url.node === undefined ? { path: clientConfig.path, part: 'key' as const } : url.path;
        ctx.report({ message: 'missing', at, data: { webhook: name } });
      } else if (!parseAbsoluteUrl(text).ok) {
        ctx.report({ message: 'badUrl', at: url.path, data: { url: text, webhook: name } });
      }
    }
  },
});
