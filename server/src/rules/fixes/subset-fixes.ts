/** A subset that routes ask for, made: in the DestinationRule that applies to them, or with a rule of its own. */
import type { JsonValue } from '../../base/json.ts';
import { allDestinations, virtualService } from '../../model/virtual-service.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { effectiveRules } from '../../workspace/resolve/destination-rules.ts';
import { clusterHost, registeredNames, registryKey, serviceFor } from '../../workspace/resolve/hosts.ts';
import { labelsOfSubset } from '../../workspace/resolve/subset-labels.ts';
import type { Entry } from '../../workspace/table.ts';
import { meshSubsetRoutes } from '../../workspace/tables/mesh-subset-routes.ts';
import type { HostRow } from '../../workspace/tables/service-hosts.ts';
import { append } from '../../yaml/plan/operation.ts';
import type { Fix, FixContext } from '../define-rule.ts';

/** Data of `virtual-service/subset-not-found`. */
export interface SubsetData {
  readonly subset: string;
  readonly host: string;
}

const API_VERSION = 'networking.istio.io/v1';
const KIND = 'DestinationRule';

/** In the rule that holds for callers of the route's namespace, when it is about this service alone. */
export function createdSubset(ctx: FixContext, { subset, host }: SubsetData): readonly Fix[] {
  const service = calledService(ctx, host);
  const made = service && subsetItem(ctx.world, service, subset);
  if (service === undefined || made === undefined) return [];
  const called = { host, namespace: service.row.namespace, clientNamespace: ctx.resource.namespace };
  const [rule, ...others] = effectiveRules(ctx.world, called);
  const source = rule?.sources[0];
  // With rules for chosen workloads it is a question which callers are meant.
  if (source === undefined || others.length > 0 || source.row.host.startsWith('*')) return [];
  return [
    {
      title: `Define subset "${subset}" (${shown(made)}) in DestinationRule "${source.row.name}"`,
      operations: [{ ...append('spec.subsets', made), of: source.resource }],
    },
  ];
}

/** With every subset of the host that a route names: once there is a rule, those that it lacks are errors. */
export function createdRule(ctx: FixContext, { host }: SubsetData): readonly Fix[] {
  const { world, resource } = ctx;
  const service = calledService(ctx, host);
  if (service === undefined) return [];
  const key = registryKey(world, host, resource.namespace);
  const own = allDestinations(resource.facts(virtualService)).filter(
    (each) => each.host !== undefined && registryKey(world, each.host.value, resource.namespace) === key,
  );
  const names = [
    ...own.map(({ subset }) => subset?.value ?? ''),
    ...registeredNames(world, host, resource.namespace)
      .flatMap((name) => world.read(meshSubsetRoutes, name))
      .map(({ row }) => row.subset),
  ];
  const subsets = [...new Set(names)]
    .filter((name) => name !== '')
    .map((name) => subsetItem(world, service, name));
  if (!subsets.every((each) => each !== undefined)) return [];
  const { namespace } = service.row;
  const local = clusterHost(world, host, resource.namespace);
  const base = local?.name ?? service.resource.name;
  const wanted = { apiVersion: API_VERSION, kind: KIND, namespace };
  const name = [base, `${base}-subsets`].find((each) => !ctx.isTaken({ ...wanted, name: each }));
  if (name === undefined) return [];
  const body = { spec: { host: local?.namespace === namespace ? local.name : host, subsets } };
  return [
    {
      title: `Create DestinationRule "${name}" with ${subsets.map((each) => `"${String(each['name'])}"`).join(' and ')}`,
      operations: [ctx.create(service.resource, { ...wanted, name, body })],
    },
  ];
}

function calledService({ world, resource }: FixContext, host: string): Entry<HostRow> | undefined {
  return host.startsWith('*') ? undefined : serviceFor(world, host, resource.namespace);
}

function subsetItem(
  world: WorldReader,
  { row }: Entry<HostRow>,
  subset: string,
): Readonly<Record<string, JsonValue>> | undefined {
  const labels = labelsOfSubset(world, [row], subset);
  return labels && { name: subset, labels };
}

function shown(item: Readonly<Record<string, JsonValue>>): string {
  const labels = item['labels'] as Readonly<Record<string, string>>;
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
