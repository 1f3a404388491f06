/** Listeners of Gateway API Gateways and ListenerSets, as `sectionName` names them. */
import { LISTENER_KINDS } from '../../../model/gateway-api-listeners.ts';
import { ROUTE_KINDS } from '../../../model/gateway-api-route.ts';
import { defineReference } from '../reference-kind.ts';
import { TARGET_REF_KINDS } from './kubernetes-gateway.ts';
import { objectNameProblem } from './object-reference.ts';

interface ListenerFacts {
  /** `Kind/namespace/name` of the object that holds the listener. */
  readonly holder: string;
}

export const listener = defineReference<ListenerFacts, ListenerFacts>({
  id: 'listener',
  noun: 'listener',
  targets: [
    {
      in: LISTENER_KINDS,
      at: ['spec.listeners[].name'],
      read({ at, resource }) {
        const name = at.string() ?? '';
        const kind = resource.kindId.slice(resource.kindId.lastIndexOf('/') + 1);
        return name === ''
          ? []
          : [{ name, facts: { holder: `${kind}/${resource.namespace}/${resource.name}` } }];
      },
    },
  ],
  origins: [
    {
      in: [...ROUTE_KINDS, ...TARGET_REF_KINDS],
      at: ['spec.parentRefs[].sectionName', 'spec.targetRef.sectionName', 'spec.targetRefs[].sectionName'],
      read(place) {
        const reference = place.up(1);
        const name = place.at.string() ?? '';
        const parent = reference.get('name').string();
        const kind = reference.get('kind').string() ?? 'Gateway';
        if (name === '' || parent === undefined || !/Gateway$|ListenerSet$/.test(kind)) return [];
        const namespace = reference.get('namespace').string() ?? place.resource.namespace;
        return [{ name, facts: { holder: `${kind}/${namespace}/${parent}` } }];
      },
    },
  ],
  identity: 'resolved',
  resolve: ({ targets }, { row }) =>
    targets(row.name).filter((target) => target.row.facts.holder === row.facts.holder),
  rename: { problemWith: objectNameProblem },
  unknown: ['route/not-attached'],
});
