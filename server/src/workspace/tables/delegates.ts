/** VirtualServices as delegates: what those that are delegated to hold, and who delegates to them. */

import { exportedTo } from '../../model/registry-name.ts';
import { routeMatch, type TextMatch } from '../../model/route-match.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { defineTable } from '../table.ts';

/** What a delegate's match must not contradict. */
export interface DelegatedMatch {
  readonly uri: TextMatch | undefined;
  readonly texts: Readonly<Record<string, TextMatch>>;
  readonly headers: Readonly<Record<string, TextMatch>>;
}

export interface DelegateRow {
  readonly namespace: string;
  readonly hosts: readonly string[];
  readonly hasHttp: boolean;
  /** `.` resolved; empty: the default of the mesh. */
  readonly exportTo: readonly string[];
}

/** Key: `namespace/name` of every VirtualService. */
export const delegates = defineTable<DelegateRow>({
  name: 'delegates',
  kinds: virtualService.kinds,
  *rows(resource) {
    const { hosts, routes, exportTo } = resource.facts(virtualService);
    yield [
      `${resource.namespace}/${resource.name}`,
      {
        namespace: resource.namespace,
        hosts: hosts.map(({ value }) => value),
        hasHttp: routes.some(({ protocol }) => protocol === 'http'),
        exportTo: exportedTo(
          exportTo.map(({ value }) => value),
          resource.namespace,
        ),
      },
    ];
  },
});

export interface DelegationRow {
  /** Path of the route that delegates. */
  readonly path: string;
  readonly matches: readonly DelegatedMatch[];
}

/** Key: `namespace/name` of the delegate. */
export const delegations = defineTable<DelegationRow>({
  name: 'delegations',
  kinds: virtualService.kinds,
  *rows(resource) {
    for (const { delegate, path, matches } of resource.facts(virtualService).routes) {
      if (delegate === undefined) continue;
      const key = `${delegate.namespace?.value ?? resource.namespace}/${delegate.name.value}`;
      yield [key, { path, matches: matches.map((each) => delegatedMatch(resource.cursor.at(each))) }];
    }
  },
});

export function delegatedMatch(block: Parameters<typeof routeMatch>[0]): DelegatedMatch {
  const { uri, texts, named } = routeMatch(block, []);
  return { uri, texts, headers: named };
}
