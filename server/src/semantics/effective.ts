/**
 * Which configuration holds for a workload or a service, from which object, and what each object lost against: the
 * answer to "why does my policy do nothing".
 */
import type { KindId } from '../base/kind-id.ts';
import { destinationRuleFor, type EffectiveRule, effectivePolicy } from './destination-rules.ts';
import { carries, type Fields } from './fields.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { peerAuthentications } from './mtls.ts';
import { attachedPolicies, type PolicyWorkload } from './policy-attachment.ts';
import type { Service } from './registry.ts';
import { sidecarFor } from './sidecar-scope.ts';
import type { Workload } from './workloads.ts';

export interface Applied {
  readonly object: MeshObject;
  /** `mesh`, `namespace`, `workload`: how narrowly it is meant. */
  readonly level: 'mesh' | 'namespace' | 'workload';
}

export interface Lost {
  readonly object: MeshObject;
  /** A sentence: what it lost against. */
  readonly why: string;
}

export interface EffectiveSet {
  readonly kind: KindId;
  /** In the order in which they count. */
  readonly applied: readonly Applied[];
  readonly lost: readonly Lost[];
}

/** Policies that add up: all that are attached hold at once. */
const ADDING: readonly KindId[] = [
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/RequestAuthentication',
];

export function effectiveForWorkload(mesh: Mesh, workload: Workload): readonly EffectiveSet[] {
  const asked: PolicyWorkload = {
    type: workload.mesh === 'ambient' ? 'ztunnel' : 'sidecar',
    namespace: workload.namespace,
    labels: workload.labels,
  };
  return [
    peerAuthenticationSet(mesh, workload),
    ...ADDING.map((kind) => ({
      kind,
      applied: attachedPolicies(mesh, kind, asked).map((object) => ({
        object,
        level: levelOf(mesh, object, 'selector'),
      })),
      lost: [],
    })),
    sidecarSet(mesh, workload),
    telemetrySet(mesh, asked),
  ].filter(({ applied, lost }) => applied.length + lost.length > 0);
}

function levelOf(
  mesh: Mesh,
  { namespace, spec }: MeshObject,
  selector: 'selector' | 'workloadSelector',
): Applied['level'] {
  if (
    spec.get(selector).get('matchLabels').exists ||
    spec.get(selector).get('labels').exists ||
    spec.get('targetRefs').exists
  )
    return 'workload';
  return namespace === mesh.settings.rootNamespace ? 'mesh' : 'namespace';
}

/** Of each level the oldest; the narrowest level that says something decides. */
function peerAuthenticationSet(mesh: Mesh, workload: Workload): EffectiveSet {
  const kind = 'security.istio.io/PeerAuthentication';
  const levels = peerAuthentications(mesh, workload);
  const applied = (['workload', 'namespace', 'mesh'] as const).flatMap((level) => {
    const object = levels[level];
    return object === undefined ? [] : [{ object, level }];
  });
  const chosen = new Set(applied.map(({ object }) => object));
  const candidates = [
    ...mesh.inNamespace(kind, workload.namespace),
    ...mesh.inNamespace(kind, mesh.settings.rootNamespace),
  ];
  const lost = [...new Set(candidates)].flatMap((object) => {
    if (chosen.has(object)) return [];
    const selector = object.spec.get('selector').get('matchLabels').stringMap();
    if (!carries(workload.labels, selector)) return [];
    const isInRoot = object.namespace === mesh.settings.rootNamespace;
    if (selector.size > 0 && isInRoot)
      return [{ object, why: 'a selector in the root namespace selects nothing' }];
    const winner = applied.find(
      ({ level }) => level === (selector.size > 0 ? 'workload' : isInRoot ? 'mesh' : 'namespace'),
    );
    return winner === undefined
      ? []
      : [{ object, why: `${winner.object.id} is of the same level and older, or comes first by name` }];
  });
  return { kind, applied, lost };
}

/** One only, never merged. */
function sidecarSet(mesh: Mesh, { namespace, labels }: Workload): EffectiveSet {
  const kind = 'networking.istio.io/Sidecar';
  const chosen = sidecarFor(mesh, namespace, labels);
  if (chosen === undefined) return { kind, applied: [], lost: [] };
  const others = [
    ...mesh.inNamespace(kind, namespace),
    ...mesh.inNamespace(kind, mesh.settings.rootNamespace),
  ].filter((object) => {
    const selector = object.spec.get('workloadSelector').get('labels').stringMap();
    return object !== chosen && carries(labels, selector);
  });
  return {
    kind,
    applied: [{ object: chosen, level: levelOf(mesh, chosen, 'workloadSelector') }],
    lost: [...new Set(others)].map((object) => ({
      object,
      why: `only one Sidecar applies, and ${chosen.id} comes before it`,
    })),
  };
}

/** Namespace-wide ones: the oldest of each level; for workloads all. */
function telemetrySet(mesh: Mesh, workload: PolicyWorkload): EffectiveSet {
  const kind = 'telemetry.istio.io/Telemetry';
  const applied: Applied[] = [];
  const lost: Lost[] = [];
  for (const object of attachedPolicies(mesh, kind, workload)) {
    const level = levelOf(mesh, object, 'selector');
    const older = level === 'workload' ? undefined : applied.find((each) => each.level === level);
    if (older === undefined) applied.push({ object, level });
    else
      lost.push({ object, why: `${older.object.id} is of the same level and older, or comes first by name` });
  }
  return { kind, applied, lost };
}

export interface EffectiveDestination {
  readonly rule: EffectiveRule | undefined;
  /** What was written for this port and subset. */
  readonly policy: Fields;
}

/** For a client of this namespace. */
export function effectiveForService(
  mesh: Mesh,
  client: { readonly namespace: string; readonly labels: ReadonlyMap<string, string> },
  service: Service,
  port: number,
  subset?: string,
): EffectiveDestination {
  const rule = destinationRuleFor(mesh, client, service);
  return { rule, policy: effectivePolicy(mesh, rule, port, subset) };
}
