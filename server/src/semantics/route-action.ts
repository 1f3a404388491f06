/** What a matched rule of an HTTPRoute or GRPCRoute does (§2.9). */
import { durationInSeconds } from '../primitives/duration.ts';
import { clusterName } from './clusters.ts';
import type { Fields } from './fields.ts';
import type { Action, ActionPlace } from './http-action.ts';
import type { MatchBlock } from './http-match.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { expandHost } from './names.ts';
import { redirectLocation } from './redirect.ts';
import { isGranted } from './reference-grants.ts';
import { portOf } from './registry.ts';
import { replacePrefix } from './route-rules.ts';
import type { HttpRule } from './virtual-services.ts';

/** Cluster of a backend that may not be used, or is none. */
const UNKNOWN = 'UnknownService';

export function gatewayApiAction(rule: HttpRule, block: MatchBlock, place: ActionPlace): Action {
  const { fields, writtenIn } = rule;
  const filters = fields.get('filters').items();
  const redirect = filters.map((filter) => filter.get('requestRedirect')).find(({ exists }) => exists);
  if (redirect !== undefined) {
    const location = redirectLocation(place.request, {
      scheme: redirect.get('scheme').string(),
      host: redirect.get('hostname').string(),
      port: redirectPort(redirect, place),
      path: replacedPath(redirect.get('path'), block, place.request.path),
    });
    const status = redirect.get('statusCode').number() ?? 302;
    place.trail.add('decided', `Redirected to ${location} with ${status}`, writtenIn.ref, redirect.path);
    return { outcome: 'redirect', status, location };
  }
  return forwarded(rule, block, filters, place);
}

/** The scheme's own port when a scheme is given, else the port that was called. */
function redirectPort(redirect: Fields, { user }: ActionPlace): number | undefined {
  const port = redirect.get('port').number();
  if (port !== undefined) return port;
  return redirect.get('scheme').exists ? undefined : user.listenerPort;
}

function forwarded(
  { fields, writtenIn }: HttpRule,
  block: MatchBlock,
  filters: readonly Fields[],
  place: ActionPlace,
): Action {
  const weighed = fields
    .get('backendRefs')
    .items()
    .map((backend) => ({ backend, weight: backend.get('weight').number() ?? 1 }))
    .filter(({ weight }) => weight > 0)
    .map(({ backend, weight }) => ({
      ...backendCluster(writtenIn, backend, place),
      weight,
      path: backend.path,
    }));
  if (weighed.length === 0 || (weighed.length === 1 && weighed[0]?.cluster === UNKNOWN)) {
    const why = weighed[0]?.missing ?? 'the rule has no backend that gets traffic';
    place.trail.add('decided', `Answered with 500: ${why}`, writtenIn.ref, fields.path);
    return { outcome: 'invalidBackend', status: 500 };
  }
  for (const { cluster, missing, path } of weighed) {
    place.trail.add('decided', `Sent to ${cluster}`, writtenIn.ref, path);
    if (missing !== undefined) {
      place.trail.add('rejected', `Its share is answered with 500: ${missing}`, writtenIn.ref, path);
    }
  }
  const missingClusters = weighed.flatMap(({ cluster, missing }) => (missing === undefined ? [] : [cluster]));
  const rewrite = filters.map((filter) => filter.get('urlRewrite')).find(({ exists }) => exists);
  return {
    outcome: 'routed',
    destinations: weighed.map(({ cluster, weight }) => ({
      cluster,
      weight: weighed.length === 1 ? 100 : weight,
    })),
    missingClusters,
    mirrors: mirrorsOf(writtenIn, filters, place),
    timeout: durationInSeconds(timeoutOf(fields)),
    retries: { attempts: fields.get('retry').get('attempts').number() ?? 2 },
    ...(rewrite !== undefined && {
      rewrite: {
        path: replacedPath(rewrite.get('path'), block, place.request.path) ?? place.request.path,
        authority: rewrite.get('hostname').string() ?? place.request.authority,
      },
    }),
  };
}

/** Without retries the limit of one try takes the place of the whole request's. */
function timeoutOf(fields: Fields): string {
  const timeouts = fields.get('timeouts');
  const whole = timeouts.get('request').string() ?? '0s';
  return fields.get('retry').exists ? whole : (timeouts.get('backendRequest').string() ?? whole);
}

function replacedPath(modifier: Fields, { uri }: MatchBlock, path: string): string | undefined {
  const full = modifier.get('replaceFullPath').string();
  if (full !== undefined) return full;
  const prefix = modifier.get('replacePrefixMatch').string();
  return prefix === undefined ? undefined : replacePrefix(path, uri?.value ?? '/', prefix);
}

function mirrorsOf(
  route: MeshObject,
  filters: readonly Fields[],
  place: ActionPlace,
): NonNullable<Action['mirrors']> {
  return filters.flatMap((filter) => {
    const mirror = filter.get('requestMirror');
    if (!mirror.exists) return [];
    const fraction = mirror.get('fraction');
    const share = fraction.exists
      ? (100 * (fraction.get('numerator').number() ?? 0)) / (fraction.get('denominator').number() ?? 100)
      : 100;
    const { cluster } = backendCluster(route, mirror.get('backendRef'), place);
    return [{ cluster, percent: mirror.get('percent').number() ?? share }];
  });
}

interface Backend {
  readonly cluster: string;
  readonly missing: string | undefined;
}

/** Routes of the mesh need no grant; those of a gateway do, for what lies in another namespace. */
export function backendCluster(
  route: MeshObject,
  backend: Fields,
  { mesh, user }: Pick<ActionPlace, 'mesh' | 'user'>,
): Backend {
  const kind = backend.get('kind').string() ?? 'Service';
  const group = backend.get('group').string() ?? '';
  const name = backend.get('name').string() ?? '';
  const namespace = backend.get('namespace').string() ?? route.namespace;
  const host = hostOfBackend(mesh, group, kind, name, namespace);
  if (host === undefined) return { cluster: UNKNOWN, missing: `a backend of kind ${kind} is not supported` };
  const isInMesh = user.usesListenerPort || user.isWaypoint === true;
  if (
    !isInMesh &&
    namespace !== route.namespace &&
    !isGranted(mesh, route, { group, kind, namespace, name })
  ) {
    return {
      cluster: UNKNOWN,
      missing: `no ReferenceGrant in namespace "${namespace}" lets ${route.kind.split('/')[1]} of "${route.namespace}" use ${kind} "${name}"`,
    };
  }
  const port = backend.get('port').number() ?? user.listenerPort;
  const service = user.serviceOf(host);
  const isThere = service !== undefined && portOf(service, port) !== undefined;
  return {
    cluster: clusterName(port, '', host),
    missing: isThere ? undefined : `no service "${host}" with port ${port} is known here`,
  };
}

function hostOfBackend(
  mesh: Mesh,
  group: string,
  kind: string,
  name: string,
  namespace: string,
): string | undefined {
  if (group === '' && kind === 'Service') return expandHost(name, namespace, mesh.settings.clusterDomain);
  if (group === 'networking.istio.io' && kind === 'Hostname') return name;
  if (group === 'multicluster.x-k8s.io' && kind === 'ServiceImport') {
    return `${name}.${namespace}.svc.clusterset.local`;
  }
  return undefined;
}
