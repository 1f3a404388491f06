/** Rules of HTTPRoutes and GRPCRoutes as one ranked list (§2.9). */
import type { Fields } from './fields.ts';
import {
  type Condition,
  isBelow,
  type MatchBlock,
  type UriMatch,
  uriCondition,
  wholeMatcher,
} from './http-match.ts';
import { compareText, type MeshObject } from './mesh.ts';
import type { HttpRequest } from './request.ts';
import type { HttpRule } from './virtual-services.ts';

export const HTTP_ROUTE = 'gateway.networking.k8s.io/HTTPRoute';
export const GRPC_ROUTE = 'gateway.networking.k8s.io/GRPCRoute';

/** A route where it is attached. */
export interface Attachment {
  readonly route: MeshObject;
  /** Port of the service that a parent reference names; undefined for all. */
  readonly port: number | undefined;
}

interface Ranked {
  readonly rule: HttpRule;
  readonly rank: readonly number[];
  readonly route: MeshObject;
}

/** Each match is a rule of its own, the most specific first. */
export function rankedRules(attachments: readonly Attachment[]): readonly HttpRule[] {
  const ranked = attachments
    .toSorted((a, b) => compareRoutes(a.route, b.route))
    .flatMap(({ route, port }) =>
      route.spec
        .get('rules')
        .items()
        .flatMap((rule, index) => rulesOf(route, rule, index, port)),
    );
  return ranked.toSorted(compareRank).map(({ rule }) => rule);
}

/** Older first, then by namespace and name. */
export function compareRoutes(a: MeshObject, b: MeshObject): number {
  return (
    compareText(a.created, b.created) || compareText(a.namespace, b.namespace) || compareText(a.name, b.name)
  );
}

function compareRank(a: Pick<Ranked, 'rank'>, b: Pick<Ranked, 'rank'>): number {
  return compareRanks(a.rank, b.rank);
}

/** The more specific first. */
export function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [at, rank] of a.entries()) {
    const difference = (b[at] ?? 0) - rank;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Of a rule's matches the most specific one. */
export function rankOfRule(route: MeshObject, rule: Fields): readonly number[] {
  const [first] = rulesOf(route, rule, 0, undefined).toSorted(compareRank);
  return first?.rank ?? [];
}

function rulesOf(
  route: MeshObject,
  rule: Fields,
  index: number,
  port: number | undefined,
): readonly Ranked[] {
  const written = rule.get('matches').items();
  const matches = written.length === 0 ? [rule.get('matches')] : written;
  const read = route.kind === GRPC_ROUTE ? grpcMatch : httpMatch;
  return matches.map((match, at) => {
    const { uri, conditions } = read(match);
    const block: MatchBlock = {
      index: at,
      path: match.path,
      uri,
      conditions,
      // A prefix of `/` alone takes everything; rules after it are kept all the same: they are ranked, not read in order.
      isCatchAll: false,
      whyUnusable: (proxy) =>
        port === undefined || port === proxy.port ? undefined : `it is for port ${port}`,
    };
    const rank = rankOf(uri, match);
    return {
      route,
      rank,
      rule: {
        rank,
        api: 'gateway-api',
        name: rule.get('name').string(),
        index,
        fields: rule,
        blocks: [block],
        writtenIn: route,
      },
    };
  });
}

const FORM_RANK = { exact: 3, segments: 2, prefix: 2, regex: 1 } as const;

function rankOf(uri: UriMatch | undefined, match: Fields): readonly number[] {
  return [
    uri === undefined ? FORM_RANK.segments : FORM_RANK[uri.form],
    uri?.value.length ?? 1,
    match.get('method').exists ? 1 : 0,
    match.get('headers').items().length,
    match.get('queryParams').items().length,
  ];
}

interface Compiled {
  readonly uri: UriMatch | undefined;
  readonly conditions: readonly Condition[];
}

function httpMatch(match: Fields): Compiled {
  const path = match.get('path');
  const value = path.get('value').string() ?? '/';
  const uri: UriMatch = { form: HTTP_FORMS.get(path.get('type').string() ?? '') ?? 'segments', value };
  const method = match.get('method');
  const methodName = method.string();
  return {
    uri,
    conditions: [
      uriCondition(uri, false, path.path),
      ...(methodName === undefined
        ? []
        : [
            {
              text: `method is ${methodName}`,
              path: method.path,
              holds: (request: HttpRequest) => request.method === methodName,
            },
          ]),
      ...headerConditions(match),
      ...match
        .get('queryParams')
        .items()
        .map((param) => namedCondition('query parameter', param, (request, name) => request.query.get(name))),
    ],
  };
}

const HTTP_FORMS: ReadonlyMap<string, UriMatch['form']> = new Map([
  ['Exact', 'exact'],
  ['PathPrefix', 'segments'],
  ['RegularExpression', 'regex'],
]);

function grpcMatch(match: Fields): Compiled {
  const uri = grpcPath(match.get('method'));
  return {
    uri,
    conditions: [
      ...(uri === undefined ? [] : [uriCondition(uri, false, match.get('method').path)]),
      ...headerConditions(match),
    ],
  };
}

/** A call is a request for `/service/method`. */
function grpcPath(method: Fields): UriMatch | undefined {
  const service = method.get('service').string();
  const name = method.get('method').string();
  if (method.get('type').string() === 'RegularExpression') {
    return { form: 'regex', value: `/${service ?? '[^/]+'}/${name ?? '[^/]+'}` };
  }
  if (service !== undefined && name !== undefined) return { form: 'exact', value: `/${service}/${name}` };
  if (service !== undefined) return { form: 'prefix', value: `/${service}/` };
  return name === undefined ? undefined : { form: 'regex', value: `/[^/]+/${name}` };
}

function headerConditions(match: Fields): readonly Condition[] {
  return match
    .get('headers')
    .items()
    .map((header) => namedCondition('header', header, (request, name) => request.header(name)));
}

function namedCondition(
  sort: string,
  item: Fields,
  read: (request: HttpRequest, name: string) => string | undefined,
): Condition {
  const name = item.get('name').string() ?? '';
  const value = item.get('value').string() ?? '';
  if (item.get('type').string() === 'RegularExpression') {
    const test = wholeMatcher(value);
    return {
      text: `${sort} ${name} matches "${value}"`,
      path: item.path,
      holds: (request) => {
        const found = read(request, name);
        return found !== undefined && test(found);
      },
    };
  }
  return {
    text: `${sort} ${name} is "${value}"`,
    path: item.path,
    holds: (request) => read(request, name) === value,
  };
}

/** What comes behind a matched prefix, with one slash between. */
export function replacePrefix(path: string, prefix: string, replacement: string): string {
  const stem = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  if (!isBelow(path, prefix)) return path;
  const rest = path.slice(stem.length);
  const head = replacement.endsWith('/') ? replacement.slice(0, -1) : replacement;
  return `${head}${rest}` || '/';
}
