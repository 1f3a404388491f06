/** A policy asks who the caller is, and mutual TLS is off for its workloads. */

import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { policyTarget } from '../../model/policy-target.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { registeredNames } from '../../workspace/resolve/hosts.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import {
  arePeersCertain,
  isHeldToStrict,
  peerModesOf,
  peersOff,
} from '../../workspace/resolve/peer-modes.ts';
import { isMutualTlsAutomatic, wideRuleFor } from '../../workspace/resolve/wide-rules.ts';
import { selectWorkloads, servicesSelecting } from '../../workspace/resolve/workloads.ts';
import type { Entry } from '../../workspace/table.ts';
import { type DestinationRuleRow, destinationRules } from '../../workspace/tables/destination-rules.ts';
import type { WorkloadRow } from '../../workspace/tables/workloads.ts';
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
const CONDITIONS: readonly string[] = [
  'source.principal',
  'source.namespace',
  'source.serviceAccount',
  'connection.sni',
];
/** Fields and conditions that Kiali does not know. */
const NEWER: readonly string[] = ['serviceAccounts', 'notServiceAccounts', 'source.serviceAccount'];

const KIALI: Equivalent = { tool: 'kiali', code: 'KIA0105' };

interface Data {
  readonly field: string;
}
interface PlainData extends Data {
  /** Empty: nothing turns mutual TLS on. */
  readonly rule: string;
}

export const peersWithoutMtls = defineRule({
  id: 'authorization-policy/peers-without-mtls',
  title: 'Policy asks for the identity of callers, but mutual TLS is off',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'workspace',
  equivalents: [KIALI],
  docs: {
    differs:
      'Kiali reports an error, counts a mode UNSET as one of its own, and a rule in mode MUTUAL as mutual TLS of the mesh. A policy for workloads that a PeerAuthentication of their own holds to STRICT is left alone: what reaches them has a certificate.',
    why: 'The principal, namespace and service account of a caller are read from its certificate, and the server name from its TLS. Where a PeerAuthentication sets mode DISABLE, or a DestinationRule has clients send plain text, there is none: an ALLOW policy by such a source lets nobody in, a DENY policy keeps nobody out.',
    fix: 'Let the workloads accept mutual TLS (PERMISSIVE or STRICT), or decide by something else.',
  },
  messages: {
    off: ({ field }: Data) =>
      `"${field}" is read from the certificate of the caller, but mTLS of these workloads is off (mode DISABLE)`,
    plain: ({ field, rule }: PlainData) =>
      rule === ''
        ? `"${field}" is read from the certificate of the caller, but mTLS is not automatic in this mesh, and no DestinationRule has the clients of these workloads use it`
        : `"${field}" is read from the certificate of the caller, but DestinationRule "${rule}" has the clients of these workloads send plain text (mode DISABLE)`,
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
    if (modes.length !== 1 || !arePeersCertain(ctx.world, ctx.resource.namespace, ctx.self)) return;
    const isOff = modes[0] === 'DISABLE';
    const plain = isOff ? undefined : plainClients(ctx.world, ctx.resource.namespace, selector);
    if (!isOff && plain === undefined) return;
    for (const { field, path } of places) {
      const common = { at: path, equivalents: NEWER.includes(field) ? [] : [KIALI] };
      if (plain === undefined) {
        ctx.report({ message: 'off', ...common, data: { field }, fixes: ['acceptMtls', 'createPeers'] });
      } else {
        const { rule } = plain;
        ctx.report({
          message: 'plain',
          ...common,
          data: { field, rule: rule === undefined ? '' : `${rule.row.namespace}/${rule.row.name}` },
          related:
            rule === undefined
              ? []
              : [
                  {
                    resource: rule.resource,
                    path: 'spec.trafficPolicy.tls.mode',
                    text: 'clients go by this mode',
                  },
                ],
        });
      }
    }
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

/** Whether clients of all these workloads send plain text, and the rule that says so, if any. */
function plainClients(
  world: WorldReader,
  namespace: string,
  selector: Labels,
): { readonly rule: Entry<DestinationRuleRow> | undefined } | undefined {
  if (isAmbient(world, namespace) || isHeldToStrict(world, namespace, selector)) return undefined;
  const workloads = selectWorkloads(world, namespace, selector);
  // Clients of a gateway are not in the mesh: their certificates are a matter of its servers.
  if (workloads.some(({ row }) => row.origin !== 'template' && row.origin !== 'pod')) return undefined;
  if (namespace === world.config('rootNamespace')) return undefined;
  const own = ownRules(
    world,
    workloads.map(({ row }) => row),
  );
  const decided = own.length > 0 ? own : [wideRuleFor(world, namespace)];
  if (decided.some((rule) => !isPlain(world, rule))) return undefined;
  return { rule: decided.find((rule) => rule !== undefined) };
}

function isPlain(world: WorldReader, rule: Entry<DestinationRuleRow> | undefined): boolean {
  return rule === undefined ? !isMutualTlsAutomatic(world) : rule.row.tlsMode === 'DISABLE';
}

/** Rules with a TLS mode for the Services of workloads; empty unless each Service has one. */
function ownRules(
  world: WorldReader,
  workloads: readonly Pick<WorkloadRow, 'namespace' | 'labels'>[],
): readonly Entry<DestinationRuleRow>[] {
  const services = workloads.flatMap((workload) => servicesSelecting(world, workload));
  const found = services.map(({ row }) =>
    registeredNames(world, row.name, row.namespace)
      .flatMap((name) => world.read(destinationRules, name))
      .find(({ row: rule }) => rule.tlsMode !== '' && rule.workloadSelector === undefined),
  );
  return found.flatMap((rule) => rule ?? []).length === services.length
    ? found.flatMap((rule) => rule ?? [])
    : [];
}
