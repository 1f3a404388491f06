/** Label values: what workloads carry, and the selectors that ask for it. */
import type { KindId } from '../../../base/kind-id.ts';
import type { Cursor } from '../../../model/cursor.ts';
import { ISTIO_LABELS } from '../../../model/istio-labels.ts';
import type { ResourceRef } from '../../../model/resource.ts';
import { MATCH_LABELS_KINDS, WORKLOAD_LABELS_KINDS } from '../../../model/selector-labels.ts';
import { POD_KINDS, podTemplatePath } from '../../../model/workload.ts';
import { isKubernetesLabelValue } from '../../../primitives/labels.ts';
import { type Labels, selectorMatches } from '../../../primitives/selector.ts';
import type { WorldReader } from '../../check.ts';
import { lookupHost } from '../../resolve/hosts.ts';
import { selectWorkloads } from '../../resolve/workloads.ts';
import { defineReference, type SiteSource } from '../reference-kind.ts';
import type { BareSite, PlacedSite } from '../site.ts';
import type { SitePlace } from '../site-pattern.ts';

/** Who is asked: the pods of a namespace (`*`: of the mesh; `policy`: of all, in the root namespace), of a host, or one's own. */
type LabelOrigin =
  | { readonly in: 'namespace' | 'policy'; readonly namespace: string; readonly selector: Labels }
  | { readonly in: 'host'; readonly host: string; readonly namespace: string; readonly selector: Labels }
  | { readonly in: 'self' };

interface LabelTarget {
  /** All labels beside it. */
  readonly labels: Labels;
}

const CONTROLLERS: readonly KindId[] = POD_KINDS.filter((kind) => kind !== 'core/Pod');

const targets: readonly SiteSource<LabelTarget>[] = [
  ...POD_KINDS.map((kind) => ({
    in: [kind],
    at: [`${podTemplatePath(kind, 'metadata')}.labels.*`],
    read: (place: SitePlace) => carried(place),
  })),
  {
    in: ['networking.istio.io/WorkloadEntry'],
    at: ['spec.labels.*'],
    read: (place) => carried(place),
  },
  {
    in: ['networking.istio.io/WorkloadGroup'],
    at: ['spec.metadata.labels.*', 'spec.template.labels.*'],
    read: (place) => carried(place),
  },
  {
    in: ['networking.istio.io/ServiceEntry'],
    at: ['spec.endpoints[].labels.*'],
    read: (place) => carried(place),
  },
  {
    in: ['gateway.networking.k8s.io/Gateway'],
    at: ['spec.infrastructure.labels.*'],
    read: (place) => carried(place),
  },
];

const origins: readonly SiteSource<LabelOrigin>[] = [
  { in: ['core/Service'], at: ['spec.selector.*'], read: (place) => asking(place, 'namespace') },
  { in: CONTROLLERS, at: ['spec.selector.matchLabels.*'], read: (place) => labelled(place, { in: 'self' }) },
  {
    in: ['networking.istio.io/Gateway'],
    at: ['spec.selector.*'],
    read: (place) => asking(place, 'namespace', '*'),
  },
  { in: MATCH_LABELS_KINDS, at: ['spec.selector.matchLabels.*'], read: (place) => asking(place, 'policy') },
  {
    in: ['networking.istio.io/DestinationRule'],
    at: ['spec.workloadSelector.matchLabels.*'],
    read: (place) => asking(place, 'namespace'),
  },
  {
    in: WORKLOAD_LABELS_KINDS,
    at: ['spec.workloadSelector.labels.*'],
    read: (place) => asking(place, place.resource.kindId.endsWith('/ServiceEntry') ? 'namespace' : 'policy'),
  },
  {
    in: ['networking.istio.io/DestinationRule'],
    at: ['spec.subsets[].labels.*'],
    read(place) {
      const host = place.resource.spec.get('host').string();
      if (host === undefined) return [];
      const { namespace } = place.resource;
      return labelled(place, { in: 'host', host, namespace, selector: selectorAround(place) });
    },
  },
];

export const label = defineReference<LabelTarget, LabelOrigin>({
  id: 'label',
  noun: 'label value',
  targets,
  origins,
  identity: 'resolved',
  resolve: ({ world, targetsIn }, { row: { name, facts }, resource }) =>
    targetsIn(facts.in === 'self' ? [resource] : carriers(world, facts), name),
  rename: {
    within: 'object',
    clash: clashOf,
    renamed: ({ name, facts }, newName) => ({
      name: `${name.slice(0, name.indexOf('=') + 1)}${newName}`,
      facts,
    }),
    problemWith: (newName) =>
      isKubernetesLabelValue(newName)
        ? undefined
        : 'A label value has at most 63 letters, digits, dashes, underscores and dots',
  },
  unknown: [
    'destination-rule/subset-selects-nothing',
    'gateway/selector-matches-nothing',
    'selector/no-workload',
    'authorization-policy/no-workload',
  ],
});

/** The resources whose workloads a selector matches; what every installation has stands in no file. */
function carriers(
  world: WorldReader,
  origin: Exclude<LabelOrigin, { readonly in: 'self' }>,
): readonly ResourceRef[] {
  if (origin.in === 'host') return behindHost(world, origin);
  const isEverywhere = origin.in === 'policy' && origin.namespace === world.config('rootNamespace');
  const namespace = isEverywhere ? '*' : origin.namespace;
  return selectWorkloads(world, namespace, origin.selector)
    .filter(({ row }) => row.origin !== 'builtin')
    .map(({ resource }) => resource);
}

function behindHost(
  world: WorldReader,
  { host, namespace, selector }: Extract<LabelOrigin, { readonly in: 'host' }>,
): readonly ResourceRef[] {
  const found = lookupHost(world, host, { namespace, exportTo: [] });
  if (found.status === 'missing') return [];
  return found.entries.flatMap(({ row, resource }) => {
    const pods =
      row.selector === undefined
        ? []
        : selectWorkloads(world, row.namespace, { ...row.selector, ...selector }).map(
            (each) => each.resource,
          );
    return row.endpointLabels.length > 0 ? [...pods, resource] : pods;
  });
}

function asking(
  place: SitePlace,
  scope: 'namespace' | 'policy',
  namespace: string = place.resource.namespace,
): readonly BareSite<LabelOrigin>[] {
  return labelled(place, { in: scope, namespace, selector: selectorAround(place) });
}

function selectorAround(place: SitePlace): Labels {
  const around: Cursor = place.up(1);
  return around.stringMap();
}

function labelled<Facts>({ at, key }: SitePlace, facts: Facts): readonly BareSite<Facts>[] {
  const value = at.string();
  return value === undefined || value === '' ? [] : [{ name: `${key}=${value}`, facts }];
}

function carried(place: SitePlace): readonly BareSite<LabelTarget>[] {
  return labelled(place, { labels: place.up(1).stringMap() });
}

/** A selector must not find, by the new value, what it did not find before. */
function clashOf(
  {
    world,
    origins: originsNamed,
  }: { readonly world: WorldReader; origins(name: string): readonly PlacedSite<LabelOrigin>[] },
  {
    targets: renamed,
    origins: changed,
  }: {
    readonly targets: readonly PlacedSite<LabelTarget>[];
    readonly origins: readonly PlacedSite<LabelOrigin>[];
  },
  newName: string,
): string | undefined {
  const name = renamed[0]?.row.name ?? changed[0]?.row.name ?? '';
  const key = name.slice(0, name.indexOf('='));
  if (ISTIO_LABELS.has(key)) return `Istio reads the label "${key}": its value is not a name of yours`;
  const findsOthers = changed.some(
    ({ row: { facts } }) =>
      facts.in !== 'self' &&
      carriers(world, { ...facts, selector: { ...facts.selector, [key]: newName } }).length > 0,
  );
  const isFoundByOthers = originsNamed(`${key}=${newName}`).some(
    ({ row: { facts } }) =>
      facts.in !== 'self' &&
      renamed.some(({ row, resource: { namespace } }) =>
        wouldFind(world, facts, { namespace, labels: { ...row.facts.labels, [key]: newName } }),
      ),
  );
  if (findsOthers || isFoundByOthers) {
    return `Selectors would find other workloads: some have "${key}: ${newName}" already`;
  }
  // It would no longer read like those that it is compared with.
  const changedKeys = new Set(changed.map(({ resource, row }) => `${resource.key} ${row.path}`));
  const isLeftBehind = originsNamed(name).some(
    ({ row: { facts, path }, resource }) =>
      facts.in !== 'self' &&
      !changedKeys.has(`${resource.key} ${path}`) &&
      renamed.some((target) => looksAt(world, facts, target.resource.namespace)) &&
      carriers(world, facts).length === 0,
  );
  return isLeftBehind
    ? `Some selector asks for "${name.replace('=', ': ')}" and finds no workload: mend it first`
    : undefined;
}

/** Whether a selector would match a workload, if one with these labels were there. */
function wouldFind(
  world: WorldReader,
  origin: Exclude<LabelOrigin, { readonly in: 'self' }>,
  { namespace, labels }: { readonly namespace: string; readonly labels: Labels },
): boolean {
  if (!selectorMatches(origin.selector, labels)) return false;
  if (origin.in === 'host') {
    const found = lookupHost(world, origin.host, { namespace: origin.namespace, exportTo: [] });
    return (
      found.status !== 'missing' &&
      found.entries.some(
        ({ row }) => row.namespace === namespace && selectorMatches(row.selector ?? {}, labels),
      )
    );
  }
  return looksAt(world, origin, namespace);
}

/** Whether a selector looks for workloads in a namespace. */
function looksAt(
  world: WorldReader,
  origin: Exclude<LabelOrigin, { readonly in: 'self' }>,
  namespace: string,
): boolean {
  const isEverywhere = origin.in === 'policy' && origin.namespace === world.config('rootNamespace');
  return isEverywhere || origin.namespace === '*' || origin.namespace === namespace;
}
