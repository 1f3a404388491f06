/** A VirtualService that a route delegates to, with all requests going to a service of its namespace. */
import { serviceFor } from '../../workspace/resolve/hosts.ts';
import { servicesInNamespace } from '../../workspace/tables/service-hosts.ts';
import type { FixContext, FixDefinition } from '../define-rule.ts';
import { suggestion, way } from './forms.ts';
import type { AbsentReferenceData } from './object-fixes.ts';

/** More services than these are no choice any more. */
const MOST_SERVICES = 3;

export const createDelegate: FixDefinition = suggestion(({ data }, ctx) => {
  const { name, namespace, near, elsewhere } = data as unknown as AbsentReferenceData;
  const wanted = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', name, namespace };
  if (near.length > 0 || elsewhere.length > 0 || ctx.isTaken(wanted)) return [];
  return servicesFor(ctx, name, namespace).map((service) => {
    const spec = { http: [{ route: [{ destination: destinationOf(ctx, service, namespace) }] }] };
    return way(
      service,
      `Create VirtualService "${name}" in namespace "${namespace}", with all requests to "${service}"`,
      ctx.create(ctx.self, { ...wanted, body: { spec } }),
    );
  });
});

/** The one of that name, else those of the namespace when there are few. */
function servicesFor({ world }: FixContext, name: string, namespace: string): readonly string[] {
  const all = new Set(
    world.read(servicesInNamespace, namespace).flatMap(({ row }) => {
      const [, short, owner] = /^([^.]+)\.([^.]+)\.svc$/.exec(row.host) ?? [];
      return short !== undefined && owner === namespace ? [short] : [];
    }),
  );
  if (all.has(name)) return [name];
  return all.size > MOST_SERVICES ? [] : [...all].sort();
}

/** A port is written where there are several to choose from. */
function destinationOf({ world }: FixContext, host: string, namespace: string) {
  const ports = serviceFor(world, host, namespace)?.row.ports ?? [];
  const [first] = [...ports.filter(({ name }) => /^(?:http|grpc)/.test(name)), ...ports];
  return ports.length > 1 && first !== undefined ? { host, port: { number: first.number } } : { host };
}
