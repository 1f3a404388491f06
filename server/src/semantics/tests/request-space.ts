/**
 * The requests that a configuration tells apart: one caller, path, method, host, header and token for each way in which the
 * conditions of the policies (and, through a gateway, of the routes) can differ.
 */
import type { JsonValue } from '../../base/json.ts';
import { parseCidr, parseIpAddress } from '../../primitives/ip-address.ts';
import type { Fields } from '../fields.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { type Language, Languages } from '../partition/language.ts';
import { exactly, form, glob, policyPath, startingWith } from '../partition/patterns.ts';
import { expression } from '../partition/regular-expression.ts';
import { witnesses } from '../partition/witnesses.ts';
import type { RequestInput } from '../request.ts';
import { gatewayClient } from '../trace.ts';
import { virtualServices } from '../virtual-services.ts';
import { principalOf } from '../workloads.ts';

export interface RequestSpace {
  readonly mesh: Mesh;
  readonly policies: readonly MeshObject[];
  readonly isHttp: boolean;
  readonly from: Fields;
  readonly operation: Fields;
  /** `namespace/name`: only requests that come through it. */
  readonly gateway: string | undefined;
}

export interface Caller {
  /** Undefined: no mutual TLS. */
  readonly principal: string | undefined;
  readonly namespace: string;
  readonly sourceIp: string;
}

export type SpaceResult<T> =
  | { readonly ok: true; readonly values: readonly T[]; readonly tokens?: readonly JsonValue[] }
  | { readonly ok: false; readonly why: string };

const NAME = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

/** Every list of a field in the policies' rules and in the statement itself, positive and negative. */
function valuesOf(space: RequestSpace, block: 'source' | 'operation', field: string): readonly string[] {
  const negative = `not${field.charAt(0).toUpperCase()}${field.slice(1)}`;
  const own = block === 'source' ? space.from : space.operation;
  const blocks = space.policies.flatMap(({ spec }) =>
    spec
      .get('rules')
      .items()
      .flatMap((rule) =>
        rule
          .get(block === 'source' ? 'from' : 'to')
          .items()
          .map((item) => item.get(block)),
      ),
  );
  return unique(
    [...blocks, own].flatMap((each) => [...each.get(field).strings(), ...each.get(negative).strings()]),
  );
}

/** Values of `when` entries with this key. */
function conditionValues(space: RequestSpace, key: string): readonly string[] {
  return unique(
    conditions(space)
      .filter((condition) => condition.get('key').string() === key)
      .flatMap((condition) => [
        ...condition.get('values').strings(),
        ...condition.get('notValues').strings(),
      ]),
  );
}

function conditions({ policies }: RequestSpace): readonly Fields[] {
  return policies.flatMap(({ spec }) =>
    spec
      .get('rules')
      .items()
      .flatMap((rule) => rule.get('when').items()),
  );
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** Through a gateway the server sees the gateway's identity alone; the address is that of whoever called the gateway. */
export function callers(space: RequestSpace): SpaceResult<Caller> {
  const client = space.gateway === undefined ? undefined : gatewayClient(space.mesh, space.gateway);
  if (client !== undefined) {
    const { namespace } = client;
    const principal = principalOf(space.mesh, client);
    return {
      ok: true,
      values: sourceAddresses(space).map((sourceIp) => ({ principal, namespace, sourceIp })),
    };
  }
  const principals = identities(space);
  if (principals === undefined)
    return { ok: false, why: 'the policies tell too many sorts of identities apart' };
  const addresses = sourceAddresses(space);
  const values = [undefined, ...principals].flatMap((principal) =>
    addresses.map((sourceIp) => ({ principal, namespace: principal?.split('/')[2] ?? 'default', sourceIp })),
  );
  return { ok: true, values };
}

/** Identities of the mesh's own trust domain and its aliases. */
function identities(space: RequestSpace): readonly string[] | undefined {
  const languages = new Languages();
  const { trustDomain, trustDomainAliases } = space.mesh.settings;
  const name = expression(languages, NAME);
  const within = expression(languages, '[^/]') ?? languages.nothing;
  if (name === undefined) return undefined;
  const rest = languages.repeated(within);
  const domain = languages.sequenceOf([
    languages.either([trustDomain, ...trustDomainAliases].map((each) => languages.text(each))),
    languages.text('/ns/'),
    name,
    languages.text('/sa/'),
    name,
  ]);
  const patterns: Language[] = [];
  for (const value of [
    ...valuesOf(space, 'source', 'principals'),
    ...conditionValues(space, 'source.principal'),
  ]) {
    patterns.push(form(languages, value));
    // `cluster.local` and the mesh's own name stand for each of its names.
    for (const each of [trustDomain, ...trustDomainAliases]) {
      patterns.push(form(languages, value.replace(/^[^/*]*\//, `${each}/`)));
    }
  }
  for (const value of [
    ...valuesOf(space, 'source', 'namespaces'),
    ...conditionValues(space, 'source.namespace'),
  ]) {
    patterns.push(
      languages.sequenceOf([
        rest,
        languages.text('/ns/'),
        glob(languages, value, within),
        languages.text('/sa/'),
        rest,
      ]),
    );
  }
  for (const [value, namespace] of serviceAccounts(space)) {
    const account = value.includes('/') ? value : `${namespace}/${value}`;
    const [owner = '', account_ = ''] = account.split('/');
    patterns.push(languages.sequenceOf([rest, languages.text(`/ns/${owner}/sa/${account_}`)]));
  }
  for (const value of valuesOf(space, 'source', 'trustDomains')) {
    patterns.push(languages.sequenceOf([form(languages, value), languages.text('/ns/'), languages.anything]));
  }
  return witnesses(languages, domain, patterns);
}

/** With the namespace that completes short ones. */
function serviceAccounts(space: RequestSpace): readonly (readonly [value: string, namespace: string])[] {
  return space.policies.flatMap((policy) => {
    const own = { ...space, policies: [policy] };
    return [
      ...valuesOf(own, 'source', 'serviceAccounts'),
      ...conditionValues(own, 'source.serviceAccount'),
    ].map((value) => [value, policy.namespace] as const);
  });
}

/** Ends of every range, and their neighbours: between two borders all addresses are the same. */
function sourceAddresses(space: RequestSpace): readonly string[] {
  const written = unique([
    ...valuesOf(space, 'source', 'ipBlocks'),
    ...valuesOf(space, 'source', 'remoteIpBlocks'),
    ...conditionValues(space, 'source.ip'),
    ...conditionValues(space, 'remote.ip'),
  ]);
  const borders = new Set<bigint>([0x0a000001n]);
  for (const text of written) {
    const address = parseIpAddress(text);
    const range = parseCidr(text);
    const family = range?.family ?? address?.family;
    if (family !== 4) continue;
    const length = BigInt(32 - (range?.prefixLength ?? 32));
    const first = ((range?.bits ?? address?.bits ?? 0n) >> length) << length;
    borders.add(first);
    borders.add((first + (1n << length)) & 0xffffffffn);
  }
  return [...borders].map(
    (bits) => `${bits >> 24n}.${(bits >> 16n) & 255n}.${(bits >> 8n) & 255n}.${bits & 255n}`,
  );
}

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

const MAX_REQUESTS = 50_000;

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
    `${NAME}(\\.${NAME})*(:[1-9][0-9]*)?`,
    values,
    form,
    routes.map((block) => block.get('authority')),
  );
}

type Reader = (languages: Languages, text: string) => Language;

/** Texts of a domain, one for each way in which values of policies and matches of routes can hold or not. */
function textsOf(
  domain: string,
  values: readonly string[],
  read: Reader,
  matches: readonly Fields[],
): readonly string[] | undefined {
  const languages = new Languages();
  const whole = expression(languages, domain);
  const ofRoutes = matches.flatMap((match) => stringMatch(languages, match));
  if (whole === undefined || ofRoutes.includes(undefined)) return undefined;
  const patterns = [
    ...values.map((value) => read(languages, value)),
    ...ofRoutes.filter((each) => each !== undefined),
  ];
  return witnesses(languages, whole, patterns);
}

function stringMatch(languages: Languages, match: Fields): readonly (Language | undefined)[] {
  const exact = match.get('exact').string();
  if (exact !== undefined) return [exactly(languages, exact)];
  const prefix = match.get('prefix').string();
  if (prefix !== undefined) return [startingWith(languages, prefix)];
  const regex = match.get('regex').string();
  return regex === undefined || regex === '*' ? [] : [expression(languages, regex)];
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

/** Claims of accepted tokens: every way in which conditions on issuer, subject and claims can hold or not. */
function tokensOf(space: RequestSpace): readonly JsonValue[] | undefined {
  const { issuers, subjects } = principalParts(space);
  const claims = new Map<string, string[]>();
  for (const condition of conditions(space)) {
    const name = claimName(condition.get('key').string() ?? '');
    if (name === undefined) continue;
    const values = claims.get(name) ?? [];
    claims.set(name, values);
    for (const value of [...condition.get('values').strings(), ...condition.get('notValues').strings()]) {
      values.push(value);
    }
  }
  const issuerTexts = textsOf('[!-~]+', issuers, form, []);
  const subjectTexts = textsOf('[!-.0-~]*', subjects, form, []);
  if (issuerTexts === undefined || subjectTexts === undefined) return undefined;
  return combine(issuerTexts, subjectTexts, claims);
}

/** What `requestPrincipals` ask of issuer and subject, split as the proxy splits them. */
function principalParts(space: RequestSpace): Readonly<Record<'issuers' | 'subjects', readonly string[]>> {
  const issuers: string[] = [];
  const subjects: string[] = [];
  const values = [
    ...valuesOf(space, 'source', 'requestPrincipals'),
    ...conditionValues(space, 'request.auth.principal'),
  ];
  for (const value of values) {
    const slash = value.lastIndexOf('/');
    if (slash >= 0) {
      issuers.push(value.slice(0, slash));
      subjects.push(value.slice(slash + 1));
    } else if (value.startsWith('*')) subjects.push(value);
    else {
      issuers.push(value);
      subjects.push('');
    }
  }
  return { issuers, subjects };
}

function claimName(key: string): string | undefined {
  if (key === 'request.auth.audiences') return 'aud';
  if (key === 'request.auth.presenter') return 'azp';
  return key.startsWith('request.auth.claims[') ? key.slice('request.auth.claims['.length, -1) : undefined;
}

function combine(
  issuers: readonly string[],
  subjects: readonly string[],
  claims: ReadonlyMap<string, readonly string[]>,
): readonly JsonValue[] | undefined {
  let tokens: Readonly<Record<string, JsonValue>>[] = issuers.flatMap((iss) =>
    subjects.map((sub) => ({ iss, sub })),
  );
  for (const [name, values] of claims) {
    const texts = textsOf('[ -~]+', values, form, []);
    if (texts === undefined || tokens.length * (texts.length + 1) > MAX_REQUESTS) return undefined;
    tokens = tokens.flatMap((each) => [
      each,
      ...texts.map((text) => withClaim(each, name.split(']['), text)),
    ]);
  }
  return tokens;
}

function withClaim(
  token: Readonly<Record<string, JsonValue>>,
  [first = '', ...rest]: readonly string[],
  text: string,
): Readonly<Record<string, JsonValue>> {
  const below = token[first];
  const inner = typeof below === 'object' && below !== null && !Array.isArray(below) ? below : {};
  return {
    ...token,
    [first]: rest.length === 0 ? text : withClaim(inner as Readonly<Record<string, JsonValue>>, rest, text),
  };
}
