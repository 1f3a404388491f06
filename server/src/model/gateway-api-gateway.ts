/** Gateway API Gateway facts: the pods and ports that the control plane creates for it. */
import type { Model, Resource } from './resource.ts';

export const GATEWAY_NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';

export interface ManagedGateway {
  /** Name of the Deployment and Service that are created. */
  readonly deploymentName: string;
  /** Labels that the pods get. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly number[];
}

/** Classes of Istio whose Gateways get a Deployment, with the value of their label `gateway.istio.io/managed`. */
const MANAGED_CLASSES: Readonly<Record<string, string>> = {
  istio: 'istio.io-gateway-controller',
  'istio-waypoint': 'istio.io-mesh-controller',
  'istio-east-west': 'istio.io-eastwest-controller',
};

/** Absent for Gateways that another controller or a person runs: other classes, and addresses that are host names. */
export const gatewayApiGateway: Model<ManagedGateway | undefined> = {
  kinds: ['gateway.networking.k8s.io/Gateway'],
  build(resource) {
    const { spec, name } = resource;
    const className = spec.get('gatewayClassName').string() ?? '';
    const managed = Object.hasOwn(MANAGED_CLASSES, className) ? MANAGED_CLASSES[className] : undefined;
    const isElsewhere = spec
      .get('addresses')
      .items()
      .some((address) => address.get('type').string() === 'Hostname');
    if (managed === undefined || isElsewhere) return undefined;
    const deploymentName = nameOf(resource, className);
    return {
      deploymentName,
      labels: {
        ...spec.get('infrastructure').get('labels').stringMap(),
        [GATEWAY_NAME_LABEL]: name,
        'gateway.networking.k8s.io/gateway-class-name': className,
        'gateway.istio.io/managed': managed,
        'sidecar.istio.io/inject': 'false',
        'service.istio.io/canonical-name': deploymentName,
        'service.istio.io/canonical-revision': 'latest',
      },
      ports: spec
        .get('listeners')
        .items()
        .flatMap((listener) => listener.get('port').number() ?? []),
    };
  },
};

function nameOf({ name, cursor }: Resource, className: string): string {
  const override = cursor.get('metadata').get('annotations').get('gateway.istio.io/name-override').string();
  return override ?? (className === 'istio' ? `${name}-istio` : name);
}
