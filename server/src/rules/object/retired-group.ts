/** An object of a group that no supported release reads. */
import { kindName } from '../../base/kind-id.ts';
import { RETIRED_GROUPS } from '../../model/known-kinds.ts';
import { defineRule } from '../define-rule.ts';

/** What came after, by kind; the rest of mixer's kinds have one answer. */
const SUCCESSORS: ReadonlyMap<string, string> = new Map([
  ['Policy', 'PeerAuthentication and RequestAuthentication (security.istio.io/v1)'],
  ['MeshPolicy', 'PeerAuthentication in the root namespace (security.istio.io/v1)'],
  ['ServiceRole', 'AuthorizationPolicy (security.istio.io/v1)'],
  ['ServiceRoleBinding', 'AuthorizationPolicy (security.istio.io/v1)'],
  ['ClusterRbacConfig', 'AuthorizationPolicy in the root namespace (security.istio.io/v1)'],
  ['RbacConfig', 'AuthorizationPolicy in the root namespace (security.istio.io/v1)'],
  ['RouteRule', 'VirtualService (networking.istio.io/v1)'],
  ['IngressRule', 'Gateway and VirtualService (networking.istio.io/v1)'],
  ['DestinationPolicy', 'DestinationRule (networking.istio.io/v1)'],
  ['EgressRule', 'ServiceEntry (networking.istio.io/v1)'],
  ['EndUserAuthenticationPolicySpec', 'RequestAuthentication (security.istio.io/v1)'],
]);
const OF_MIXER = 'Telemetry (telemetry.istio.io/v1) or WasmPlugin (extensions.istio.io/v1alpha1)';

export const retiredGroup = defineRule({
  id: 'object/retired-group',
  title: 'Object is of a kind that Istio reads no more',
  severity: 'warning',
  preset: 'recommended',
  kinds: RETIRED_GROUPS.map((group) => `${group}/*` as const),
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'The kinds of `rbac.istio.io`, `authentication.istio.io` and `config.istio.io` were removed in Istio 1.6 and 1.8. Where their definitions are still installed, objects are accepted without a word, and nothing reads them: a policy protects nobody.',
    fix: 'Write what was meant as the kind that the message names, then delete the object.',
    noFix: 'The old kinds say other things than their successors; what was meant has to be written anew.',
  },
  messages: {
    retired: ({ kind, group, successor }: { kind: string; group: string; successor: string }) =>
      `Kind "${kind}" of "${group}" is read by no supported release; what it did is done by ${successor}`,
  },
  effect: 'The object does nothing',
  check(ctx) {
    const kind = kindName(ctx.resource.kindId);
    const group = ctx.resource.kindId.slice(0, ctx.resource.kindId.indexOf('/'));
    const successor = SUCCESSORS.get(kind) ?? OF_MIXER;
    ctx.report({
      message: 'retired',
      at: 'apiVersion',
      data: { kind, group, successor },
      tags: ['deprecated'],
    });
  },
});
