/** VirtualService facts: hosts, bindings, and every route with its destinations, whatever the protocol. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface Destination {
  /** Path of the `destination` object itself. */
  readonly path: string;
  readonly host: Sourced<string> | undefined;
  readonly subset: Sourced<string> | undefined;
  /** `port.number`; 0 when `port` is written without a number, as the control plane reads it. */
  readonly port: Sourced<number> | undefined;
  readonly weight: Sourced<number> | undefined;
  readonly role: 'route' | 'mirror';
}

export interface Route {
  readonly protocol: 'http' | 'tls' | 'tcp';
  /** Path of the list item: `spec.http[0]`. */
  readonly path: string;
  readonly index: number;
  readonly name: string | undefined;
  /** Paths of the match blocks. */
  readonly matches: readonly string[];
  readonly destinations: readonly Destination[];
  readonly delegate:
    | { readonly name: Sourced<string>; readonly namespace: Sourced<string> | undefined }
    | undefined;
}

export interface VirtualServiceFacts {
  readonly hosts: readonly Sourced<string>[];
  readonly gateways: readonly Sourced<string>[];
  readonly exportTo: readonly Sourced<string>[];
  readonly routes: readonly Route[];
}

export const virtualService: Model<VirtualServiceFacts> = {
  kinds: ['networking.istio.io/VirtualService'],
  build({ spec }) {
    return {
      hosts: spec.get('hosts').strings(),
      gateways: spec.get('gateways').strings(),
      exportTo: spec.get('exportTo').strings(),
      routes: (['http', 'tls', 'tcp'] as const).flatMap((protocol) =>
        spec
          .get(protocol)
          .items()
          .map((item, index) => route(protocol, item, index)),
      ),
    };
  },
};

/** Every destination that traffic can take, mirrors included; the one loop over http, tls and tcp. */
export function allDestinations(facts: VirtualServiceFacts): readonly Destination[] {
  return facts.routes.flatMap((each) => each.destinations);
}

/** True when sidecars use it: no gateways, or `mesh` among them. */
export function appliesToMesh(facts: VirtualServiceFacts): boolean {
  return facts.gateways.length === 0 || facts.gateways.some(({ value }) => value === 'mesh');
}

function route(protocol: Route['protocol'], item: Cursor, index: number): Route {
  const delegateName = item.get('delegate').get('name').sourcedString();
  return {
    protocol,
    path: item.path,
    index,
    name: item.get('name').string(),
    matches: item
      .get('match')
      .items()
      .map((each) => each.path),
    destinations: [
      ...item
        .get('route')
        .items()
        .map((each) => destination(each.get('destination'), 'route', each.get('weight').sourcedNumber())),
      ...(item.get('mirror').exists ? [destination(item.get('mirror'), 'mirror', undefined)] : []),
      ...item
        .get('mirrors')
        .items()
        .map((each) => destination(each.get('destination'), 'mirror', undefined)),
    ],
    delegate: delegateName && {
      name: delegateName,
      namespace: item.get('delegate').get('namespace').sourcedString(),
    },
  };
}

function destination(
  cursor: Cursor,
  role: Destination['role'],
  weight: Sourced<number> | undefined,
): Destination {
  const port = cursor.get('port');
  const number = port.get('number').sourcedNumber();
  return {
    path: cursor.path,
    host: cursor.get('host').sourcedString(),
    subset: cursor.get('subset').sourcedString(),
    port: number ?? (port.isMap ? { value: 0, path: port.path } : undefined),
    weight,
    role,
  };
}
