/** A policy goes by the address of the connection, which is not that of the client it means. */
import {
  authorizationPolicy,
  type PolicyCondition,
  type PolicySource,
  type SourceField,
} from '../../model/authorization-policy.ts';
import type { Sourced } from '../../model/cursor.ts';
import { policyTarget } from '../../model/policy-target.ts';
import { isPublicRange } from '../../primitives/ip-address.ts';
import { directPeers } from '../../workspace/resolve/direct-peers.ts';
import { rename, set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

interface Block {
  readonly written: Sourced<string>;
  /** Key of the list, or of the condition. */
  readonly field: string;
  readonly isExcluded: boolean;
  /** What to call it instead, and where. */
  readonly instead: string;
  readonly insteadPath: string;
}

interface Data {
  readonly block: string;
  readonly field: string;
  readonly instead: string;
  readonly service: string;
  readonly workload: string;
}

export const addressNotSeen = defineRule({
  id: 'authorization-policy/address-not-seen',
  title: 'Policy goes by an address that does not arrive',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  fields: [
    'spec.rules[].from[].source.ipBlocks',
    'spec.rules[].from[].source.notIpBlocks',
    'spec.rules[].when',
  ],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: '`ipBlocks` and `source.ip` are about the peer of the connection. A Service of type LoadBalancer or NodePort hands connections on by way of a node, which puts its own address there, unless its `externalTrafficPolicy` is `Local`. Behind a gateway, the peer is a pod of the gateway. A range of public addresses then fits no client: an ALLOW policy lets nobody in, a DENY policy keeps nobody out.',
    fix: 'Behind a gateway use `remoteIpBlocks` (or `remote.ip`), which goes by `X-Forwarded-For`. At the gateway set `externalTrafficPolicy: Local`; `remoteIpBlocks` helps there when a proxy in front of it writes that header and `numTrustedProxies` counts it.',
    differs:
      'Nothing is said of private ranges, which nodes and pods may have, of Services with annotations for a load balancer, which may keep the address, and of pods that are reached in several ways.',
  },
  messages: {
    node: ({ block, field, instead, service }: Data) =>
      `"${block}" in "${field}" is compared with the address of a node: Service "${service}" has no "externalTrafficPolicy: Local"; "${instead}" goes by X-Forwarded-For`,
    gateway: ({ block, field, instead, workload }: Data) =>
      `"${block}" in "${field}" is compared with the address of a gateway pod: "${workload}" is reached from outside only by way of a gateway; "${instead}" is the address of the client`,
  },
  effect: ({ isExcluded }) => (isExcluded === true ? 'It excludes no client' : 'It fits no client'),
  check(ctx) {
    const { selector = {}, targetRefs } = ctx.resource.facts(policyTarget);
    const { namespace } = ctx.resource;
    const isForMesh = namespace === ctx.world.config('rootNamespace') && Object.keys(selector).length === 0;
    if (targetRefs.length > 0 || isForMesh) return;
    const blocks = ctx.resource
      .facts(authorizationPolicy)
      .rules.flatMap(({ sources, conditions }) => [
        ...sources.flatMap(publicBlocks),
        ...conditions.flatMap(publicAddresses),
      ]);
    if (blocks.length === 0) return;
    const peers = directPeers(ctx.world, namespace, selector);
    if (peers.by === 'unknown') return;
    for (const { written, field, isExcluded, instead, insteadPath } of blocks) {
      ctx.report({
        message: peers.by,
        at: written.path,
        data: {
          block: written.value,
          field,
          instead,
          insteadPath,
          isExcluded,
          service: peers.service.row.name,
          workload: peers.workload,
        },
        related: [
          {
            resource: peers.service.resource,
            path: peers.by === 'node' ? 'spec.type' : 'metadata.name',
            text: 'its Service',
          },
        ],
        fixes: peers.by === 'node' ? ['keepAddress', 'useRemote'] : ['useRemote'],
      });
    }
  },
  fixes: {
    keepAddress: suggestion((_, { world, resource }) => {
      const { selector = {} } = resource.facts(policyTarget);
      const peers = directPeers(world, resource.namespace, selector);
      if (peers.by !== 'node') return [];
      const { row, resource: service } = peers.service;
      const operation = { ...set('spec.externalTrafficPolicy', 'Local'), of: service };
      return [{ title: `Keep the address of clients at Service "${row.name}"`, operations: [operation] }];
    }),
    useRemote: suggestion(({ data }, { resource }) => {
      const { instead, insteadPath } = data as unknown as Data & { insteadPath: string };
      const isCondition = insteadPath.endsWith('.key');
      const beside = `${insteadPath.slice(0, insteadPath.lastIndexOf('.'))}.${instead}`;
      if (!isCondition && resource.cursor.at(beside).exists) return [];
      const operation = isCondition ? set(insteadPath, instead) : rename(insteadPath, instead);
      return [{ title: `Use "${instead}"`, operations: [operation] }];
    }),
  },
});

const REMOTE: readonly (readonly [SourceField, string])[] = [
  ['ipBlocks', 'remoteIpBlocks'],
  ['notIpBlocks', 'notRemoteIpBlocks'],
];

/** The first of each list. One range that is private may be meant for nodes and pods. */
function publicBlocks(source: PolicySource): readonly Block[] {
  return REMOTE.flatMap(([field, instead]) => {
    const [first] = source[field];
    if (first === undefined || !source[field].every(({ value }) => isPublicRange(value))) return [];
    const isExcluded = field === 'notIpBlocks';
    return { written: first, field, isExcluded, instead, insteadPath: `${source.path}.${field}` };
  });
}

function publicAddresses({ key, values, notValues }: PolicyCondition): readonly Block[] {
  if (key?.value !== 'source.ip') return [];
  return [values, notValues].flatMap((list, index) => {
    const [first] = list;
    if (first === undefined || !list.every(({ value }) => isPublicRange(value))) return [];
    const common = { field: key.value, instead: 'remote.ip', insteadPath: key.path };
    return { ...common, written: first, isExcluded: index === 1 };
  });
}
