/** Two VirtualServices for the same hosts as one: special routes in front, one route for the rest. */
import type { JsonValue } from '../../base/json.ts';
import { itemPath } from '../../base/node-path.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Resource } from '../../model/resource.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { qualifiedHost } from '../../workspace/resolve/hosts.ts';
import { append, type Operation } from '../../yaml/plan/operation.ts';
import { type Combine, isSame } from './merge-objects.ts';

/** Hosts, gateways and readers must be the same, and all routes those of HTTP. */
export function combineRoutes(world: WorldReader): Combine {
  return (from, into) => {
    if (!areForTheSame(world, from, into)) return undefined;
    const own = from.spec.get('http').items();
    const list = into.spec.get('http');
    const rest = list.items().findIndex(takesAll);
    const operations: Operation[] = [];
    let left = '';
    for (const route of own) {
      const value = route.json();
      if (value === undefined || list.items().some((other) => isSame(other, route))) continue;
      // The rest can go one way only: which one is the choice that the direction makes.
      if (takesAll(route) && rest >= 0) {
        left = `the default route of "${from.name}"`;
        continue;
      }
      operations.push(rest < 0 ? append(list.path, value) : inFrontOf(itemPath(list.path, rest), value));
    }
    return { operations, left };
  };
}

function inFrontOf(path: string, value: JsonValue): Operation {
  return { op: 'insert', path, value };
}

function areForTheSame(world: WorldReader, from: Resource, into: Resource): boolean {
  const known = new Set(['hosts', 'http', 'gateways', 'exportTo']);
  if ([from, into].some(({ spec }) => spec.entries().some(({ key }) => !known.has(key)))) return false;
  if (from.namespace !== into.namespace || from.spec.get('http').items().length === 0) return false;
  const hosts = ({ spec, namespace }: Resource) =>
    JSON.stringify(
      spec
        .get('hosts')
        .strings()
        .map(({ value }) => qualifiedHost(world, value, namespace))
        .toSorted(),
    );
  const names = ({ spec }: Resource, field: string, standard: readonly string[]) => {
    const written = spec.get(field).strings();
    return JSON.stringify((written.length === 0 ? standard : written.map(({ value }) => value)).toSorted());
  };
  return (
    hosts(from) === hosts(into) &&
    names(from, 'gateways', ['mesh']) === names(into, 'gateways', ['mesh']) &&
    names(from, 'exportTo', ['*']) === names(into, 'exportTo', ['*'])
  );
}

/** Without a condition, or with one that every path meets. */
export function takesAll(route: Cursor): boolean {
  const matches = route.get('match').items();
  return matches.length === 0 || matches.some(isUnconditional);
}

function isUnconditional(match: Cursor): boolean {
  const [only, ...others] = match.entries().filter(({ key }) => key !== 'name');
  if (only === undefined) return true;
  return others.length === 0 && only.key === 'uri' && only.value.get('prefix').string() === '/';
}
