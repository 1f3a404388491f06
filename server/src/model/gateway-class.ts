/** Classes of Gateway API Gateways, and the controllers of Istio behind them (schema specification §2). */
import { lookUp } from '../base/look-up.ts';
import type { Model } from './resource.ts';

/** Class → controller, as the control plane knows them without any GatewayClass. */
const INSTALLED_CLASSES: Readonly<Record<string, string>> = {
  istio: 'istio.io/gateway-controller',
  'istio-remote': 'istio.io/unmanaged-gateway',
  'istio-waypoint': 'istio.io/mesh-controller',
  'istio-east-west': 'istio.io/eastwest-controller',
  'istio-agentgateway': 'istio.io/agentgateway-controller',
  'istio-agentgateway-waypoint': 'istio.io/agentgateway-waypoint-controller',
};

/** Controllers to which files may bind classes of their own, and that then make pods. */
const CONTROLLERS: readonly string[] = [
  'istio.io/gateway-controller',
  'istio.io/mesh-controller',
  'istio.io/eastwest-controller',
];

const UNMANAGED = 'istio.io/unmanaged-gateway';

export interface GatewayClassFacts {
  readonly controller: string;
}

export const gatewayClass: Model<GatewayClassFacts> = {
  kinds: ['gateway.networking.k8s.io/GatewayClass'],
  build: ({ spec }) => ({ controller: spec.get('controllerName').string() ?? '' }),
};

/** Classes that Istio brings. */
export const INSTALLED_CLASS_NAMES: readonly string[] = Object.keys(INSTALLED_CLASSES);

/** The controller of a class that no file defines; undefined for a class that Istio does not bring. */
export function installedController(className: string): string | undefined {
  return Object.hasOwn(INSTALLED_CLASSES, className) ? lookUp(INSTALLED_CLASSES, className) : undefined;
}

/** Controllers that would make pods for a Gateway of a class, the usual one first. A GatewayClass tells which it is. */
export function possibleControllers(className: string): readonly string[] {
  const usual = installedController(className);
  const all = new Set(usual === undefined ? CONTROLLERS : [usual, ...CONTROLLERS]);
  all.delete(UNMANAGED);
  return [...all];
}
