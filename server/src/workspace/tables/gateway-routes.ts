/** What VirtualServices do at gateways: hosts of which they leave requests over, and the paths that they take. */
import type { Cursor } from '../../model/cursor.ts';
import type { Model, Resource } from '../../model/resource.ts';
import { type Route, virtualService } from '../../model/virtual-service.ts';
import { gatewayReference } from '../resolve/gateway-binding.ts';
import { defineTable } from '../table.ts';

/** Conditions without which a match block takes every path that it names. */
const PATH_ONLY = new Set(['uri', 'name', 'statPrefix', 'gateways', 'port']);

export interface PartlyServedHost {
  readonly host: string;
  readonly virtualService: string;
  readonly path: string;
  /** Paths that have routes, as JSON; at most as many as are worth comparing. */
  readonly paths: readonly string[];
}

const MOST_PATHS = 50;

/**
 * Hosts without wildcard of VirtualServices that have `http` routes but none for all the rest. Key: gateway
 * (`namespace/name`), a blank, and each end of the host that a wildcard may cover (`.example.com`, `.com`, nothing).
 */
export const partlyServedHosts = defineTable<PartlyServedHost>({
  name: 'partlyServedHosts',
  kinds: virtualService.kinds,
  *rows(resource) {
    const facts = resource.facts(virtualService);
    const http = facts.routes.filter(({ protocol }) => protocol === 'http');
    if (http.length === 0 || resource.isTemplate || http.some((route) => takesAll(resource, route))) return;
    const paths = new Set(
      http.flatMap(({ matches }) => matches.map((path) => uriOf(resource.cursor.at(path)))),
    );
    for (const { value, path } of facts.hosts) {
      if (value.startsWith('*')) continue;
      const row = {
        host: value,
        virtualService: `${resource.namespace}/${resource.name}`,
        path,
        paths: [...paths].slice(0, MOST_PATHS),
      };
      for (const gateway of gatewaysOf(resource)) {
        for (const end of endsOf(value)) yield [`${gateway} ${end}`, row];
      }
    }
  },
});

/** Ends of a host that a wildcard may stand in front of. */
function endsOf(host: string): readonly string[] {
  const ends = [''];
  for (let at = host.indexOf('.'); at >= 0; at = host.indexOf('.', at + 1)) ends.push(host.slice(at));
  return ends;
}

/** Gateways that a VirtualService binds to, without `mesh`: `namespace/name`. */
export function gatewaysOf(resource: Resource): readonly string[] {
  const { gateways } = resource.facts(virtualService);
  const names = gateways.flatMap(({ value }) => {
    const reference = gatewayReference(value, resource.namespace);
    return reference === 'mesh' ? [] : [`${reference.namespace}/${reference.name}`];
  });
  return [...new Set(names)];
}

/** Whether nothing is left over by a route. */
export function takesAll(resource: Resource, { path, matches, delegate }: Route): boolean {
  // What a delegate leaves over is not known here.
  if (delegate !== undefined) return true;
  if (matches.length === 0) return resource.cursor.at(path).exists;
  return matches.some((match) => {
    const block = resource.cursor.at(match);
    return isPathOnly(block) && ['', '{"prefix":"/"}', '{"regex":".*"}'].includes(uriOf(block));
  });
}

/** The same on every port: routes for different ports of a gateway never meet. */
export function takesAllPorts(resource: Resource, route: Route): boolean {
  const { matches } = route;
  const anyPort = matches.filter((match) => !resource.cursor.at(match).has('port'));
  return matches.length === 0 || anyPort.length > 0
    ? takesAll(resource, { ...route, matches: anyPort })
    : false;
}

/** The path condition of a match block, as JSON; empty without one. */
export function uriOf(block: Cursor): string {
  const uri = block.get('uri');
  return uri.exists ? JSON.stringify(uri.json()) : '';
}

export function isPathOnly(block: Cursor): boolean {
  return block.entries().every(({ key }) => PATH_ONLY.has(key));
}

export interface RoutedPath {
  readonly virtualService: string;
  /** Of the match block. */
  readonly path: string;
  readonly uri: string;
  /** Every request for the path, or those that meet further conditions. */
  readonly isPlain: boolean;
  /** What its route does, as JSON: equal or not. */
  readonly action: string;
}

/** Hosts of one VirtualService that are compared: more would multiply with its routes. */
const MOST_HOSTS = 20;

/** Keys of the hosts that a VirtualService has at gateways: gateway (`namespace/name`), a blank, the host. */
export function gatewayHostKeys(resource: Resource): readonly string[] {
  const hosts = resource.facts(virtualService).hosts.slice(0, MOST_HOSTS);
  return gatewaysOf(resource).flatMap((gateway) => hosts.map(({ value }) => `${gateway} ${value}`));
}

export interface GatewayBoundHost {
  readonly name: string;
  readonly path: string;
  /** There is a route for all requests. */
  readonly takesAll: boolean;
}

/** Hosts with `http` routes at gateways. Key: as of `gatewayHostKeys`. */
export const gatewayBoundHosts = defineTable<GatewayBoundHost>({
  name: 'gatewayBoundHosts',
  kinds: virtualService.kinds,
  *rows(resource) {
    const { hosts, routes } = resource.facts(virtualService);
    const http = routes.filter(({ protocol }) => protocol === 'http');
    if (http.length === 0) return;
    const name = `${resource.namespace}/${resource.name}`;
    const isAll = http.some((route) => route.delegate === undefined && takesAllPorts(resource, route));
    for (const gateway of gatewaysOf(resource)) {
      for (const { value, path } of hosts.slice(0, MOST_HOSTS)) {
        yield [`${gateway} ${value}`, { name, path, takesAll: isAll }];
      }
    }
  },
});

/** Match blocks by path. Key: as of `gatewayHostKeys`, a blank, and a path that holds the block's, itself or above it. */
export const routedPaths = defineTable<RoutedPath>({
  name: 'routedPaths',
  kinds: virtualService.kinds,
  *rows(resource) {
    const keys = gatewayHostKeys(resource);
    if (keys.length === 0 || resource.isTemplate) return;
    for (const row of routedPathsOf(resource)) {
      for (const above of pathsAbove(row.uri)) for (const key of keys) yield [`${key} ${above}`, row];
    }
  },
});

/** Those that take every request for a path and all below it. Key: the same, with the path itself alone. */
export const takingPaths = defineTable<RoutedPath>({
  name: 'takingPaths',
  kinds: virtualService.kinds,
  *rows(resource) {
    const keys = gatewayHostKeys(resource);
    if (keys.length === 0 || resource.isTemplate) return;
    for (const row of routedPathsOf(resource)) {
      if (row.isPlain) for (const key of keys) yield [`${key} ${withoutSlash(row.uri)}`, row];
    }
  },
});

/** Put together once for the tables and the rule that asks. */
export function routedPathsOf(resource: Resource): readonly RoutedPath[] {
  return resource.facts(routedPathsModel);
}

const routedPathsModel: Model<readonly RoutedPath[]> = {
  kinds: virtualService.kinds,
  build: buildRoutedPaths,
};

function buildRoutedPaths(resource: Resource): readonly RoutedPath[] {
  const { routes } = resource.facts(virtualService);
  return routes.flatMap((route) => {
    if (route.protocol !== 'http' || route.delegate !== undefined) return [];
    const item = resource.cursor.at(route.path);
    const action = JSON.stringify(
      item
        .entries()
        .filter(({ key }) => key !== 'match' && key !== 'name')
        .map(({ key, value }) => [key, value.json()]),
    );
    return route.matches.flatMap((path) => {
      const block = resource.cursor.at(path);
      const uri = block.get('uri').get('prefix').string() ?? block.get('uri').get('exact').string();
      if (uri === undefined || !uri.startsWith('/') || uri === '/') return [];
      if (block.get('ignoreUriCase').boolean() === true) return [];
      const isPrefix = block.get('uri').get('prefix').exists;
      return [
        {
          virtualService: `${resource.namespace}/${resource.name}`,
          path,
          uri,
          isPlain: isPrefix && isPathOnly(block),
          action,
        },
      ];
    });
  });
}

const MOST_ABOVE = 20;

/** Paths of which a prefix match takes the path: itself without a slash at its end, and the nearest above it. */
export function pathsAbove(path: string): readonly string[] {
  const whole = withoutSlash(path);
  const above = [whole];
  for (
    let at = whole.lastIndexOf('/');
    at > 0 && above.length < MOST_ABOVE;
    at = whole.lastIndexOf('/', at - 1)
  )
    above.push(whole.slice(0, at));
  return above;
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
