/** An injector that is called through a Service that does not exist. */
import { injectionWebhooks as model } from '../../model/injection-webhooks.ts';
import { absence, notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { isMade } from '../../workspace/resolve/gateway-classes.ts';
import { serviceHosts } from '../../workspace/tables/service-hosts.ts';
import { defineRule } from '../define-rule.ts';
import { UNPROVED } from '../not-found-texts.ts';

export const serviceNotFound = defineRule({
  id: 'webhook-configuration/service-not-found',
  title: 'Webhook is called through a Service that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: model.kinds,
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0139', analyzer: 'webhook.Analyzer' }],
  docs: {
    why: 'The API server calls the Service for every pod that the selectors fit. Where it is missing, pods are refused with `failurePolicy: Fail`, and come up without a proxy otherwise.',
    fix: 'Correct name and namespace, or remove the configuration of a control plane that is gone.',
    noFix: 'The configuration is written by the installation of Istio.',
  },
  messages: {
    notFound: ({ service, namespace }: { service: string; namespace: string }) =>
      `Service "${service}" does not exist in namespace "${namespace}"`,
    unseen: ({ service, namespace }: { service: string; namespace: string }) =>
      `Service "${service}" of namespace "${namespace}" is in none of these files`,
  },
  effect: ({ isProved }) => (isProved === false ? UNPROVED : 'No proxy is injected through this webhook'),
  check(ctx) {
    const { isIstio, webhooks } = ctx.resource.facts(model);
    for (const { service } of isIstio ? webhooks : []) {
      if (service === undefined || service.name === '') continue;
      const { name, namespace, path } = service;
      const host = `${name}.${namespace}.svc`;
      if (ctx.world.read(serviceHosts, host).some(({ row }) => isMade(ctx.world, row))) continue;
      const severity = notFoundSeverity(
        absence(ctx.world, { of: 'object', kindId: 'core/Service', name, namespace }),
        'error',
      );
      if (severity === undefined) continue;
      const isProved = severity !== 'hint';
      ctx.report({
        message: isProved ? 'notFound' : 'unseen',
        at: `${path}.name`,
        severity,
        data: { service: name, namespace, isProved },
      });
    }
  },
});
