/** One route has the same destination twice. */
import { type Destination, virtualService } from '../../model/virtual-service.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { qualifiedHost } from '../../workspace/resolve/hosts.ts';
import { remove, set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
  readonly subset: string;
  readonly first: string;
}

export const repeatedDestination = defineRule({
  id: 'virtual-service/repeated-destination',
  title: 'Route has the same destination twice',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA1105' }],
  docs: {
    why: 'Weights divide requests between the destinations of a route. One that stands in the list twice gets both parts; mostly another subset was meant for the second.',
    fix: 'Correct the subset, or keep one entry with the sum of the weights.',
    differs:
      'Kiali does not look at ports, and takes `cart.shop` for the same host as `cart`. Entries that set other headers are different destinations here.',
  },
  messages: {
    repeated: ({ host, subset }: Data) =>
      subset === ''
        ? `Destination "${host}" stands in this route already`
        : `Destination "${host}" with subset "${subset}" stands in this route already`,
  },
  effect: 'It gets the requests of both entries',
  check(ctx) {
    for (const { destinations } of ctx.resource.facts(virtualService).routes) {
      const seen = new Map<string, Destination>();
      for (const destination of destinations) {
        const { host, subset, role, path } = destination;
        if (host === undefined || role !== 'route') continue;
        const headers = ctx.resource.cursor.at(entryOf(path)).get('headers');
        if (headers.exists) continue;
        const key = keyOf(ctx.world, ctx.resource.namespace, destination, host.value);
        const earlier = seen.get(key);
        if (earlier === undefined) {
          seen.set(key, destination);
          continue;
        }
        ctx.report({
          message: 'repeated',
          at: host.path,
          data: { host: host.value, subset: subset?.value ?? '', first: entryOf(earlier.path) },
          related: [
            { resource: ctx.self, path: earlier.host?.path ?? earlier.path, text: 'stands here first' },
          ],
          fixes: ['addUp'],
        });
      }
    }
  },
  fixes: {
    addUp: suggestion(({ data, at }, { resource }) => {
      const second = entryOf(at.path.slice(0, at.path.lastIndexOf('.')));
      const first = String(data['first']);
      const sum = [first, second].map((path) => resource.cursor.at(path).get('weight').number());
      const [a, b] = sum;
      const keep = a === undefined || b === undefined ? [] : [set(`${first}.weight`, a + b)];
      return [
        {
          title: keep.length > 0 ? 'Keep the first, with the weight of both' : 'Keep the first',
          operations: [...keep, remove(second)],
        },
      ];
    }),
  },
});

/** The entry of the list of routes that holds a `destination`. */
function entryOf(destination: string): string {
  return destination.slice(0, destination.lastIndexOf('.'));
}

function keyOf(world: WorldReader, namespace: string, { subset, port }: Destination, host: string): string {
  return JSON.stringify([qualifiedHost(world, host, namespace), subset?.value, port?.value]);
}
