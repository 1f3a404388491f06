/** A route that no request reaches, because routes in front of it take all that it would take. */

import { type CoveredRoute, coveredRoutes } from '../../model/covered-routes.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Resource } from '../../model/resource.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { move, remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const ANALYZER = 'schema.ValidationAnalyzer.VirtualService';

export const unreachableRoute = defineRule({
  id: 'virtual-service/unreachable-route',
  title: 'No request reaches a route',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'document',
  equivalents: [
    { tool: 'istioctl', code: 'IST0130', analyzer: ANALYZER },
    { tool: 'istioctl', code: 'IST0131', analyzer: ANALYZER },
    { tool: 'webhook', code: 'V-VS-170' },
    { tool: 'webhook', code: 'V-VS-171' },
    { tool: 'webhook', code: 'V-VS-172' },
    { tool: 'webhook', code: 'V-VS-173' },
    { tool: 'webhook', code: 'V-VS-174' },
  ],
  docs: {
    why: 'Routes are tried in order and the first one that matches takes the request. Where earlier matches cover all matches of a route, its timeouts, retries and destinations never apply.',
    fix: 'Move the special route in front of the general one, or delete it.',
    differs:
      'Upstream compares matches as text: it finds a route behind one without matches, and exact copies. Here a route is also found behind `prefix: /` and behind any match that asks less. A root route that delegates covers nothing, since it depends on the delegate what is left over.',
  },
  messages: {
    covered: ({ route, by }: { route: string; by: string }) =>
      `Route ${route} is never used: route ${by} in front of it takes all its requests`,
    coveredBySeveral: ({ route, by }: { route: string; by: string }) =>
      `Route ${route} is never used: the routes ${by} in front of it take all its requests`,
  },
  check(ctx) {
    const unreachable = ctx.resource.facts(coveredRoutes).filter((route) => route.isUnreachable);
    const harmless = unreachable.filter((route) => isHarmless(ctx, route));
    // One is enough to say that they could go.
    const alike = new Set(harmless.slice(1));
    for (const route of unreachable) {
      if (alike.has(route)) continue;
      const isQuiet = route === harmless[0];
      const by = [...new Set(route.covered.map(({ byRoute }) => byRoute))];
      ctx.report({
        message: by.length > 1 ? 'coveredBySeveral' : 'covered',
        at: placeOf(route),
        data: {
          route: route.label,
          by: by.join(', '),
          path: route.path,
          alike: isQuiet ? [...alike].map(({ path }) => path) : [],
        },
        related: [
          ...[...new Set(route.covered.map((each) => each.by))].map((path) => ({
            resource: ctx.self,
            path,
            text: 'takes the requests',
          })),
          ...(isQuiet ? [...alike] : []).slice(0, MOST_ALIKE).map((other) => ({
            resource: ctx.self,
            path: placeOf(other),
            text: 'never used, too',
          })),
        ],
        tags: ['unnecessary'],
        severity: isQuiet ? 'hint' : 'warning',
        equivalents: equivalentsOf(route),
        // In front of what does the same it would change nothing.
        fixes: isQuiet ? ['removeRoute'] : ['moveInFront', 'removeRoute'],
      });
    }
  },
  fixes: {
    moveInFront: suggestion(({ data }, { resource }) => {
      const path = String(data['path']);
      const route = resource.facts(coveredRoutes).find((each) => each.path === path);
      const before = route && routeInFront(route);
      return before === undefined
        ? []
        : [{ title: `Move it in front of route ${before.label}`, operations: [move(path, before.path)] }];
    }),
    removeRoute: suggestion(({ data }) => {
      const alike = data['alike'] as readonly string[];
      return [
        {
          title: alike.length === 0 ? 'Delete the route' : `Delete the ${alike.length + 1} routes`,
          operations: [String(data['path']), ...alike].map((path) => remove(path)),
        },
      ];
    }),
  },
});

const MOST_ALIKE = 20;

/** What takes its requests does the same with them. */
function isHarmless(
  { resource, world }: { readonly resource: Resource; readonly world: WorldReader },
  route: CoveredRoute,
): boolean {
  if (world.config('completeness') === 'complete') return false;
  // A copy is a slip, whatever it does.
  if (route.covered.some(({ reason }) => reason === 'duplicate' || reason === 'unconditional')) return false;
  const own = actionsOf(resource.cursor.at(routeOf(route.path)));
  return route.covered.every(({ by }) => {
    const other = actionsOf(resource.cursor.at(routeOf(by)));
    return (
      own.length === other.length &&
      own.every(({ key, value }) => other.some((each) => each.key === key && isSame(each.value, value)))
    );
  });
}

function actionsOf(route: Cursor) {
  return route.entries().filter(({ key }) => key !== 'match' && key !== 'name');
}

function isSame(a: Cursor, b: Cursor): boolean {
  return JSON.stringify(a.json()) === JSON.stringify(b.json());
}

function routeOf(path: string): string {
  return path.replace(/\.match\[\d+\]$/, '');
}

/** The whole route; where its only match is a copy, that match is what its author will change. */
function placeOf({ path, covered }: CoveredRoute): string {
  const [only, ...others] = covered;
  return others.length === 0 && only?.reason === 'duplicate' ? only.path : path;
}

function equivalentsOf({ path, covered }: CoveredRoute): readonly Equivalent[] {
  const istioctl = (code: string): Equivalent => ({ tool: 'istioctl', code, analyzer: ANALYZER });
  const webhook = (code: string): Equivalent => ({ tool: 'webhook', code });
  if (covered.some(({ reason }) => reason === 'unconditional')) {
    const hasMatches = covered[0]?.path !== path;
    return [istioctl('IST0130'), webhook(hasMatches ? 'V-VS-171' : 'V-VS-170')];
  }
  if (covered.every(({ reason }) => reason === 'duplicate'))
    return [istioctl('IST0130'), istioctl('IST0131'), webhook('V-VS-172'), webhook('V-VS-173')];
  const reasons = new Set(covered.map(({ reason }) => reason));
  return [
    ...(reasons.has('duplicate') || reasons.has('prefix') ? [istioctl('IST0131')] : []),
    ...(reasons.has('duplicate') ? [webhook('V-VS-172')] : []),
    ...(reasons.has('prefix') ? [webhook('V-VS-174')] : []),
  ];
}

/**
 * The first of those that take its requests; undefined where they would get none in turn, because it asks for the same or
 * for nothing at all.
 */
function routeInFront({ path, covered }: CoveredRoute): { path: string; label: string } | undefined {
  if (covered.some((each) => each.reason === 'duplicate' || each.path === path)) return undefined;
  const list = path.slice(0, path.lastIndexOf('['));
  const indexes = covered.map(({ by }) => Number(/^\[(\d+)\]/.exec(by.slice(list.length))?.[1]));
  const first = indexes.reduce((least, index) => Math.min(least, index), Number.POSITIVE_INFINITY);
  const label = covered[indexes.indexOf(first)]?.byRoute;
  return Number.isNaN(first) || label === undefined ? undefined : { path: `${list}[${first}]`, label };
}
