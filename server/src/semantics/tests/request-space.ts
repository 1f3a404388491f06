/**
 * The requests that a configuration tells apart: one path, method, host, header and token for each way in which the
 * conditions of the policies (and, through a gateway, of the routes) can differ.
 */
import type { Fields } from '../fields.ts';
import type { Mesh } from '../mesh.ts';
import { form, policyPath } from '../partition/patterns.ts';
import type { RequestInput } from '../request.ts';
import { virtualServices } from '../virtual-services.ts';
import { conditions, NAME_PATTERN, type RequestSpace, type SpaceResult, valuesOf } from './asked-values.ts';
import { MAX_REQUESTS, textsOf } from './text-space.ts';
import { tokensOf } from './token-space.ts';

/** Paths, methods, hosts and headers; tokens beside them. */
export function requestsOf(space: RequestSpace): SpaceResult<RequestInput | undefined> {
  const routes = space.gateway === undefined ? [] : routeBlocks(space.mesh, space.gateway);
  const paths = pathsOf(space, routes);
  const methods = textsOf(
    '[A-Z]+',
    valuesOf(space, 'operation', 'methods'),
    form,
    routes.map((block) => block.get('method')),
  );
  const hosts = hostsOf(space, routes);
  const headers = headersOf(space, routes);
  const tokens = tokensOf(space);
  if (
    paths === undefined ||
    methods === undefined ||
    hosts === undefined ||
    headers === undefined ||
    tokens === undefined
  ) {
    return {
      ok: false,
      why: 'a regular expression is beyond what can be decided, or there are too many sorts of texts',
    };
  }
  if (paths.length * methods.length * hosts.length * headers.length > MAX_REQUESTS) {
    return {
      ok: false,
      why: `there are more than ${MAX_REQUESTS} sorts of requests; name methods or paths to ask about fewer`,
    };
  }
  const values = paths.flatMap((path) =>
    methods.flatMap((method) =>
      hosts.flatMap((host) => headers.map((each) => ({ host, path, method, headers: each, scheme: 'http' }))),
    ),
  );
  return { ok: true, values, tokens };
}

/** Match blocks of the VirtualServices that a gateway serves. */
function routeBlocks(mesh: Mesh, gateway: string): readonly Fields[] {
  return virtualServices(mesh)
    .filter(({ gateways }) => gateways.includes(gateway))
    .flatMap(({ http }) => http.flatMap(({ fields }) => fields.get('match').items()));
}

function pathsOf(space: RequestSpace, routes: readonly Fields[]): readonly string[] | undefined {
  return textsOf(
    '/[^?#]*',
    valuesOf(space, 'operation', 'paths'),
    policyPath,
    routes.map((block) => block.get('uri')),
  );
}

function hostsOf(space: RequestSpace, routes: readonly Fields[]): readonly string[] | undefined {
  const served =
    space.gateway === undefined
      ? []
      : virtualServices(space.mesh)
          .filter(({ gateways }) => gateways.includes(space.gateway ?? ''))
          .flatMap(({ hosts }) => hosts.map(({ name }) => name));
  const values = [...valuesOf(space, 'operation', 'hosts').map((host) => host.toLowerCase()), ...served];
  return textsOf(
    `${NAME_PATTERN}(\\.${NAME_PATTERN})*(:[1-9][0-9]*)?`,
    values,
    form,
    routes.map((block) => block.get('authority')),
  );
}

/** Every combination of the headers that anything asks for, each also absent. */
function headersOf(
  space: RequestSpace,
  routes: readonly Fields[],
): readonly Readonly<Record<string, string>>[] | undefined {
  const wanted = new Map<string, { values: string[]; matches: Fields[] }>();
  const entry = (name: string) => {
    const key = name.toLowerCase();
    const known = wanted.get(key) ?? { values: [], matches: [] };
    wanted.set(key, known);
    return known;
  };
  for (const condition of conditions(space)) {
    const key = condition.get('key').string() ?? '';
    if (!key.startsWith('request.headers[')) continue;
    const { values } = entry(key.slice('request.headers['.length, -1));
    for (const value of [...condition.get('values').strings(), ...condition.get('notValues').strings()])
      values.push(value);
  }
  for (const block of routes) {
    for (const [name, match] of [
      ...block.get('headers').entries(),
      ...block.get('withoutHeaders').entries(),
    ]) {
      if (!name.startsWith('@')) entry(name).matches.push(match);
    }
  }
  let combinations: readonly Readonly<Record<string, string>>[] = [{}];
  for (const [name, { values, matches }] of wanted) {
    const texts = textsOf('[ -~]+', values, form, matches);
    if (texts === undefined || combinations.length * (texts.length + 1) > MAX_REQUESTS) return undefined;
    combinations = combinations.flatMap((each) => [
      each,
      ...texts.map((text) => ({ ...each, [name]: text })),
    ]);
  }
  return combinations;
}
