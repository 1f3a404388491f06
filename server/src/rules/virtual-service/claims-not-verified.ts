/** Routes by a claim of a token that nobody verifies. */

import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { parseJwtClaimKey } from '../../primitives/jwt-claim-key.ts';
import { selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { gatewayReference } from '../../workspace/resolve/gateway-binding.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { gatewaysByName } from '../../workspace/tables/gateways.ts';
import {
  requestAuthentications,
  selectorless,
  selectorsByLabel,
} from '../../workspace/tables/workload-selectors.ts';
import { labelKey, type WorkloadRow } from '../../workspace/tables/workloads.ts';
import { defineRule } from '../define-rule.ts';
import { createRequestAuthentication } from '../fixes/create-request-authentication.ts';
import { suggestion } from '../fixes/forms.ts';

const KIND = 'security.istio.io/RequestAuthentication';

export const claimsNotVerified = defineRule({
  id: 'virtual-service/claims-not-verified',
  title: 'Route matches on token claims that the gateway does not verify',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  fields: ['spec.http[].match[].headers', 'spec.http[].match[].withoutHeaders'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0149', analyzer: 'virtualservice.JWTClaimRouteAnalyzer' }],
  docs: {
    why: 'Claims of a token are there for matching only after a RequestAuthentication has verified the token on the gateway. Without one the match never holds, and requests take another route.',
    fix: 'Add a RequestAuthentication for the gateway workload, in its namespace or in the root namespace.',
    differs:
      'Reported once, at the first such header; a hint where the files hold no RequestAuthentication at all and are not the whole cluster.',
  },
  messages: {
    unverified: ({ header, gateway }: { header: string; gateway: string; workload: string }) =>
      `"${header}" matches on a token claim, but no RequestAuthentication applies to gateway "${gateway}"`,
  },
  effect: 'The match never holds',
  check(ctx) {
    const header = firstClaim(ctx.spec);
    if (header === undefined) return;
    for (const { value } of ctx.resource.facts(virtualService).gateways) {
      const reference = gatewayReference(value, ctx.resource.namespace);
      if (reference === 'mesh') continue;
      const { namespace, name } = reference;
      const gateways = ctx.world.read(gatewaysByName, `${namespace}/${name}`);
      const open = gateways
        .flatMap(({ row }) => selectWorkloads(ctx.world, gatewayScope(ctx.world, namespace), row.selector))
        .find(({ row }) => !isVerified(ctx.world, row));
      if (open === undefined) continue;
      const isFact =
        ctx.world.config('completeness') === 'complete' || ctx.world.has(requestAuthentications, '');
      ctx.report({
        message: 'unverified',
        at: { path: header.path, part: 'key' },
        severity: notFoundSeverity(isFact ? 'fact' : 'unproven', 'error') ?? 'hint',
        data: { header: header.key, gateway: value, workload: open.row.name },
        related: gateways.map(({ resource }) => ({
          resource,
          path: 'spec.selector',
          part: 'key',
          text: 'the gateway selects its workload here',
        })),
        fixes: ['verify'],
      });
      return;
    }
  },
  fixes: {
    verify: suggestion(({ data }, ctx) => {
      const reference = gatewayReference(String(data['gateway']), ctx.resource.namespace);
      if (reference === 'mesh') return [];
      const [gateway] = ctx.world.read(gatewaysByName, `${reference.namespace}/${reference.name}`);
      const selector = gateway?.row.selector ?? {};
      const scope = gatewayScope(ctx.world, reference.namespace);
      const open = selectWorkloads(ctx.world, scope, selector).find(({ row }) => !isVerified(ctx.world, row));
      if (open === undefined) return [];
      return createRequestAuthentication(ctx, {
        namespace: open.row.namespace,
        selector,
        name: reference.name,
      });
    }),
  },
});

function firstClaim(spec: Cursor): { readonly key: string; readonly path: string } | undefined {
  return ['headers', 'withoutHeaders']
    .flatMap((field) => fieldsAt(spec, `http[].match[].${field}`))
    .flatMap((map) => map.entries())
    .map(({ key, value }) => ({ key, path: value.path }))
    .find(({ key }) => parseJwtClaimKey(key) !== undefined);
}

function isVerified(world: WorldReader, workload: WorkloadRow): boolean {
  const namespaces = new Set([world.config('rootNamespace'), workload.namespace]);
  return [...namespaces].some(
    (namespace) =>
      world.has(selectorless, `${KIND} ${namespace}`) ||
      Object.entries(workload.labels).some(([label, value]) =>
        world
          .read(selectorsByLabel, `${KIND} ${labelKey(namespace, label, value)}`)
          .some(({ row }) => selectorMatches(row.labels, workload.labels)),
      ),
  );
}
