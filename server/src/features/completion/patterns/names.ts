/** Names of the workspace as choices of a pattern's blanks. */
import { holdsCertificate, isSystemSecret } from '../../../workspace/resolve/certificates.ts';
import { principalOfAccount } from '../../../workspace/resolve/identities.ts';
import { gatewaysByName } from '../../../workspace/tables/gateways.ts';
import { kubernetesGateways } from '../../../workspace/tables/kubernetes-gateways.ts';
import { secrets } from '../../../workspace/tables/secrets.ts';
import type { WorldView } from '../../../workspace/world-view.ts';
import { knownAccounts } from '../mesh/names/accounts.ts';
import { knownNamespaces } from '../mesh/names/namespaces.ts';
import { providerNames } from '../mesh/names/providers.ts';

/** What a blank stands for, when it is the name of something that exists already. */
export const NAME_SORTS = [
  'account',
  'authorizer',
  'certificate',
  'gateway',
  'log',
  'namespace',
  'ownCertificate',
  'parent',
  'tracer',
] as const;
export type NameSort = (typeof NAME_SORTS)[number];

/** The names of a sort for a resource of a namespace (empty: not known), best first. */
export type NamesOf = (sort: NameSort, namespace: string) => readonly string[];

/** More than these nobody reads in a list that opens by itself. */
const MOST_NAMES = 20;

/** What needs no escape in a snippet, and no quotes in YAML: other names are no names of Kubernetes either. */
const PLAIN_NAME = /^[A-Za-z][\w./-]{0,252}$/;

/** Every sort is looked up once for a namespace. */
export function namesOf(world: WorldView | undefined): NamesOf {
  const known = new Map<string, readonly string[]>();
  return (sort, namespace) => {
    const key = `${sort} ${namespace}`;
    const names = known.get(key) ?? (world === undefined ? [] : read(world, sort, namespace));
    known.set(key, names);
    return names;
  };
}

function read(world: WorldView, sort: NameSort, near: string): readonly string[] {
  return [...new Set(SOURCES[sort](world, near))]
    .filter((name) => PLAIN_NAME.test(name))
    .slice(0, MOST_NAMES);
}

const SOURCES: Readonly<Record<NameSort, (world: WorldView, near: string) => readonly string[]>> = {
  account: (world, near) =>
    nearFirst(knownAccounts(world), ({ namespace }) => namespace, near).map((account) =>
      principalOfAccount(world.reader(), account).replace(/^[^/]*\/ns\//, ''),
    ),
  authorizer: (world) => providerNames(world.reader(), 'authorization'),
  certificate: (world, near) =>
    nearFirst(certificates(world), ({ namespace }) => namespace, near).map(({ name }) => name),
  // The long form means the same wherever the pattern goes.
  gateway: (world, near) =>
    nearFirst(
      [...world.keys(gatewaysByName)]
        .sort()
        .map((key) => ({ key, namespace: key.slice(0, key.indexOf('/')) })),
      ({ namespace }) => namespace,
      near,
    ).map(({ key }) => key),
  log: (world) => [...providerNames(world.reader(), 'accessLogging'), 'envoy'],
  // A listener of the Gateway API takes no Secret of another namespace without a grant.
  ownCertificate: (world, near) =>
    certificates(world)
      .filter(({ namespace }) => namespace === near)
      .map(({ name }) => name),
  // A route names a Gateway of its own namespace only by its name.
  parent: (world, near) =>
    world
      .reader()
      .read(kubernetesGateways, near)
      .filter(({ row }) => !row.className.endsWith('waypoint'))
      .map(({ row }) => row.name)
      .toSorted(),
  tracer: (world) => providerNames(world.reader(), 'tracing'),
  namespace: (world, near) =>
    // A policy that admits a namespace admits another one.
    knownNamespaces(world).toSorted((a, b) => Number(isRemote(a, near)) - Number(isRemote(b, near))),
};

function certificates(world: WorldView) {
  const reader = world.reader();
  return [...world.keys(secrets)]
    .filter((key) => key.includes('/'))
    .sort()
    .flatMap((key) => reader.read(secrets, key).map(({ row }) => row))
    .filter((row) => holdsCertificate(row) && !isSystemSecret(row.name));
}

/** Its own namespace, or one of the platform. */
function isRemote(namespace: string, near: string): boolean {
  return namespace === near || /^(?:kube|istio)-|-system$/.test(namespace);
}

function nearFirst<T>(items: readonly T[], namespaceOf: (item: T) => string, near: string): readonly T[] {
  return items.toSorted((a, b) => Number(namespaceOf(b) === near) - Number(namespaceOf(a) === near));
}
