/** Facts of HTTPRoute, GRPCRoute, TLSRoute, TCPRoute and UDPRoute: parents, hostnames, rules and where they send traffic. */
import type { KindId } from '../base/kind-id.ts';
import type { Cursor, Sourced } from './cursor.ts';
import {
  backendReference,
  type ObjectReference,
  objectReference,
  parentReference,
} from './object-reference.ts';
import type { Model } from './resource.ts';

export const ROUTE_KINDS = [
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/TLSRoute',
  'gateway.networking.k8s.io/TCPRoute',
  'gateway.networking.k8s.io/UDPRoute',
] as const satisfies readonly KindId[];

/** What the route attaches to: a Gateway, a ListenerSet, or (in the mesh) a Service or ServiceEntry. */
export interface RouteParent extends ObjectReference {
  /** Name of one listener; of one port, when the parent is a Service. */
  readonly sectionName: Sourced<string> | undefined;
  readonly port: Sourced<number> | undefined;
}

export interface RouteBackend extends ObjectReference {
  readonly port: Sourced<number> | undefined;
  /** 1 when absent. */
  readonly weight: Sourced<number> | undefined;
  /** `mirror` and `authorizer` stand in filters. */
  readonly role: 'backend' | 'mirror' | 'authorizer';
}

export interface RouteRule {
  /** Path of the list item. */
  readonly path: string;
  readonly index: number;
  readonly name: Sourced<string> | undefined;
  readonly backends: readonly RouteBackend[];
  /** `extensionRef` of filters, of the rule's and of its backends'. */
  readonly extensions: readonly ObjectReference[];
}

export interface RouteFacts {
  readonly parents: readonly RouteParent[];
  readonly hostnames: readonly Sourced<string>[];
  readonly rules: readonly RouteRule[];
}

export const gatewayApiRoute: Model<RouteFacts> = {
  kinds: ROUTE_KINDS,
  build({ spec }) {
    return {
      parents: spec
        .get('parentRefs')
        .items()
        .map((item) => ({
          ...parentReference(item),
          sectionName: item.get('sectionName').sourcedString(),
          port: item.get('port').sourcedNumber(),
        })),
      hostnames: spec.get('hostnames').strings(),
      rules: spec.get('rules').items().map(rule),
    };
  },
};

/** Every place that traffic of the route can reach, mirrors and authorizers included. */
export function allBackends(facts: RouteFacts): readonly RouteBackend[] {
  return facts.rules.flatMap((each) => each.backends);
}

function rule(item: Cursor, index: number): RouteRule {
  const backends = item.get('backendRefs').items();
  const filters = [item, ...backends].flatMap((each) => each.get('filters').items());
  return {
    path: item.path,
    index,
    name: item.get('name').sourcedString(),
    backends: [...backends.map((each) => backend(each, 'backend')), ...filters.flatMap(backendsOfFilter)],
    extensions: filters
      .map((filter) => filter.get('extensionRef'))
      .filter((reference) => reference.isMap)
      .map((reference) => objectReference(reference)),
  };
}

function backendsOfFilter(filter: Cursor): RouteBackend[] {
  const mirror = filter.get('requestMirror').get('backendRef');
  const authorizer = filter.get('externalAuth').get('backendRef');
  return [
    ...(mirror.isMap ? [backend(mirror, 'mirror')] : []),
    ...(authorizer.isMap ? [backend(authorizer, 'authorizer')] : []),
  ];
}

function backend(item: Cursor, role: RouteBackend['role']): RouteBackend {
  return {
    ...backendReference(item),
    port: item.get('port').sourcedNumber(),
    weight: item.get('weight').sourcedNumber(),
    role,
  };
}
