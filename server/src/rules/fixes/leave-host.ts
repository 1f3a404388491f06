/** Leaves a host to another Gateway; VirtualServices that are bound to this one are bound to that one, too. */
import { gateway } from '../../model/gateway.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { hostsOverlap } from '../../primitives/host-match.ts';
import type { WorkspaceOperation } from '../../workspace/edits/operation.ts';
import { gatewayReference } from '../../workspace/resolve/gateway-binding.ts';
import { qualifiedHost } from '../../workspace/resolve/hosts.ts';
import { scopedHost } from '../../workspace/tables/gateway-servers.ts';
import { referenceKey, referenceOrigins } from '../../workspace/tables/reference-sites.ts';
import { append, remove, set } from '../../yaml/plan/operation.ts';
import type { Fix, FixContext } from '../define-rule.ts';

/** The most Gateways to choose from. */
export const MOST_CHOICES = 3;

interface Left {
  /** As written. */
  readonly host: string;
  readonly path: string;
  /** `namespace/name` */
  readonly other: string;
}

export function leaveHostTo(ctx: FixContext, left: Left): readonly Fix[] {
  const { servers } = ctx.resource.facts(gateway);
  const server = servers.find(({ hosts }) => hosts.some(({ path }) => path === left.path));
  if (server === undefined) return [];
  const goesWhole = servers.length === 1 && server.hosts.length === 1;
  const own = `${ctx.resource.namespace}/${ctx.resource.name}`;
  if (left.other === own) return [];
  const gone: WorkspaceOperation = goesWhole
    ? { op: 'removeObject', of: ctx.self, remark: `${ctx.resource.name} gave way to ${left.other}` }
    : remove(server.hosts.length === 1 ? server.path : left.path);
  return [
    {
      choice: left.other,
      title: `Leave "${left.host}" to Gateway "${left.other}"`,
      operations: [gone, ...boundTo(ctx).flatMap((ref) => rebinding(ctx, ref, left, goesWhole))],
    },
  ];
}

/** VirtualServices that name the Gateway of the finding. */
function boundTo({ resource, world }: FixContext): readonly ResourceRef[] {
  const origins = world.read(referenceOrigins, referenceKey('gateway', resource.name));
  const meant = origins.filter(({ row }) => row.facts['namespace'] === resource.namespace);
  return [...new Set(meant.map((origin) => origin.resource))];
}

function rebinding(
  { resource: own, resolve, world }: FixContext,
  of: ResourceRef,
  { host, other }: Left,
  goesWhole: boolean,
): readonly WorkspaceOperation[] {
  const bound = resolve(of);
  if (bound === undefined) return [];
  const { gateways, hosts } = bound.facts(virtualService);
  const meaning = (value: string) => {
    const reference = gatewayReference(value, bound.namespace);
    return reference === 'mesh' ? reference : `${reference.namespace}/${reference.name}`;
  };
  const here = gateways.filter(({ value }) => meaning(value) === `${own.namespace}/${own.name}`);
  const hasOther = gateways.some(({ value }) => meaning(value) === other);
  if (goesWhole) {
    return here.map(({ path }, at) => ({ ...(hasOther || at > 0 ? remove(path) : set(path, other)), of }));
  }
  const served = scopedHost(host, own.namespace).host;
  const isConcerned = hosts.some(({ value }) =>
    hostsOverlap(served, qualifiedHost(world, value, bound.namespace)),
  );
  return here.length === 0 || hasOther || !isConcerned ? [] : [{ ...append('spec.gateways', other), of }];
}
