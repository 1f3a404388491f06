/** Flagger Canary facts: the objects that Flagger makes for it, beside the workload it points at. */
import type { KindId } from '../base/kind-id.ts';
import type { Cursor, Sourced } from './cursor.ts';
import type { Model, Resource } from './resource.ts';

export interface CanaryFacts {
  /** The workload that is released; Flagger copies it as `<name>-primary`. */
  readonly target: Sourced<string> | undefined;
  /** Kind of the workload; a `Service` has no pods of its own. */
  readonly targetKind: string;
  /** Name of the Service that callers use; `-primary` and `-canary` stand beside it. */
  readonly service: string;
  readonly port: { readonly number: number; readonly name: string };
  /** Container ports are added to those that are written. */
  readonly hasMorePorts: boolean;
  /** Objects that need no file, as `<kind id> <name>`. */
  readonly generated: readonly { readonly kindId: KindId; readonly name: string }[];
}

/** Labels by which Flagger tells the copy from the original, the first that the workload selects by. */
export const CANARY_SELECTOR_LABELS: readonly string[] = ['app', 'name', 'app.kubernetes.io/name'];

export const PRIMARY_SUFFIX = '-primary';

export const flaggerCanary: Model<CanaryFacts> = {
  kinds: ['flagger.app/Canary'],
  build(resource) {
    const target = resource.spec.get('targetRef');
    const targetKind = target.get('kind').string() ?? 'Deployment';
    const settings = resource.spec.get('service');
    const service = settings.get('name').string() ?? target.get('name').string() ?? '';
    return {
      target: target.get('name').sourcedString(),
      targetKind,
      service,
      port: {
        number: settings.get('port').number() ?? 80,
        name: settings.get('portName').string() ?? 'http',
      },
      hasMorePorts: settings.get('portDiscovery').boolean() ?? false,
      generated: service === '' ? [] : generated(resource, target, service),
    };
  },
};

function generated(resource: Resource, target: Cursor, service: string): CanaryFacts['generated'] {
  const primary = `${service}${PRIMARY_SUFFIX}`;
  const canary = `${service}-canary`;
  const targetKind = target.get('kind').string() ?? 'Deployment';
  const copied = targetKind === 'Deployment' || targetKind === 'DaemonSet';
  const workload: CanaryFacts['generated'] = copied
    ? [{ kindId: `apps/${targetKind}`, name: `${target.get('name').string() ?? ''}${PRIMARY_SUFFIX}` }]
    : [];
  const services = [service, primary, canary].map((name) => ({ kindId: 'core/Service' as const, name }));
  if (!usesIstio(resource)) return [...services, ...workload];
  return [
    ...services,
    ...workload,
    { kindId: 'networking.istio.io/VirtualService', name: service },
    { kindId: 'networking.istio.io/DestinationRule', name: primary },
    { kindId: 'networking.istio.io/DestinationRule', name: canary },
  ];
}

/** Without a provider the command line of Flagger decides; in a mesh of Istio that is Istio. */
function usesIstio({ spec }: Resource): boolean {
  const provider = spec.get('provider').string() ?? 'istio';
  return provider === 'istio';
}
