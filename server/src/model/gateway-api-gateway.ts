/** Gateway API Gateway facts: the pods and ports that the control plane creates for it. */
import { possibleControllers } from './gateway-class.ts';
import type { Model, Resource } from './resource.ts';

export const GATEWAY_NAME_LABEL = 'gateway.networking.k8s.io/gateway-name';

/** What holds only when the class is bound to this controller. */
export interface RunBy {
  readonly className: string;
  readonly controller: string;
}

export interface ManagedGateway {
  readonly runBy: RunBy;
  /** Name of the Deployment and Service that are created. */
  readonly deploymentName: string;
  /** Labels that the pods get. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly number[];
}

/**
 * One for each controller of Istio that the class could be bound to, the likeliest first; which it is, other files tell
 * (`resolve/gateway-classes.ts`). None for a Gateway whose address is a host name: a person runs it.
 */
export const gatewayApiGateway: Model<readonly ManagedGateway[]> = {
  kinds: ['gateway.networking.k8s.io/Gateway'],
  build(resource) {
    const { spec } = resource;
    const className = spec.get('gatewayClassName').string() ?? '';
    const isElsewhere = spec
      .get('addresses')
      .items()
      .some((address) => address.get('type').string() === 'Hostname');
    if (className === '' || isElsewhere) return [];
    return possibleControllers(className).map((controller) =>
      managedGateway(resource, { className, controller }),
    );
  },
};

function managedGateway(resource: Resource, runBy: RunBy): ManagedGateway {
  const { spec, name } = resource;
  const deploymentName = nameOf(resource, runBy);
  return {
    runBy,
    deploymentName,
    labels: {
      ...spec.get('infrastructure').get('labels').stringMap(),
      [GATEWAY_NAME_LABEL]: name,
      'gateway.networking.k8s.io/gateway-class-name': runBy.className,
      'gateway.istio.io/managed': runBy.controller.replace('/', '-'),
      'sidecar.istio.io/inject': 'false',
      'service.istio.io/canonical-name': deploymentName,
      'service.istio.io/canonical-revision': 'latest',
    },
    ports: spec
      .get('listeners')
      .items()
      .flatMap((listener) => listener.get('port').number() ?? []),
  };
}

function nameOf({ name, cursor }: Resource, { className, controller }: RunBy): string {
  const override = cursor.get('metadata').get('annotations').get('gateway.istio.io/name-override').string();
  return override ?? (controller === 'istio.io/gateway-controller' ? `${name}-${className}` : name);
}
