/** Mutual TLS between a client and a server: what the server wants, what the client sends, and whether it works (§5). */
import { isHttpProtocol } from '../primitives/port.ts';
import { destinationRuleFor, effectivePolicy } from './destination-rules.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import {
  chooseOwner,
  isVisibleService,
  portOf,
  type RegistryPort,
  type Service,
  servicesOfHost,
  targetNumber,
} from './registry.ts';
import { SelectorIndex } from './selector-index.ts';
import { type Step, Trail } from './steps.ts';

export type Membership = 'sidecar' | 'gateway' | 'ambient' | 'none';

export interface MtlsPeer {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly mesh: Membership;
}

export interface MtlsQuestion {
  readonly client: MtlsPeer;
  readonly service: string;
  /** Of the service. */
  readonly port: number;
  readonly subset?: string | undefined;
  readonly server: MtlsPeer;
}

export type ServerMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE' | 'NONE';
export type ClientMode = 'ISTIO_MUTUAL' | 'SIMPLE' | 'MUTUAL' | 'DISABLE' | 'NONE' | 'HBONE';

export interface MtlsAnswer {
  readonly serverMode: ServerMode;
  readonly clientTls: {
    readonly mode: ClientMode;
    readonly source: 'auto' | 'destinationRule' | 'no-proxy' | 'ambient';
  };
  readonly wire: 'mtls' | 'plaintext' | 'tls' | 'hbone';
  /** `app-tls`: works only when the application itself ends TLS. */
  readonly verdict: 'ok' | 'rejected' | 'app-tls';
  readonly steps: readonly Step[];
}

export function mtls(mesh: Mesh, question: MtlsQuestion): MtlsAnswer {
  const trail = new Trail();
  const { client, server } = question;
  const service = chooseOwner(
    servicesOfHost(mesh, question.service).filter((each) => isVisibleService(each, client.namespace)),
    client.namespace,
  );
  const port = service && portOf(service, question.port);
  const target = port === undefined ? question.port : targetNumber(port);
  const serverMode = serverModeOf(mesh, server, target, trail);
  const clientTls = clientTlsOf(mesh, question, service, serverMode, trail);
  const wire = wireOf(clientTls.mode);
  const verdict = verdictOf(wire, serverMode, server.mesh, port);
  trail.add(
    'decided',
    `${WIRE_WORDS[wire]} to a server that ${MODE_WORDS[serverMode]}: ${VERDICT_WORDS[verdict]}`,
  );
  return { serverMode, clientTls, wire, verdict, steps: trail.steps };
}

const WIRE_WORDS = {
  mtls: 'Mutual TLS',
  plaintext: 'Plain text',
  tls: 'One-way TLS',
  hbone: 'Mutual TLS in a tunnel',
} as const;
const MODE_WORDS = {
  STRICT: 'wants mutual TLS',
  PERMISSIVE: 'takes mutual TLS and plain text',
  DISABLE: 'takes plain text only',
  NONE: 'has no proxy',
} as const;
const VERDICT_WORDS = {
  ok: 'works',
  rejected: 'is refused',
  'app-tls': 'works only when the application itself ends TLS',
} as const;

const KIND = 'security.istio.io/PeerAuthentication';

function modeOf(policy: MeshObject | undefined): ServerMode | undefined {
  const mode = policy?.spec.get('mtls').get('mode').string();
  return mode === 'STRICT' || mode === 'PERMISSIVE' || mode === 'DISABLE' ? mode : undefined;
}

interface Levels {
  readonly mesh: MeshObject | undefined;
  readonly namespace: MeshObject | undefined;
  readonly workload: MeshObject | undefined;
}

interface Policies {
  /** The oldest without a selector. */
  readonly plain: MeshObject | undefined;
  readonly selecting: SelectorIndex<MeshObject>;
}

function policiesIn(mesh: Mesh, namespace: string): Policies {
  return mesh.kept(`policies ${KIND} by selector in ${namespace}`, (each) => {
    const selectorOf = ({ spec }: MeshObject) => spec.get('selector').get('matchLabels').stringMap();
    const all = each.inNamespace(KIND, namespace);
    return {
      plain: all.find((policy) => selectorOf(policy).size === 0),
      selecting: new SelectorIndex(
        all.filter((policy) => selectorOf(policy).size > 0),
        selectorOf,
      ),
    };
  });
}

/** Of each level the oldest. In the root namespace a policy with a selector counts for nobody. */
export function peerAuthentications(mesh: Mesh, { namespace, labels }: Omit<MtlsPeer, 'mesh'>): Levels {
  const { rootNamespace } = mesh.settings;
  const forMesh = policiesIn(mesh, rootNamespace).plain;
  if (namespace === rootNamespace) return { mesh: forMesh, namespace: undefined, workload: undefined };
  const own = policiesIn(mesh, namespace);
  return { mesh: forMesh, namespace: own.plain, workload: own.selecting.of(labels)[0] };
}

/** What a workload accepts on a port. */
export function acceptedMode(mesh: Mesh, server: MtlsPeer, port: number): ServerMode {
  return serverModeOf(mesh, server, port, new Trail());
}

/** `port`: of the pod. */
function serverModeOf(mesh: Mesh, server: MtlsPeer, port: number, trail: Trail): ServerMode {
  if (server.mesh === 'none' || server.mesh === 'gateway') return 'NONE';
  const levels = peerAuthentications(mesh, server);
  const inherited = inheritedMode(levels, trail);
  const own = modeOf(levels.workload);
  const written = levels.workload?.spec.get('portLevelMtls').get(String(port)).get('mode').string();
  const ofPort =
    written === 'STRICT' || written === 'PERMISSIVE' || written === 'DISABLE' ? written : undefined;
  if (own !== undefined) noteMode(trail, levels.workload, own);
  if (ofPort !== undefined) {
    trail.add(
      'passed',
      `Port ${port} of the workload: ${ofPort}`,
      levels.workload?.ref,
      `spec.portLevelMtls["${port}"]`,
    );
  }
  if (server.mesh === 'sidecar') return ofPort ?? own ?? inherited;
  return ambientMode(inherited, own, ofPort);
}

function inheritedMode(levels: Levels, trail: Trail): ServerMode {
  let mode: ServerMode = 'PERMISSIVE';
  for (const policy of [levels.mesh, levels.namespace]) {
    const own = modeOf(policy);
    if (own === undefined) continue;
    noteMode(trail, policy, own);
    mode = own;
  }
  return mode;
}

function noteMode(trail: Trail, policy: MeshObject | undefined, mode: ServerMode): void {
  if (policy !== undefined) {
    trail.add('passed', `PeerAuthentication ${policy.id} says ${mode}`, policy.ref, 'spec.mtls.mode');
  }
}

/** STRICT is a rule of ztunnel, nothing else is: there is no real DISABLE (§5.4). */
function ambientMode(
  inherited: ServerMode,
  own: ServerMode | undefined,
  ofPort: ServerMode | undefined,
): ServerMode {
  if (own === 'STRICT') return ofPort === 'PERMISSIVE' || ofPort === 'DISABLE' ? 'PERMISSIVE' : 'STRICT';
  const base = own ?? inherited;
  if (base === 'STRICT') return ofPort === 'PERMISSIVE' ? 'PERMISSIVE' : 'STRICT';
  return ofPort === 'STRICT' ? 'STRICT' : 'PERMISSIVE';
}

function clientTlsOf(
  mesh: Mesh,
  { client, server, port, subset }: MtlsQuestion,
  service: Service | undefined,
  serverMode: ServerMode,
  trail: Trail,
): MtlsAnswer['clientTls'] {
  if (client.mesh === 'none') return { mode: 'NONE', source: 'no-proxy' };
  if (client.mesh === 'ambient') {
    return server.mesh === 'none'
      ? { mode: 'NONE', source: 'ambient' }
      : { mode: 'HBONE', source: 'ambient' };
  }
  const rule = service && destinationRuleFor(mesh, client, service);
  const mode = effectivePolicy(mesh, rule, port, subset).get('tls').get('mode').string();
  if (mode === 'DISABLE' || mode === 'SIMPLE' || mode === 'MUTUAL' || mode === 'ISTIO_MUTUAL') {
    const source = rule?.policySource ?? rule?.sources[0];
    trail.add(
      'passed',
      `DestinationRule ${source?.id ?? ''} says ${mode}`,
      source?.ref,
      'spec.trafficPolicy.tls',
    );
    return { mode, source: 'destinationRule' };
  }
  if (!mesh.settings.isAutoMtlsEnabled || service === undefined || service.isExternal) {
    return { mode: 'NONE', source: 'auto' };
  }
  if (server.mesh === 'ambient') return { mode: 'HBONE', source: 'auto' };
  if (isPlainByNamespace(mesh, service)) {
    trail.add(
      'passed',
      `Clients look at the namespace's policy only, which is DISABLE: they send plain text`,
    );
    return { mode: 'NONE', source: 'auto' };
  }
  const isPlain = server.mesh === 'none' || serverMode === 'DISABLE';
  return { mode: isPlain ? 'NONE' : 'ISTIO_MUTUAL', source: 'auto' };
}

/** Policies of workloads and ports are not seen when the cluster is built. */
function isPlainByNamespace(mesh: Mesh, service: Service): boolean {
  const levels = peerAuthentications(mesh, { namespace: service.owner.namespace, labels: new Map() });
  return (modeOf(levels.namespace) ?? modeOf(levels.mesh)) === 'DISABLE';
}

function wireOf(mode: ClientMode): MtlsAnswer['wire'] {
  switch (mode) {
    case 'ISTIO_MUTUAL':
      return 'mtls';
    case 'SIMPLE':
    case 'MUTUAL':
      return 'tls';
    case 'HBONE':
      return 'hbone';
    default:
      return 'plaintext';
  }
}

function verdictOf(
  wire: MtlsAnswer['wire'],
  mode: ServerMode,
  server: Membership,
  port: RegistryPort | undefined,
): MtlsAnswer['verdict'] {
  const isHttp = port?.protocol !== undefined && isHttpProtocol(port.protocol);
  switch (wire) {
    case 'plaintext':
      return mode === 'STRICT' ? 'rejected' : 'ok';
    case 'mtls':
      return mode === 'DISABLE' || mode === 'NONE' ? 'rejected' : 'ok';
    case 'hbone':
      return server === 'none' ? 'rejected' : 'ok';
    case 'tls':
      if (mode === 'STRICT') return 'rejected';
      return mode === 'NONE' || !isHttp ? 'app-tls' : 'rejected';
  }
}
