/** Listeners of Gateway API Gateways and of the ListenerSets that add to them. */
import type { KindId } from '../base/kind-id.ts';
import type { LabelSelector } from '../primitives/label-selector.ts';
import type { Cursor, Sourced } from './cursor.ts';
import { readLabelSelector } from './label-selector-field.ts';
import { type ObjectReference, parentReference, secretReference } from './object-reference.ts';
import type { Model } from './resource.ts';

export interface Listener {
  /** Path of the list item. */
  readonly path: string;
  readonly name: Sourced<string> | undefined;
  readonly port: Sourced<number> | undefined;
  readonly protocol: Sourced<string> | undefined;
  /** Absent: every host. */
  readonly hostname: Sourced<string> | undefined;
  readonly tls:
    | {
        readonly path: string;
        readonly mode: string;
        readonly certificates: readonly ObjectReference[];
      }
    | undefined;
  readonly allowedRoutes: AllowedRoutes;
}

export interface AllowedRoutes {
  readonly from: string;
  /** For `from: Selector`: labels of the namespaces. */
  readonly selector: LabelSelector;
  /** Kinds as written; empty: by the protocol. */
  readonly kinds: readonly KindId[];
}

export interface ListenersFacts {
  /** Class of a Gateway; absent in a ListenerSet. */
  readonly className: Sourced<string> | undefined;
  /** Namespaces whose ListenerSets a Gateway takes; by default none. */
  readonly allowedListeners: AllowedRoutes;
  /** Gateway that a ListenerSet adds to. */
  readonly parent: ObjectReference | undefined;
  readonly listeners: readonly Listener[];
}

export const LISTENER_KINDS = [
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/ListenerSet',
  'gateway.networking.x-k8s.io/XListenerSet',
] as const satisfies readonly KindId[];

export const gatewayApiListeners: Model<ListenersFacts> = {
  kinds: LISTENER_KINDS,
  build({ spec }) {
    const parent = spec.get('parentRef');
    return {
      className: spec.get('gatewayClassName').sourcedString(),
      allowedListeners: allowedRoutes(spec.get('allowedListeners'), 'None'),
      parent: parent.isMap ? parentReference(parent) : undefined,
      listeners: spec.get('listeners').items().map(listener),
    };
  },
};

function listener(item: Cursor): Listener {
  const tls = item.get('tls');
  return {
    path: item.path,
    name: item.get('name').sourcedString(),
    port: item.get('port').sourcedNumber(),
    protocol: item.get('protocol').sourcedString(),
    hostname: item.get('hostname').sourcedString(),
    tls: tls.exists
      ? {
          path: tls.path,
          mode: tls.get('mode').string() ?? 'Terminate',
          certificates: tls.get('certificateRefs').items().map(secretReference),
        }
      : undefined,
    allowedRoutes: allowedRoutes(item.get('allowedRoutes')),
  };
}

function allowedRoutes(cursor: Cursor, byDefault = 'Same'): AllowedRoutes {
  const namespaces = cursor.get('namespaces');
  return {
    from: namespaces.get('from').string() ?? byDefault,
    selector: readLabelSelector(namespaces.get('selector')),
    kinds: cursor
      .get('kinds')
      .items()
      .map((item): KindId => {
        const group = item.get('group').string() ?? 'gateway.networking.k8s.io';
        return `${group === '' ? 'core' : group}/${item.get('kind').string() ?? ''}`;
      }),
  };
}
