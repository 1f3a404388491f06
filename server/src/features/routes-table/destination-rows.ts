/** Where a rule sends its requests: share, name, and whether it exists. */
import { absenceVerdict } from '../../graph/absence-verdict.ts';
import { clusterOf } from '../../semantics/clusters.ts';
import { destinationRuleFor } from '../../semantics/destination-rules.ts';
import { shortHost } from '../../semantics/explain/words.ts';
import type { Fields } from '../../semantics/fields.ts';
import type { MeshObject } from '../../semantics/mesh.ts';
import { expandHost } from '../../semantics/names.ts';
import { servicesOfHost } from '../../semantics/registry.ts';
import { backendCluster } from '../../semantics/route-action.ts';
import { absence } from '../../workspace/resolve/certainty.ts';
import { clusterHost } from '../../workspace/resolve/hosts.ts';
import type { DestinationRow } from './routes-data.ts';
import type { RouteView } from './view.ts';

type Verdict = Pick<DestinationRow, 'state' | 'why'>;

const GOOD: Verdict = { state: 'good' };
const PERCENT = 100;

/** `route` of a VirtualService's rule. */
export function routeDestinations(
  view: RouteView,
  rule: Fields,
  writtenIn: MeshObject,
): readonly DestinationRow[] {
  const routes = rule.get('route').items();
  const shares = sharesOf(routes.map((route) => route.get('weight').number() ?? 0));
  return routes.map((route, index) =>
    withShare(meshDestination(view, route.get('destination'), writtenIn), shares?.[index]),
  );
}

/** `backendRefs` of a rule of the Gateway API. */
export function backendDestinations(
  view: RouteView,
  rule: Fields,
  writtenIn: MeshObject,
): readonly DestinationRow[] {
  const backends = rule.get('backendRefs').items();
  const shares = sharesOf(backends.map((backend) => backend.get('weight').number() ?? 1));
  return backends.map((backend, index) =>
    withShare(backendDestination(view, backend, writtenIn), shares?.[index]),
  );
}

/** A destination of a VirtualService, without its share. */
export function meshDestination(view: RouteView, destination: Fields, writtenIn: MeshObject): DestinationRow {
  const { mesh, user, places, snapshot } = view;
  const place = places.id(writtenIn.ref, destination.get('host').path);
  const written = destination.get('host').string() ?? '';
  const { host, port, subset } = clusterOf(mesh, user, destination, writtenIn.namespace);
  const text = nameOf(view, host, writtenIn.namespace, subset, port);
  if (written === '') return { text: 'no host yet', place, state: 'unjudged', why: 'no host is written' };
  if (isTemplated(snapshot.slotOf(writtenIn.ref).resource.isTemplate, written, subset)) {
    return { text, place, state: 'unjudged', why: 'the name comes from a template' };
  }
  return { text, place, ...verdictOf(view, destination, writtenIn) };
}

function verdictOf(view: RouteView, destination: Fields, writtenIn: MeshObject): Verdict {
  const { mesh, user } = view;
  const { host, service, missing, subset, port } = clusterOf(mesh, user, destination, writtenIn.namespace);
  if (missing === undefined) return GOOD;
  if (service === undefined) return hostVerdict(view, host, missing, writtenIn.namespace);
  const hasPort = service.ports.some(({ number }) => number === port);
  if (!hasPort) return { state: 'missing', why: `no port ${port}` };
  if (destinationRuleFor(mesh, user, service) !== undefined || isComplete(view)) {
    return { state: 'missing', why: `no subset ${subset}` };
  }
  return { state: 'unjudged', why: `no DestinationRule in these files defines subset ${subset}` };
}

/** A host that some file defines, but that this proxy does not see, is a fact; one that no file has may be elsewhere. */
function hostVerdict(view: RouteView, host: string, missing: string, namespace: string): Verdict {
  const { mesh } = view;
  if (servicesOfHost(mesh, host).length > 0) return { state: 'missing', why: missing };
  const { reader } = mesh;
  const owner = clusterHost(reader, host, namespace)?.namespace;
  return absenceVerdict(absence(reader, { of: 'host', host, namespace: owner }));
}

/** A backend of a rule or of a mirror, without its share. */
export function backendDestination(view: RouteView, backend: Fields, writtenIn: MeshObject): DestinationRow {
  const { mesh, places, snapshot } = view;
  const place = places.id(writtenIn.ref, backend.get('name').path);
  const name = backend.get('name').string() ?? '';
  const namespace = backend.get('namespace').string() ?? writtenIn.namespace;
  const port = backend.get('port').number();
  const kind = backend.get('kind').string() ?? 'Service';
  const host = kind === 'Hostname' ? name : expandHost(name, namespace, mesh.settings.clusterDomain);
  const text = nameOf(view, host, writtenIn.namespace, '', port);
  if (name === '') return { text: 'no name yet', place, state: 'unjudged', why: 'no name is written' };
  if (isTemplated(snapshot.slotOf(writtenIn.ref).resource.isTemplate, name, '')) {
    return { text, place, state: 'unjudged', why: 'the name comes from a template' };
  }
  if (kind !== 'Service' && kind !== 'Hostname') {
    return {
      text: `${kind} ${text}`,
      place,
      state: 'unjudged',
      why: `backends of kind ${kind} are not looked at`,
    };
  }
  const { missing } = backendCluster(writtenIn, backend, view);
  if (missing === undefined) return { text, place, ...GOOD };
  const isGrant = missing.startsWith('no ReferenceGrant');
  if (isGrant && !isComplete(view))
    return { text, place, state: 'unjudged', why: `${missing} in these files` };
  if (isGrant) return { text, place, state: 'missing', why: `500 for this share: ${missing}` };
  return { text, place, ...hostVerdict(view, host, missing, namespace) };
}

function isComplete({ mesh }: RouteView): boolean {
  return mesh.reader.config('completeness') === 'complete';
}

function isTemplated(isTemplate: boolean, ...texts: readonly string[]): boolean {
  return isTemplate && texts.some((text) => text.includes('{{'));
}

function nameOf(
  { mesh }: RouteView,
  host: string,
  namespace: string,
  subset: string,
  port: number | undefined,
): string {
  const short = shortHost(host, namespace, mesh.settings.clusterDomain);
  return [short, subset, port === undefined ? '' : `:${port}`].filter((part) => part !== '').join(' ');
}

/** Percent of each weight; one destination gets everything; undefined when all weights are 0. */
function sharesOf(weights: readonly number[]): readonly number[] | undefined {
  if (weights.length === 1) return [PERCENT];
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum <= 0 ? undefined : weights.map((weight) => Math.round((1000 * weight) / sum) / 10);
}

function withShare(row: DestinationRow, share: number | undefined): DestinationRow {
  return share === undefined ? row : { ...row, share };
}
