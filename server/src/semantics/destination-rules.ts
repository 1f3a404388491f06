/** The DestinationRule that holds for a client, and the traffic policy that comes of it (§1.6, §3). */
import type { JsonValue } from '../base/json.ts';
import type { ResourceRef } from '../model/resource.ts';
import type { MergedRule } from '../workspace/resolve/destination-rule-lookup.ts';
import { effectiveRule } from '../workspace/resolve/destination-rules.ts';
import { Fields } from './fields.ts';
import { asRecord, type Mesh, type MeshObject } from './mesh.ts';
import type { Service } from './registry.ts';

const KIND = 'networking.istio.io/DestinationRule';
/** Blocks that a port-level entry replaces as a whole. */
const PORT_BLOCKS = ['connectionPool', 'outlierDetection', 'loadBalancer', 'tls'] as const;
const TOP_BLOCKS = ['tunnel', 'proxyProtocol', 'retryBudget'] as const;

export interface EffectiveRule {
  /** Of one host and one audience, oldest first. */
  readonly sources: readonly MeshObject[];
  readonly subsets: ReadonlyMap<string, { readonly source: MeshObject; readonly fields: Fields }>;
  /** Whose top-level traffic policy counts. */
  readonly policySource: MeshObject | undefined;
  readonly dependsOnAge: boolean;
}

export interface Client {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
}

export function destinationRuleFor(mesh: Mesh, client: Client, service: Service): EffectiveRule | undefined {
  const key = `rule ${client.namespace} ${selectedLabelsKey(mesh, client.labels)} ${service.owner.namespace} ${service.host}`;
  return mesh.once(key, () => {
    const merged = effectiveRule(
      mesh.reader,
      { host: service.host, namespace: service.owner.namespace, clientNamespace: client.namespace },
      Object.fromEntries(client.labels),
    );
    return merged && toEffectiveRule(mesh, merged);
  });
}

/** Of a client's labels those that some rule selects clients by. */
function selectedLabelsKey(mesh: Mesh, labels: ReadonlyMap<string, string>): string {
  const asked = mesh.once(
    'labels that select clients',
    () =>
      new Set(
        mesh
          .objects(KIND)
          .flatMap(({ spec }) => [...spec.get('workloadSelector').get('matchLabels').stringMap().keys()]),
      ),
  );
  return JSON.stringify([...labels].filter(([key]) => asked.has(key)));
}

function toEffectiveRule(mesh: Mesh, merged: MergedRule): EffectiveRule {
  const byRef = mesh.once(
    'destination rules by handle',
    () => new Map<ResourceRef, MeshObject>(mesh.objects(KIND).map((object) => [object.ref, object])),
  );
  const objectOf = (ref: ResourceRef) => byRef.get(ref);
  const subsets = new Map<string, { source: MeshObject; fields: Fields }>();
  for (const { name, source } of merged.subsets) {
    const object = objectOf(source.resource);
    const fields = object?.spec
      .get('subsets')
      .items()
      .find((subset) => subset.get('name').string() === name);
    if (object !== undefined && fields !== undefined) subsets.set(name, { source: object, fields });
  }
  return {
    sources: merged.sources.flatMap(({ resource }) => objectOf(resource) ?? []),
    subsets,
    policySource: merged.policySource && objectOf(merged.policySource.resource),
    dependsOnAge: merged.dependsOnAge,
  };
}

/** What users wrote, after ports and subsets have replaced whole blocks of it; the mesh's defaults fill in two blocks. */
export function effectivePolicy(
  mesh: Mesh,
  rule: EffectiveRule | undefined,
  port: number,
  subset: string | undefined,
): Fields {
  const top = rule?.policySource?.spec.get('trafficPolicy') ?? new Fields(undefined, 'spec.trafficPolicy');
  const policy: Record<string, JsonValue> = pick(top, port);
  const byDefault = mesh.settings.meshConfig.get('defaultTrafficPolicy');
  for (const block of ['connectionPool', 'outlierDetection'] as const) {
    const value = byDefault.get(block).value;
    if (policy[block] === undefined && value !== undefined) policy[block] = value;
  }
  const own = subset === undefined ? undefined : rule?.subsets.get(subset)?.fields.get('trafficPolicy');
  if (own?.exists) applySubset(policy, own, port);
  return new Fields(policy, top.path);
}

function pick(policy: Fields, port: number): Record<string, JsonValue> {
  const entry = portEntry(policy, port);
  const blocks = entry === undefined ? [...PORT_BLOCKS, ...TOP_BLOCKS] : PORT_BLOCKS;
  return take(entry ?? policy, blocks);
}

function applySubset(policy: Record<string, JsonValue>, own: Fields, port: number): void {
  const entry = portEntry(own, port);
  if (entry !== undefined) for (const block of PORT_BLOCKS) delete policy[block];
  Object.assign(
    policy,
    take(entry ?? own, entry === undefined ? [...PORT_BLOCKS, ...TOP_BLOCKS] : PORT_BLOCKS),
  );
}

function portEntry(policy: Fields, port: number): Fields | undefined {
  return policy
    .get('portLevelSettings')
    .items()
    .find((entry) => entry.get('port').get('number').number() === port);
}

function take(fields: Fields, blocks: readonly string[]): Record<string, JsonValue> {
  const record = asRecord(fields.value);
  return Object.fromEntries(
    blocks.flatMap((block) => {
      const value = record[block];
      return value === undefined || value === null ? [] : [[block, value] as const];
    }),
  );
}
