/** What requests are made of: methods, header names, paths, gRPC services. */
import { parseRetryOn, RETRY_POLICIES } from '../../../../primitives/retry-on.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import { isKind, type MeshPlace, siblingItems } from '../mesh-place.ts';
import { commaList } from './comma-list.ts';
import { counted, usedWords } from './used.ts';

const METHODS: readonly (readonly [string, string])[] = [
  ['GET', 'read'],
  ['POST', 'create, and every call of gRPC'],
  ['PUT', 'replace'],
  ['PATCH', 'change'],
  ['DELETE', 'remove'],
  ['HEAD', 'read headers only'],
  ['OPTIONS', 'preflight of browsers'],
  ['CONNECT', 'tunnel'],
  ['TRACE', 'echo'],
];

export function methods(place: MeshPlace): readonly Choice[] {
  const written = place.pattern.endsWith('[]') ? siblingItems(place) : new Set<string>();
  const listed = METHODS.map(([name, detail], at) =>
    word(name, detail, at < USUAL_METHODS ? RANK.first : RANK.common),
  );
  return listed.filter(({ name }) => !written.has(name));
}

const USUAL_METHODS = 5;

const HEADERS: readonly (readonly [string, string])[] = [
  ['authorization', 'credentials'],
  ['cookie', 'cookies of the client'],
  ['user-agent', 'program of the client'],
  ['content-type', 'media type of the body'],
  ['accept', 'media types that the client takes'],
  ['end-user', 'name of the user, by custom of the samples'],
  ['x-request-id', 'one for each request, made by the gateway'],
  ['x-forwarded-for', 'addresses of the client and of proxies'],
  ['x-envoy-attempt-count', 'which try this is'],
];

/** Used ones first. Names are compared in lower case. */
export function headerNames(place: MeshPlace): readonly Choice[] {
  const written = place.pattern.endsWith('[]') ? siblingItems(place) : new Set<string>();
  const used = usedWords(place, 'header', 'header', RANK.first);
  const names = new Set(used.map(({ name }) => name.toLowerCase()));
  const usual = HEADERS.filter(([name]) => !names.has(name)).map(([name, detail]) => word(name, detail));
  return [...used, ...usual].filter(({ name }) => !written.has(name));
}

/** Paths of routes and policies; a policy takes a star at either end. */
export function paths(place: MeshPlace): readonly Choice[] {
  const written = place.pattern.endsWith('[]') ? siblingItems(place) : new Set<string>();
  const isPolicy = isKind(place, 'AuthorizationPolicy');
  const used = usedWords(place, 'path', 'path').filter(({ name }) => isPolicy || !name.includes('*'));
  const services = counted(place, 'grpc-service').map(([service]) =>
    word(isPolicy ? `/${service}/*` : `/${service}/`, 'gRPC service', RANK.ordinary),
  );
  return [...used, ...services]
    .filter(({ name }) => !written.has(name))
    .map((choice) => ({ ...choice, habit: 'usual' as const }));
}

export function grpcServices(place: MeshPlace): readonly Choice[] {
  return usedWords(place, 'grpc-service', 'gRPC service');
}

export function grpcMethods(place: MeshPlace): readonly Choice[] {
  return usedWords(place, 'grpc-method', 'gRPC method');
}

const USUAL_RETRIES: readonly string[] = [
  'connect-failure',
  'refused-stream',
  'unavailable',
  'cancelled',
  '5xx',
  'gateway-error',
  'reset',
];

/** Policies that the target release knows, and status codes; the list is one scalar. */
export function retryPolicies(place: MeshPlace): readonly Choice[] {
  const { config } = place.world;
  const known = [...RETRY_POLICIES.keys()].filter((name) =>
    parseRetryOn(name, config.istioVersion).every(({ problem }) => problem === undefined),
  );
  const choices = known.map((name) =>
    word(
      name,
      RETRY_POLICIES.get(name) ?? 'retry policy',
      USUAL_RETRIES.includes(name) ? RANK.first : RANK.common,
    ),
  );
  const codes = ['503', '429'].map((code) => word(code, 'answers with this status code', RANK.ordinary));
  return commaList(place, [...choices, ...codes]);
}
