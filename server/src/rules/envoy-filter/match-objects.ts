/** What a patch may be matched by: the webhook looks at it by the kind of thing that is patched. */
import type { Cursor } from '../../model/cursor.ts';
import type { AdmissionCheck } from '../admission.ts';

export interface MatchObject {
  readonly name: 'listener' | 'routeConfiguration' | 'cluster';
  readonly check: AdmissionCheck;
}

const LISTENER: MatchObject = { name: 'listener', check: { code: 'V-EF-09' } };
const ROUTES: MatchObject = { name: 'routeConfiguration', check: { code: 'V-EF-16' } };
const CLUSTER: MatchObject = { name: 'cluster', check: { code: 'V-EF-17' } };

/** By `applyTo`; other targets are not looked at. */
export const MATCH_OBJECTS: ReadonlyMap<string, MatchObject> = new Map([
  ['LISTENER', LISTENER],
  ['FILTER_CHAIN', LISTENER],
  ['NETWORK_FILTER', LISTENER],
  ['HTTP_FILTER', LISTENER],
  ['ROUTE_CONFIGURATION', ROUTES],
  ['VIRTUAL_HOST', ROUTES],
  ['HTTP_ROUTE', ROUTES],
  ['CLUSTER', CLUSTER],
]);

/** Patches with what they apply to, but for those of waypoints, which the webhook passes over. */
export function checkedPatches(spec: Cursor): readonly { readonly patch: Cursor; readonly target: string }[] {
  return spec
    .get('configPatches')
    .items()
    .filter((patch) => patch.get('match').get('context').string() !== 'WAYPOINT')
    .map((patch) => ({ patch, target: patch.get('applyTo').string() ?? '' }));
}

/** A patch whose webhook checks are about listeners. */
export function isOfListener(target: string): boolean {
  return MATCH_OBJECTS.get(target) === LISTENER;
}
