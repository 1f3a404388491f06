/** What a matched VirtualService route does: redirect, answer, or forward with rewrites, mirrors, timeout and retries (§2.6). */
import { durationInSeconds } from '../primitives/duration.ts';
import { compileRe2 } from '../primitives/regex.ts';
import { type ClusterUser, clusterOf, routedClusters } from './clusters.ts';
import type { Fields } from './fields.ts';
import type { MatchBlock } from './http-match.ts';
import type { Mesh } from './mesh.ts';
import { redirectLocation } from './redirect.ts';
import type { HttpRequest } from './request.ts';
import type { RouteAnswer } from './route-answer.ts';
import type { Trail } from './steps.ts';
import type { HttpRule } from './virtual-services.ts';

/** Without what says which route it was. */
export type Action = Omit<RouteAnswer, 'virtualService' | 'httpRoute' | 'route' | 'steps'>;

export interface ActionPlace {
  readonly mesh: Mesh;
  readonly user: ClusterUser;
  readonly request: HttpRequest;
  readonly trail: Trail;
}

export function istioAction(rule: HttpRule, block: MatchBlock, place: ActionPlace): Action {
  const { fields, writtenIn } = rule;
  const { trail, request } = place;
  const redirect = fields.get('redirect');
  if (redirect.exists) {
    const location = istioRedirect(redirect, block, place);
    const status = redirect.get('redirectCode').number() ?? 301;
    trail.add('decided', `Redirected to ${location} with ${status}`, writtenIn.ref, redirect.path);
    return { outcome: 'redirect', status, location };
  }
  const direct = fields.get('directResponse');
  if (direct.exists) {
    const status = direct.get('status').number() ?? 200;
    trail.add('decided', `Answered by the proxy itself with ${status}`, writtenIn.ref, direct.path);
    return { outcome: 'directResponse', status };
  }
  const { destinations, missingClusters } = routedClusters(
    place.mesh,
    place.user,
    fields.get('route').items(),
    writtenIn,
    trail,
  );
  const rewrite = rewritten(fields, block, request);
  return {
    outcome: 'routed',
    destinations,
    missingClusters,
    mirrors: mirrored(rule, place),
    timeout: durationInSeconds(fields.get('timeout').string() ?? '0s'),
    retries: { attempts: attemptsOf(place.mesh, fields) },
    ...(rewrite !== undefined && { rewrite }),
  };
}

/** Tries after the first; `route`: undefined for the default route of a service. */
export function attemptsOf(mesh: Mesh, route: Fields | undefined): number {
  const own = route?.get('retries');
  const policy = own?.exists ? own : mesh.settings.meshConfig.get('defaultHttpRetryPolicy');
  return policy.exists ? (policy.get('attempts').number() ?? 0) : 2;
}

/** Where copies of the requests of a route go, and of how many of them. */
export function mirrorsOf(
  route: Fields,
): readonly { readonly destination: Fields; readonly percent: number }[] {
  const single = route.get('mirror');
  const percentage = route.get('mirrorPercentage');
  const percent = percentage.exists
    ? (percentage.get('value').number() ?? 0)
    : (route.get('mirrorPercent').number() ?? 100);
  return [
    ...(single.exists ? [{ destination: single, percent }] : []),
    ...route
      .get('mirrors')
      .items()
      .map((mirror) => ({
        destination: mirror.get('destination'),
        percent: mirror.get('percentage').exists
          ? (mirror.get('percentage').get('value').number() ?? 0)
          : 100,
      })),
  ];
}

function mirrored({ fields, writtenIn }: HttpRule, place: ActionPlace): NonNullable<Action['mirrors']> {
  const all = mirrorsOf(fields).filter(({ percent }) => percent > 0);
  return all.map(({ destination, percent }) => {
    const { name } = clusterOf(place.mesh, place.user, destination, writtenIn.namespace);
    place.trail.add(
      'note',
      `${percent} % of the requests are copied to ${name}`,
      writtenIn.ref,
      destination.path,
    );
    return { cluster: name, percent };
  });
}

/** Path and authority as the upstream sees them; undefined when the route rewrites neither. */
function rewritten(fields: Fields, block: MatchBlock, request: HttpRequest): Action['rewrite'] {
  const rewrite = fields.get('rewrite');
  const set = fields.get('headers').get('request').get('set');
  const header = set
    .entries()
    .find(([name]) => name.toLowerCase() === 'host' || name.toLowerCase() === ':authority');
  const authority = rewrite.get('authority').string() ?? header?.[1].string();
  if (!rewrite.exists && authority === undefined) return undefined;
  return { path: rewrittenPath(rewrite, block, request.path), authority: authority ?? request.authority };
}

/** A prefix is replaced as text; any other match is replaced as a whole; without one the leading slash is. */
function rewrittenPath(rewrite: Fields, block: MatchBlock, path: string): string {
  const regex = rewrite.get('uriRegexRewrite');
  if (regex.exists) {
    return substitute(path, regex.get('match').string() ?? '', regex.get('rewrite').string() ?? '');
  }
  const uri = rewrite.get('uri').string();
  if (uri === undefined) return path;
  const { uri: matched } = block;
  if (matched === undefined) return `${uri}${path.slice(1)}`;
  if (matched.form === 'prefix') return `${uri}${path.slice(matched.value.length)}`;
  return uri;
}

/** An expression that is none changes nothing: the control plane would have refused it. */
function substitute(path: string, match: string, replacement: string): string {
  const compiled = compileRe2(match);
  return compiled.ok ? compiled.replaceAll(path, replacement) : path;
}

function istioRedirect(redirect: Fields, block: MatchBlock, { request, user }: ActionPlace): string {
  const uri = redirect.get('uri').string();
  const derive = redirect.get('derivePort').string();
  return redirectLocation(request, {
    scheme: redirect.get('scheme').string(),
    host: redirect.get('authority').string(),
    port: redirect.get('port').number() ?? (derive === 'FROM_REQUEST_PORT' ? user.listenerPort : undefined),
    path: uri === undefined ? undefined : uri.replaceAll('%PREFIX()%', restBehind(block, request.path)),
  });
}

function restBehind({ uri }: MatchBlock, path: string): string {
  return uri?.form === 'prefix' || uri?.form === 'segments' ? path.slice(uri.value.length) : path;
}
