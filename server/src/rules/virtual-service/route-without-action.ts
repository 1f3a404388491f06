/** An HTTP route that says nothing about what becomes of a request. */
import { virtualService } from '../../model/virtual-service.ts';
import { serviceFor } from '../../workspace/resolve/hosts.ts';
import { set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

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
      ctx.report({ message: 'nothing', at: route.path, data: { fields }, fixes: ['routeToHost'] });
    }
  },
  fixes: {
    // The host itself is what clients ask for.
    routeToHost: suggestion(({ at }, { resource, world }) => {
      const { hosts } = resource.facts(virtualService);
      const [host] = hosts;
      const service = host && serviceFor(world, host.value, resource.namespace);
      if (hosts.length !== 1 || host === undefined || service === undefined) return [];
      const { ports } = service.row;
      const [port] =
        ports.length > 1 ? [...ports.filter(({ name }) => /^(?:http|grpc)/.test(name)), ...ports] : [];
      const destination = {
        host: host.value,
        ...(port !== undefined && { port: { number: port.number } }),
      };
      return [
        { title: `Route to "${host.value}"`, operations: [set(`${at.path}.route`, [{ destination }])] },
      ];
    }),
  },
});
