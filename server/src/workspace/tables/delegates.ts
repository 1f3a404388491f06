/** VirtualServices as delegates: what those that are delegated to hold, and who delegates to them. */
import { routeMatch, type TextMatch } from '../../model/route-match.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { defineTable } from '../table.ts';

/** What a delegate's match must not contradict. */
export interface DelegatedMatch {
  readonly uri: TextMatch | undefined;
  readonly texts: Readonly<Record<string, TextMatch>>;
  readonly headers: Readonly<Record<string, TextMatch>>;
}

/** Key: `namespace/name` of every VirtualService. */
export const delegates = defineTable<{ readonly hosts: readonly string[]; readonly hasHttp: boolean }>({
  name: 'delegates',
  kinds: virtualService.kinds,
  *rows(resource) {
    const { hosts, routes } = resource.facts(virtualService);
    yield [
      `${resource.namespace}/${resource.name}`,
      {
        hosts: hosts.map(({ value }) => value),
        hasHttp: routes.some(({ protocol }) => protocol === 'http'),
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
