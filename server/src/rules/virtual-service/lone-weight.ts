/** The only destination of a route has a weight that is not all of it. */
import { virtualService } from '../../model/virtual-service.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { safe } from '../fixes/forms.ts';

interface Data {
  readonly weight: number;
  readonly route: number;
}

const ALL = 100;

export const loneWeight = defineRule({
  id: 'virtual-service/lone-weight',
  title: 'Only destination of a route has a part of the weight',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  scope: 'document',
  equivalents: [{ tool: 'kiali', code: 'KIA1104' }],
  docs: {
    why: 'Weights divide requests between the destinations of one route. A single destination gets all of them, whatever its weight: the destination that should get the rest is missing, or stands in a route of its own.',
    fix: 'Add the other destination to the same route, or remove the weight.',
    differs: 'Silent where a template may add destinations.',
  },
  messages: {
    lone: ({ weight, route }: Data) => `The only destination of route ${route} has weight ${weight}`,
  },
  effect: 'It gets all requests of the route',
  check(ctx) {
    for (const { path, index, destinations } of ctx.resource.facts(virtualService).routes) {
      const [only, ...others] = destinations.filter(({ role }) => role === 'route');
      const weight = only?.weight;
      if (weight === undefined || others.length > 0 || ctx.resource.isOpen(`${path}.route`)) continue;
      if (weight.value <= 0 || weight.value >= ALL) continue;
      ctx.report({
        message: 'lone',
        at: weight.path,
        data: { weight: weight.value, route: index + 1 },
        fixes: ['removeWeight'],
      });
    }
  },
  fixes: {
    removeWeight: safe(({ at }) => [{ title: 'Remove the weight', operations: [remove(at.path)] }]),
  },
});
