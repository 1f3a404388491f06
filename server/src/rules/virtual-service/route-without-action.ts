/** An HTTP route that says nothing about what becomes of a request. */
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const ACTIONS = ['route', 'redirect', 'directResponse', 'delegate'] as const;

export const routeWithoutAction = defineRule({
  id: 'virtual-service/route-without-action',
  title: 'HTTP route does nothing with a request',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'document',
  equivalents: admission([{ code: 'V-VS-30' }]),
  docs: {
    why: 'A route sends a request to destinations (`route`), answers it (`redirect`, `directResponse`) or leaves it to another VirtualService (`delegate`). The webhook refuses a route with none of them: a timeout or retries alone are no route.',
    fix: 'Add `route` with a destination, or take the route out; settings for all routes are written into each.',
    noFix: 'Where the requests should go is not written.',
  },
  messages: {
    nothing: ({ fields }: { fields: readonly string[] }) =>
      `This route has ${fields.map((field) => `"${field}"`).join(', ') || 'no field'}, but none of "route", "redirect" and "directResponse"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    for (const route of ctx.spec.get('http').items()) {
      if (!route.isMap || ctx.resource.isOpen(route.path)) continue;
      const acts = ACTIONS.some((action) => {
        const value = route.get(action);
        return (
          value.exists &&
          (action !== 'route' || !value.isList || value.items().length > 0 || ctx.resource.isOpen(value.path))
        );
      });
      if (acts) continue;
      const fields = route.entries().flatMap(({ key, value }) => (value.exists ? [key] : []));
      ctx.report({ message: 'nothing', at: route.path, data: { fields } });
    }
  },
});
