/**
 * Which hosts a workload is told of: by the Sidecar that applies to it, and by what others export (semantics
 * specification §1.5). Pure; `sidecars.ts` finds the Sidecar.
 */
import { hostsOverlap, isHostSubset } from '../../primitives/host-match.ts';
import { type Labels, selectorMatches } from '../../primitives/selector.ts';
import type { Entry } from '../table.ts';
import type { SidecarRow } from '../tables/sidecars.ts';

export interface ScopeQuery {
  /** Of the workload. */
  readonly namespace: string;
  readonly labels: Labels;
  readonly rootNamespace: string;
}

/** A name of the registry, in full, with where it is defined. */
export interface ScopedService {
  readonly host: string;
  readonly namespace: string;
  readonly ports: readonly number[];
}

/**
 * The one that applies, of those of the workload's and of the root namespace: they are never merged. Undefined: none,
 * so everything that is exported can be reached.
 */
export function sidecarFor(
  candidates: readonly Entry<SidecarRow>[],
  { namespace, labels, rootNamespace }: ScopeQuery,
): Entry<SidecarRow> | undefined {
  const byAge = candidates.toSorted(compareAge);
  const own = byAge.filter(({ row }) => row.namespace === namespace);
  return (
    own.find(({ row }) => isForSome(row) && selectorMatches(row.workloadSelector, labels)) ??
    own.find(({ row }) => !isForSome(row)) ??
    byAge.find(({ row }) => row.namespace === rootNamespace && !isForSome(row))
  );
}

/** Whether a service is imported; `scope` is the namespace of the workload, which `.` stands for. */
export function importsService(
  sidecar: SidecarRow | undefined,
  service: ScopedService,
  scope: string,
  port?: number,
): boolean {
  return listenersOf(sidecar).some((listener) => {
    const isOffered =
      listener.port === undefined ||
      listener.protocol === 'HTTP_PROXY' ||
      service.ports.includes(listener.port);
    const isAsked = port === undefined || listener.port === undefined || listener.port === port;
    const isIn = (pattern: string) => isHostSubset(service.host, pattern);
    return isOffered && isAsked && admits(entriesFor(listener, service.namespace, scope), isIn, isIn);
  });
}

/** Whether a VirtualService for sidecars is imported: one of its hosts, in full, is enough. */
export function importsVirtualService(
  sidecar: SidecarRow | undefined,
  virtualService: { readonly hosts: readonly string[]; readonly namespace: string },
  scope: string,
): boolean {
  const { hosts, namespace } = virtualService;
  return listenersOf(sidecar).some((listener) =>
    hosts.some((host) =>
      admits(
        entriesFor(listener, namespace, scope),
        (pattern) => hostsOverlap(host, pattern),
        (pattern) => isHostSubset(host, pattern),
      ),
    ),
  );
}

type Listener = SidecarRow['egress'][number];

const EVERYTHING: readonly Listener[] = [{ hosts: ['*/*'], port: undefined, protocol: '' }];

function listenersOf(sidecar: SidecarRow | undefined): readonly Listener[] {
  return sidecar === undefined || sidecar.egress.length === 0 ? EVERYTHING : sidecar.egress;
}

interface EgressHost {
  /** `*`: any. */
  readonly namespace: string;
  readonly host: string;
  readonly isExcluded: boolean;
}

function entriesFor({ hosts }: Listener, namespace: string, scope: string): readonly EgressHost[] {
  return hosts
    .flatMap((entry) => readEntry(entry, scope) ?? [])
    .filter((entry) => entry.namespace === '*' || entry.namespace === namespace);
}

/** Excluded is only what lies wholly in what an entry leaves out. */
function admits(
  entries: readonly EgressHost[],
  fits: (pattern: string) => boolean,
  isWithin: (pattern: string) => boolean,
): boolean {
  return (
    entries.some(({ host, isExcluded }) => !isExcluded && fits(host)) &&
    !entries.some(({ host, isExcluded }) => isExcluded && isWithin(host))
  );
}

/** `NS/DNS`; `~` in front excludes, and alone stands for every namespace. Entries of another form are ignored. */
function readEntry(entry: string, scope: string): EgressHost | undefined {
  const [written, host, ...more] = entry.split('/');
  if (written === undefined || host === undefined || more.length > 0) return undefined;
  const isExcluded = written.startsWith('~');
  const name = isExcluded ? written.slice(1) : written;
  const namespace = name === '.' ? scope : name === '' && isExcluded ? '*' : name;
  return { namespace, host, isExcluded };
}

function isForSome({ workloadSelector }: SidecarRow): boolean {
  return Object.keys(workloadSelector).length > 0;
}

function compareAge(a: Entry<SidecarRow>, b: Entry<SidecarRow>): number {
  const [left, right] = [`${a.row.created} ${a.row.name}`, `${b.row.created} ${b.row.name}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
