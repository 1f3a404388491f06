/** A weight: its share of the traffic of its route. */
import { percent, sharedRoutes } from '../../weight-shares.ts';
import { code, table } from '../hover-page.ts';
import type { WrittenValue } from './written-value.ts';

/** Undefined for what is no weight. */
export function describeWeight({ resource, path }: WrittenValue): string | undefined {
  if (!path.endsWith('.weight')) return undefined;
  const item = path.slice(0, path.lastIndexOf('.'));
  const route = sharedRoutes(resource).find(({ destinations }) =>
    destinations.some((each) => each.path === item),
  );
  const own = route?.destinations.find((each) => each.path === item);
  if (route === undefined || own === undefined) return undefined;
  if (own.share === undefined) return 'All weights of this route are 0: nothing gets traffic.';
  const isOnly = route.destinations.length === 1;
  const head = isOnly
    ? '**100 %** of this route: it has one destination, whatever its weight'
    : `**${percent(own.share)}** of this route (${own.weight?.value ?? 0} of ${route.total})`;
  if (isOnly) return head;
  const rows = route.destinations.map(({ host, subset, weight, share = 0 }) => [
    `${code(host)}${subset === undefined ? '' : ` ${code(subset)}`}`,
    String(weight?.value ?? 'none'),
    percent(share),
  ]);
  return `${head}\n\n${table(['destination', 'weight', 'share'], rows)}`;
}
