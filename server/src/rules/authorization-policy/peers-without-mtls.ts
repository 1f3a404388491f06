/** A policy asks who the caller is, and mutual TLS is off for its workloads. */

import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { policyTarget } from '../../model/policy-target.ts';
import { arePeersCertain, peerModesOf, peersOff } from '../../workspace/resolve/peer-modes.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { createPeerAuthentication } from '../fixes/create-peer-authentication.ts';
import { suggestion } from '../fixes/forms.ts';

const FIELDS = [
  'principals',
  'notPrincipals',
  'namespaces',
  'notNamespaces',
  'serviceAccounts',
  'notServiceAccounts',
] as const;
const CONDITIONS: readonly string[] = ['source.principal', 'source.namespace', 'source.serviceAccount'];

export const peersWithoutMtls = defineRule({
  id: 'authorization-policy/peers-without-mtls',
  title: 'Policy asks for the identity of callers, but mutual TLS is off',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'The principal, namespace and service account of a caller are read from its certificate. Where a PeerAuthentication sets mode DISABLE there is none: an ALLOW policy by such a source lets nobody in, a DENY policy keeps nobody out.',
    fix: 'Let the workloads accept mutual TLS (PERMISSIVE or STRICT), or decide by something else.',
  },
  messages: {
    off: ({ field }: { field: string }) =>
      `"${field}" is read from the certificate of the caller, but mTLS of these workloads is off (mode DISABLE)`,
  },
  effect: 'The condition matches no caller',
  check(ctx) {
    const { selector = {}, targetRefs } = ctx.resource.facts(policyTarget);
    if (targetRefs.length > 0) return;
    const places = ctx.resource.facts(authorizationPolicy).rules.flatMap(({ sources, conditions }) => [
      ...sources.flatMap((source) =>
        FIELDS.filter((field) => source[field].length > 0).map((field) => ({
          field: field as string,
          path: `${source.path}.${field}`,
        })),
      ),
      ...conditions
        .filter(({ key }) => CONDITIONS.includes(key?.value ?? ''))
        .map(({ key, path }) => ({ field: key?.value ?? '', path: key?.path ?? path })),
    ]);
    if (places.length === 0) return;
    const modes = peerModesOf(ctx.world, ctx.resource.namespace, selector);
    if (modes.length !== 1 || modes[0] !== 'DISABLE') return;
    if (!arePeersCertain(ctx.world, ctx.resource.namespace, ctx.self)) return;
    for (const { field, path } of places)
      ctx.report({ message: 'off', at: path, data: { field }, fixes: ['acceptMtls', 'createPeers'] });
  },
  fixes: {
    acceptMtls: suggestion((_finding, { resource, world }) => {
      const off = peersOff(world, resource.namespace, resource.facts(policyTarget).selector ?? {});
      const [first] = off;
      return first === undefined || off.length > 1
        ? []
        : [
            {
              title: `Accept mutual TLS in PeerAuthentication "${first.row.namespace}/${first.row.name}" (PERMISSIVE)`,
              operations: [{ ...set('spec.mtls.mode', 'PERMISSIVE'), of: first.resource }],
            },
          ];
    }),
    createPeers: suggestion((_finding, ctx) => {
      const { namespace, name } = ctx.resource;
      const selector = ctx.resource.facts(policyTarget).selector ?? {};
      const isForAll = Object.keys(selector).length === 0;
      const off = peersOff(ctx.world, namespace, selector);
      // The narrower one counts; two that are equally narrow would contradict each other.
      const isNarrower = off.every(
        ({ row }) => Object.keys(row.selector).length === 0 && !(isForAll && row.namespace === namespace),
      );
      if (off.length === 0 || !isNarrower) return [];
      return createPeerAuthentication(ctx, {
        namespace,
        selector,
        name: isForAll ? 'default' : name,
        mode: 'PERMISSIVE',
      });
    }),
  },
});
