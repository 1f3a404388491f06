/** One service as a row: what it takes on the wire, which policies guard it, and the letter of each caller. */
import { type Access, accessOf, type Guard, type GuardedService } from '../../semantics/access.ts';
import type { Caller } from '../../semantics/access-callers.ts';
import type { Mesh, MeshObject } from '../../semantics/mesh.ts';
import { peerAuthentications, type ServerMode } from '../../semantics/mtls.ts';
import type { PlaceBook } from '../panels/panel.ts';
import type { PostureRow } from './posture-data.ts';

export const LETTERS: Readonly<Record<Access, string>> = {
  all: 'A',
  some: 'S',
  open: 'O',
  deny: 'D',
  none: 'N',
  unjudged: 'U',
};

export function cellsOf(guarded: GuardedService, callers: readonly Caller[]): string {
  return callers.map(({ identity }) => LETTERS[accessOf(guarded, identity)]).join('');
}

export function servicePosture(
  mesh: Mesh,
  places: PlaceBook,
  guarded: GuardedService,
  callers: readonly Caller[],
  cells: string,
): PostureRow {
  const { service, guards } = guarded;
  const { owner, host, source } = service;
  return {
    id: `service ${owner.namespace}/${host}`,
    sort: 'service',
    namespace: owner.namespace,
    name: source === 'Service' ? owner.name : host,
    place: places.id(owner.ref, service.path),
    count: 1,
    mtls: mtlsOf(mesh, places, guarded),
    policies: policiesOf(places, guards, callers, cells),
    cells,
    ...layerOf(guards),
  };
}

function layerOf(guards: readonly Guard[]): Pick<PostureRow, 'layer'> {
  const workloads = guards.flatMap((guard) => guard.workloads);
  if (workloads.length === 0) return { layer: 'no workload' };
  if (guards.some(({ waypoint }) => waypoint !== undefined)) return { layer: 'waypoint' };
  if (workloads.every(({ mesh }) => mesh === 'none')) return { layer: 'no proxy' };
  return workloads.every(({ mesh }) => mesh === 'ambient') ? { layer: 'ztunnel' } : {};
}

export function modesOfGuards(guards: readonly Guard[]): ReadonlySet<ServerMode> {
  return new Set(guards.flatMap(({ modes }) => [...modes.values()]));
}

function mtlsOf(mesh: Mesh, places: PlaceBook, { guards }: GuardedService): PostureRow['mtls'] {
  const modes = modesOfGuards(guards);
  const policy = guards.map((guard) => decidingPolicy(mesh, guard)).find((each) => each !== undefined);
  const place =
    policy && places.id(policy.ref, policy.spec.get('mtls').exists ? 'spec.mtls' : 'metadata.name');
  const linked = place === undefined ? {} : { place };
  const isPlain = [...modes].some((mode) => mode !== 'STRICT');
  if (modes.size > 1) {
    const isByPort = guards.some((guard) => new Set(guard.modes.values()).size > 1);
    return { text: isByPort ? 'differs by port' : 'differs by workload', isPlain, ...linked };
  }
  const [only] = modes;
  return { text: only === undefined ? 'no port' : MODE_WORDS[only], isPlain, ...linked };
}

const MODE_WORDS: Readonly<Record<ServerMode, string>> = {
  STRICT: 'strict',
  PERMISSIVE: 'plaintext too',
  DISABLE: 'plaintext only',
  NONE: 'no proxy',
};

/** The narrowest that says something. */
function decidingPolicy(mesh: Mesh, { workloads }: Guard): MeshObject | undefined {
  const [first] = workloads;
  if (first === undefined || first.mesh === 'none') return undefined;
  const { workload, namespace, mesh: whole } = peerAuthentications(mesh, first);
  const says = (policy: MeshObject | undefined) =>
    policy !== undefined &&
    (policy.spec.get('portLevelMtls').exists ||
      !['UNSET', undefined].includes(policy.spec.get('mtls').get('mode').string()));
  return [workload, namespace, whole].find(says);
}

function policiesOf(
  places: PlaceBook,
  guards: readonly Guard[],
  callers: readonly Caller[],
  cells: string,
): PostureRow['policies'] {
  const policies = [...new Set(guards.flatMap((guard) => guard.policies))];
  const links = policies.map(({ id, ref }) => places.link(id, ref, 'metadata.name'));
  const isOpen = guards.some((guard) => guard.policies.length === 0);
  if (policies.length === 0) return { text: 'none: open', isOpen: true, links };
  const isNobody = callers.length > 0 && /^[ND]*$/.test(cells);
  const count = `${policies.length} ${policies.length === 1 ? 'policy' : 'policies'}`;
  const text = isOpen ? `${count}, some workloads open` : isNobody ? `${count}: nobody` : count;
  return { text, isOpen, links };
}

/** Letters of several together. */
export function unionOf(letters: Iterable<string>): string {
  const seen = new Set(letters);
  if (seen.size === 1) return [...seen][0] as string;
  if (seen.has('A') || seen.has('S')) return 'S';
  if (seen.has('O') || seen.has('P')) return 'P';
  if (seen.has('U')) return 'U';
  return 'N';
}
