/** A proxy's HTTP route table: virtual hosts by name, each with its rules in order (§2.3, §2.4). */
import type { ClusterUser } from './clusters.ts';
import { type Action, type ActionPlace, istioAction } from './http-action.ts';
import type { MatchBlock, RouteProxy } from './http-match.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { hostWithoutPort } from './names.ts';
import type { HttpRequest } from './request.ts';
import { gatewayApiAction } from './route-action.ts';
import type { RouteAnswer } from './route-answer.ts';
import type { Trail } from './steps.ts';
import type { HttpRule } from './virtual-services.ts';

export interface TableRule {
  readonly rule: HttpRule;
  /** The blocks that this proxy may use. */
  readonly blocks: readonly MatchBlock[];
  /** By whose name the answer goes: the VirtualService, or the route. */
  readonly owner: MeshObject;
}

export interface HttpHost {
  /** As it stands in the table: exact, `*.suffix` or `*`. */
  readonly name: string;
  readonly rules: readonly TableRule[];
  /** Where the host is named; nowhere when it is there because a service is. */
  readonly origin: { readonly object: MeshObject; readonly path: string } | undefined;
  /** Cluster of a service that no VirtualService is for: every request goes there. */
  readonly defaultCluster?: string;
}

export interface HttpTable {
  readonly exact: ReadonlyMap<string, HttpHost>;
  /** `*.suffix` under the suffix, the longest first. */
  readonly wildcards: readonly HttpHost[];
}

export function tableOf(hosts: readonly HttpHost[]): HttpTable {
  const exact = new Map<string, HttpHost>();
  const wildcards = new Map<string, HttpHost>();
  for (const host of hosts) {
    const name = host.name.toLowerCase();
    const into = name.startsWith('*') ? wildcards : exact;
    if (!into.has(name)) into.set(name, host);
  }
  return { exact, wildcards: [...wildcards.values()].toSorted((a, b) => b.name.length - a.name.length) };
}

/** Exact, then the longest `*.suffix`, then `*`; the port in the header does not count. */
export function hostFor(table: HttpTable, authority: string): HttpHost | undefined {
  const host = hostWithoutPort(authority);
  const exact = table.exact.get(host) ?? table.exact.get(authority.toLowerCase());
  if (exact !== undefined) return exact;
  return table.wildcards.find(({ name }) => {
    const suffix = name.slice(1).toLowerCase();
    return host.endsWith(suffix) && host.length > suffix.length;
  });
}

/** Rules that a proxy may use, up to the first that takes everything. */
export function usableRules(
  rules: readonly HttpRule[],
  owner: MeshObject,
  proxy: RouteProxy,
): readonly TableRule[] {
  const usable: TableRule[] = [];
  for (const rule of rules) {
    const blocks = rule.blocks.filter((block) => block.whyUnusable(proxy) === undefined);
    if (blocks.length === 0) continue;
    const catchAll = blocks.findIndex((block) => block.isCatchAll);
    usable.push({ rule, owner, blocks: catchAll < 0 ? blocks : blocks.slice(0, catchAll + 1) });
    if (catchAll >= 0) break;
  }
  return usable;
}

export interface Question {
  readonly mesh: Mesh;
  readonly user: ClusterUser;
  readonly request: HttpRequest;
  readonly trail: Trail;
}

/** Top down, the first block of which every condition holds; 404 when there is none. */
export function answerFrom(host: HttpHost, question: Question): RouteAnswer {
  const { trail } = question;
  for (const { rule, blocks, owner } of host.rules) {
    const name = nameOf(rule);
    for (const block of blocks) {
      const failed = block.conditions.find((condition) => !condition.holds(question.request));
      if (failed !== undefined) {
        trail.add(
          'rejected',
          `${name} does not match: wanted ${failed.text}`,
          rule.writtenIn.ref,
          failed.path,
        );
        continue;
      }
      const why = block.conditions.map(({ text }) => text).join(', ');
      trail.add(
        'passed',
        `${name} matches${why === '' ? ': it takes everything' : `: ${why}`}`,
        rule.writtenIn.ref,
        block.path,
      );
      return answerOf({ rule, blocks, owner }, block, question);
    }
  }
  trail.add(
    'decided',
    `No route of host "${host.name}" matches: answered with 404`,
    host.origin?.object.ref,
    host.origin?.path,
  );
  return { outcome: 'noRoute', status: 404, steps: trail.steps };
}

function nameOf(rule: HttpRule): string {
  return rule.name === undefined ? `Route ${rule.index}` : `Route "${rule.name}"`;
}

function answerOf({ rule, owner }: TableRule, block: MatchBlock, place: ActionPlace): RouteAnswer {
  const isIstio = rule.api === 'istio';
  const action: Action = isIstio ? istioAction(rule, block, place) : gatewayApiAction(rule, block, place);
  const { name, index } = rule;
  return {
    ...action,
    ...(isIstio ? { virtualService: owner.id } : { httpRoute: rule.writtenIn.id }),
    route: { ...(name !== undefined && { name }), index, matchIndex: block.index },
    steps: place.trail.steps,
  };
}
