/** Kubernetes Ingress facts: its class, the hosts it answers for, and the Services and Secrets it names. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model, Resource } from './resource.ts';

export interface IngressBackend {
  /** Path of the `service` object. */
  readonly path: string;
  readonly service: Sourced<string> | undefined;
  readonly portNumber: Sourced<number> | undefined;
  readonly portName: Sourced<string> | undefined;
  /** Host of the rule; absent for rules without one and for the default backend. */
  readonly host: string | undefined;
}

export interface IngressFacts {
  readonly className: Sourced<string> | undefined;
  readonly hosts: readonly Sourced<string>[];
  readonly backends: readonly IngressBackend[];
  readonly secrets: readonly Sourced<string>[];
}

export const ingress: Model<IngressFacts> = {
  kinds: ['networking.k8s.io/Ingress'],
  build(resource) {
    const { spec } = resource;
    const rules = spec.get('rules').items();
    return {
      className: className(resource),
      hosts: rules.flatMap((rule) => rule.get('host').sourcedString() ?? []),
      backends: [
        ...backend(spec.get('defaultBackend'), undefined),
        ...rules.flatMap((rule) =>
          rule
            .get('http')
            .get('paths')
            .items()
            .flatMap((path) => backend(path.get('backend'), rule.get('host').string())),
        ),
      ],
      secrets: spec
        .get('tls')
        .items()
        .flatMap((item) => item.get('secretName').sourcedString() ?? []),
    };
  },
};

/** The older annotation counts first, as it does for the control plane. */
function className({ spec, cursor }: Resource): Sourced<string> | undefined {
  const annotations = cursor.get('metadata').get('annotations');
  return (
    annotations.get('kubernetes.io/ingress.class').sourcedString() ??
    spec.get('ingressClassName').sourcedString()
  );
}

/** Backends that are no Services are none of the mesh. */
function backend(cursor: Cursor, host: string | undefined): IngressBackend[] {
  const service = cursor.get('service');
  if (!service.isMap) return [];
  return [
    {
      path: service.path,
      service: service.get('name').sourcedString(),
      portNumber: service.get('port').get('number').sourcedNumber(),
      portName: service.get('port').get('name').sourcedString(),
      host,
    },
  ];
}
