/** Two VirtualServices of one host at one gateway have routes for the same path. */
import { nameList } from '../../base/name-list.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { virtualService } from '../../model/virtual-service.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { type Crowd, defineCrowds, type Others } from '../../workspace/crowd.ts';
import {
  gatewayHostKeys,
  pathsAbove,
  type RoutedPath,
  routedPaths,
  routedPathsOf,
  takingPaths,
} from '../../workspace/tables/gateway-routes.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly uri: string;
  readonly others: readonly string[];
  readonly count: number;
}

/** Sorts of other routes that are looked at. */
const MOST_SORTS = 50;

const below = defineCrowds(routedPaths, ({ row }) => row.action);
const taking = defineCrowds(takingPaths, ({ row }) => row.action);

export const orderUndecided = defineRule({
  id: 'virtual-service/order-undecided',
  title: 'Which of two VirtualServices routes a path depends on their age',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.gateways'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [],
  docs: {
    why: 'Routes of several VirtualServices for one host of one gateway are put together, those of the older object first (only routes for everything go to the end). Where a prefix of one takes requests for which the other has a route, it depends on the time at which the objects were created which of them gets the requests: a new cluster may route otherwise than the old one.',
    fix: 'Put the routes of one path into one VirtualService, the longer path first, or have one VirtualService delegate to others.',
    differs:
      'Prefixes and exact paths are compared, by whole segments; routes that do the same are left alone.',
    noFix: 'Which of the routes should come first is a decision about requests.',
  },
  messages: {
    overlaps: ({ uri, others, count }: Data) =>
      `Path "${uri}" of this host has a route at the same gateway in ${nameList(others, count)} too`,
  },
  effect: 'Which of them gets the requests depends on which object is older',
  check(ctx) {
    const keys = gatewayHostKeys(ctx.resource);
    if (keys.length === 0 || ctx.resource.isTemplate) return;
    for (const own of routedPathsOf(ctx.resource)) {
      for (const key of keys) {
        const others = overlapping(ctx.world, ctx.self, key, own);
        if (others === undefined) continue;
        ctx.report({
          message: 'overlaps',
          at: `${own.path}.uri`,
          data: {
            uri: own.uri,
            others: others.firstObjects.map(({ row }) => row.virtualService),
            count: others.objectCount,
          },
          related: others.nearest.map(({ resource, row }) => ({
            resource,
            path: `${row.path}.uri`,
            text: 'a route for the path',
          })),
          relatedCount: others.count,
        });
        return;
      }
    }
  },
});

/** Routes of others that take what is meant for this one, or the other way round. */
function overlapping(
  world: WorldReader,
  self: ResourceRef,
  key: string,
  own: RoutedPath,
): Others<RoutedPath> | undefined {
  const above = pathsAbove(own.uri);
  const crowds = [
    ...(own.isPlain ? [below.of(world, `${key} ${above[0]}`)] : []),
    ...above.map((path) => taking.of(world, `${key} ${path}`)),
  ];
  return crowds.map((crowd) => otherwise(crowd, self, own)).find(({ count }) => count > 0);
}

function otherwise(crowd: Crowd<RoutedPath>, self: ResourceRef, own: RoutedPath): Others<RoutedPath> {
  const sorts = crowd.sorts.slice(0, MOST_SORTS).filter(({ sample }) => sample.row.action !== own.action);
  return crowd.others(self, sorts);
}
