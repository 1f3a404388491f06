/** Gateway API definitions that are older than what the control plane watches. */
import { defineRule } from '../define-rule.ts';

/** Oldest bundle that Istio reads, by definition. */
const MINIMUM: ReadonlyMap<string, readonly [number, number, number]> = new Map([
  ['grpcroutes.gateway.networking.k8s.io', [1, 1, 0]],
  ['backendtlspolicies.gateway.networking.k8s.io', [1, 4, 0]],
  ['tlsroutes.gateway.networking.k8s.io', [1, 5, 0]],
  ['tcproutes.gateway.networking.k8s.io', [1, 6, 0]],
]);

export const gatewayApiTooOld = defineRule({
  id: 'custom-resource-definition/gateway-api-too-old',
  title: 'Definition of the Gateway API is older than Istio needs',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0176', analyzer: 'k8sgateway.CRDVersionAnalyzer' }],
  docs: {
    why: 'Istio watches a kind of the Gateway API only when its definition comes from a bundle that serves the version it reads. With an older one objects of the kind are accepted by the cluster and ignored by the mesh.',
    fix: 'Install the definitions of a newer Gateway API release.',
    noFix: "The definitions come from the Gateway API's release; they are not written by hand.",
  },
  messages: {
    tooOld: ({ name, installed, minimum }: { name: string; installed: string; minimum: string }) =>
      `Definition "${name}" comes from bundle "${installed}", and Istio needs "${minimum}" or newer`,
  },
  effect: 'Objects of this kind are ignored',
  check(ctx) {
    const minimum = MINIMUM.get(ctx.resource.name);
    const version = ctx.resource.cursor
      .get('metadata')
      .get('annotations')
      .get('gateway.networking.k8s.io/bundle-version');
    const installed = parseVersion(version.string() ?? '');
    if (minimum === undefined || installed === undefined || !isOlder(installed, minimum)) return;
    ctx.report({
      message: 'tooOld',
      at: version.path,
      data: { name: ctx.resource.name, installed: version.string() ?? '', minimum: `v${minimum.join('.')}` },
    });
  },
});

/** Release candidates count as their release; what a development build holds is not known. */
function parseVersion(text: string): readonly number[] | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)(?:-(?:alpha|beta|rc)[.\d]*)?$/.exec(text);
  const numbers = match?.slice(1).map(Number);
  return numbers?.some((number) => number > 0) ? numbers : undefined;
}

function isOlder(a: readonly number[], b: readonly number[]): boolean {
  const at = b.findIndex((part, index) => part !== a[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
