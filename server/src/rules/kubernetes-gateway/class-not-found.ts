/** A Gateway of the Gateway API is of a class that nobody brings. */

import { gatewayApiListeners } from '../../model/gateway-api-listeners.ts';
import { INSTALLED_CLASS_NAMES } from '../../model/gateway-class.ts';
import { likeNames } from '../../workspace/resolve/absent-objects.ts';
import { controllerOf } from '../../workspace/resolve/gateway-classes.ts';
import { namedObjects, placeKey } from '../../workspace/tables/named-objects.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

export const classNotFound = defineRule({
  id: 'kubernetes-gateway/class-not-found',
  title: 'Gateway is of a class that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: ['gateway.networking.k8s.io/Gateway'],
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA1504' }],
  docs: {
    why: 'The class of a Gateway names the controller that runs it. For a class that nobody brings, no controller feels responsible: there is no proxy, no address, and routes of the Gateway do nothing.',
    fix: 'Write a class of Istio (`istio`, `istio-waypoint`, `istio-east-west`, `istio-remote`), or define the GatewayClass.',
    differs:
      'Kiali reports every class that is not Istio’s. Other controllers install their classes by themselves, so outside of a complete world only a name that looks like a known one is reported.',
  },
  messages: {
    notFound: ({ name }: { name: string }) => `No GatewayClass "${name}" exists`,
    near: ({ name, near }: { name: string; near: readonly string[] }) =>
      `No GatewayClass "${name}" is known; did you mean ${near.map((each) => `"${each}"`).join(' or ')}?`,
  },
  effect: 'No controller runs the Gateway',
  check(ctx) {
    const { className } = ctx.resource.facts(gatewayApiListeners);
    const name = className?.value ?? '';
    if (className === undefined || name === '' || controllerOf(ctx.world, name) !== undefined) return;
    const key = placeKey('gateway.networking.k8s.io/GatewayClass', '');
    const defined = ctx.world.read(namedObjects, key).map(({ row }) => row.name);
    const { near, isSlip } = likeNames(name, new Set([...defined, ...INSTALLED_CLASS_NAMES]));
    const isComplete = ctx.world.config('completeness') === 'complete';
    if (!isComplete && !isSlip) return;
    ctx.report({
      message: near.length === 0 ? 'notFound' : 'near',
      at: className.path,
      severity: isComplete ? 'error' : 'warning',
      data: { name, near },
      fixes: ['useNear'],
    });
  },
  fixes: {
    useNear: suggestion(({ data, at }) =>
      (data['near'] as readonly string[]).map((text) => way(text, `Use class "${text}"`, set(at.path, text))),
    ),
  },
});
