/** A rule has clients speak otherwise than the workloads behind its host take it. */
import { destinationRule } from '../../model/destination-rule.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { lookupHost, registryKey } from '../../workspace/resolve/hosts.ts';
import { isAmbient, meshMembership } from '../../workspace/resolve/mesh-membership.ts';
import {
  arePeersCertain,
  hasPortModes,
  modeOfNamespace,
  peerModeOf,
} from '../../workspace/resolve/peer-modes.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { policiesInNamespace } from '../../workspace/tables/policies.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec, POLICIES } from '../field-table.ts';
import { suggestion, use } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
}

/** What clients do, and the mode of the server that refuses it. */
const REFUSED: ReadonlyMap<string, { readonly by: string; readonly message: 'plain' | 'mutual' }> = new Map([
  ['DISABLE', { by: 'STRICT', message: 'plain' }],
  ['ISTIO_MUTUAL', { by: 'DISABLE', message: 'mutual' }],
]);

/** What the workloads take, by the mode that they do not. */
const MET: ReadonlyMap<string, string> = new Map([
  ['DISABLE', 'ISTIO_MUTUAL'],
  ['ISTIO_MUTUAL', 'DISABLE'],
]);

const kiali = (code: string): Equivalent => ({ tool: 'kiali', code });

export const contradictsPeers = defineRule({
  id: 'destination-rule/contradicts-peers',
  title: 'Clients speak otherwise than the workloads take it',
  severity: 'error',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  fields: inSpec(POLICIES.map((place) => `${place}.tls.mode`)),
  scope: 'workspace',
  needsAll: true,
  equivalents: [kiali('KIA0205'), kiali('KIA0206'), kiali('KIA0207'), kiali('KIA0208')],
  docs: {
    why: 'A written TLS mode overrides what clients would choose by themselves. `DISABLE` sends plain text, which workloads in mode STRICT refuse; `ISTIO_MUTUAL` begins mutual TLS, which workloads in mode DISABLE do not take.',
    fix: 'Leave the mode out (automatic mutual TLS), or change the PeerAuthentication.',
    differs:
      'Kiali compares rules for all services of a namespace or of the mesh; here rules for single hosts are compared too, by the workloads behind them.',
  },
  messages: {
    plain: ({ host }: Data) =>
      `Clients of "${host}" are told to send plain text, but its workloads take mutual TLS only (mode STRICT)`,
    mutual: ({ host }: Data) =>
      `Clients of "${host}" are told to use mutual TLS, but its workloads have it off (mode DISABLE)`,
  },
  effect: 'These connections are refused',
  check(ctx) {
    const { host, trafficPolicies } = ctx.resource.facts(destinationRule);
    if (host === undefined || isAmbient(ctx.world, ctx.resource.namespace)) return;
    const written = trafficPolicies.flatMap(({ path }) => {
      const mode = ctx.resource.cursor.at(path).get('tls').get('mode').sourcedString();
      const refused = REFUSED.get(mode?.value ?? '');
      return mode === undefined || refused === undefined ? [] : [{ mode, refused }];
    });
    if (written.length === 0) return;
    const servers = host.value.startsWith('*')
      ? serversOfWildcard(ctx, host.value)
      : serversOf(ctx, host.value);
    if (servers === undefined) return;
    for (const { mode, refused } of written) {
      if (refused.by !== servers.mode) continue;
      ctx.report({
        message: refused.message,
        at: mode.path,
        data: { host: host.value, mode: MET.get(mode.value) ?? '' },
        equivalents: servers.codes(refused.message),
        related: policiesThatSay(ctx.world, servers),
        fixes: ['meet'],
      });
    }
  },
  fixes: { meet: suggestion((finding) => [use(finding, String(finding.data['mode']), 'mode')]) },
});

interface Servers {
  /** That all workloads behind a host have. */
  readonly mode: string;
  readonly codes: (message: 'plain' | 'mutual') => readonly Equivalent[];
  /** Where the workloads are; absent: everywhere. */
  readonly namespaces?: readonly string[];
}

/** The PeerAuthentications by which it is so: one that a template may leave out leaves the question open. */
function policiesThatSay(world: WorldReader, { mode, namespaces = [] }: Servers) {
  const owners = namespaces.length === 0 ? [] : [...namespaces, world.config('rootNamespace')];
  return [...new Set(owners)]
    .flatMap((owner) => world.read(policiesInNamespace, owner))
    .filter(({ row }) => row.kind === 'security.istio.io/PeerAuthentication' && row.effect === mode)
    .map(({ resource }) => ({ resource, path: 'spec.mtls.mode', text: 'so it is said here' }));
}

interface Asking {
  readonly world: WorldReader;
  readonly self: ResourceRef;
}

/** Undefined where the workloads differ, or nothing says what they are. */
function serversOf({ world, self }: Asking, host: string): Servers | undefined {
  const { namespace } = self;
  const found = lookupHost(world, host, { namespace, exportTo: [] });
  if (found.status !== 'found') return undefined;
  const modes = new Set<string>();
  for (const { row } of found.entries) {
    if (row.source !== 'Service' || row.selector === undefined || Object.keys(row.selector).length === 0) {
      return undefined;
    }
    if (isAmbient(world, row.namespace) || !arePeersCertain(world, row.namespace, self)) return undefined;
    for (const labels of labelsBehind(world, row.namespace, row.selector) ?? []) {
      if (hasPortModes(world, row.namespace, labels)) return undefined;
      modes.add(peerModeOf(world, row.namespace, labels));
    }
  }
  const [mode, ...others] = modes;
  const namespaces = found.entries.map(({ row }) => row.namespace);
  return mode === undefined || others.length > 0 ? undefined : { mode, codes: () => [], namespaces };
}

/** Undefined when some workload has no proxy that could ask for a certificate. */
function labelsBehind(
  world: WorldReader,
  namespace: string,
  selector: Labels,
): readonly Labels[] | undefined {
  const workloads = selectWorkloads(world, namespace, selector);
  if (workloads.some(({ row }) => meshMembership(world, row) === 'out')) return undefined;
  return workloads.length === 0 ? [selector] : workloads.map(({ row }) => row.labels);
}

/** All services of a namespace (`*.shop.svc.cluster.local`), or of the mesh (`*.local`). */
function serversOfWildcard({ world, self }: Asking, host: string): Servers | undefined {
  const domain = world.config('clusterDomain');
  const isMesh =
    host === `*.${domain}` || host === `*.svc.${domain}` || host === `*.${domain.split('.').at(-1)}`;
  const namespace = isMesh
    ? world.config('rootNamespace')
    : /^\*\.([^.]+)\.svc$/.exec(registryKey(world, host, ''))?.[1];
  if (namespace === undefined || !arePeersCertain(world, namespace, self)) return undefined;
  const found = modeOfNamespace(world, namespace);
  if (found === undefined) return undefined;
  const isOfMesh = found.from.row.namespace === world.config('rootNamespace');
  // Kiali looks at rules of a namespace for its own services only.
  const isKialis = isMesh || namespace === self.namespace;
  const codes = { plain: isOfMesh ? 'KIA0208' : 'KIA0207', mutual: isMesh ? 'KIA0205' : 'KIA0206' };
  return { mode: found.mode, codes: (message) => (isKialis ? [kiali(codes[message])] : []) };
}
