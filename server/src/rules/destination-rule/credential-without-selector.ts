/** A client certificate by name in a rule that is for sidecars, which do not read it. */
import { destinationRule } from '../../model/destination-rule.ts';
import { namesReaching } from '../../workspace/resolve/hosts.ts';
import { gatewayRoutesTo } from '../../workspace/tables/virtual-services.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec, POLICIES } from '../field-table.ts';

export const credentialWithoutSelector = defineRule({
  id: 'destination-rule/credential-without-selector',
  title: 'Client certificate by name is for gateways only',
  severity: 'warning',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  fields: inSpec(POLICIES.map((place) => `${place}.tls.credentialName`)),
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'Gateways fetch the certificate of `credentialName` from a Secret. A sidecar does so only when the rule names its workloads by `workloadSelector`; without it the TLS settings are dropped, and the sidecar sends plain text.',
    fix: 'Add a `workloadSelector` for the clients, or mount the files and write `clientCertificate` and `privateKey`.',
    differs: 'A rule for a host to which a VirtualService of a gateway sends traffic is for that gateway.',
    noFix: 'Which workloads may read the Secret is not written.',
  },
  messages: {
    ignored: ({ credential }: { credential: string }) =>
      `"credentialName" ("${credential}") is read by gateways, and by sidecars only with "workloadSelector"`,
  },
  effect: 'Sidecars send plain text instead',
  check(ctx) {
    const { host, workloadSelector, trafficPolicies } = ctx.resource.facts(destinationRule);
    if (host === undefined || workloadSelector !== undefined) return;
    const used = trafficPolicies.flatMap(({ path }) => {
      const credential = ctx.resource.cursor.at(path).get('tls').get('credentialName').sourcedString();
      return credential === undefined || credential.value === '' ? [] : [credential];
    });
    if (used.length === 0 || host.value.startsWith('*')) return;
    const names = namesReaching(ctx.world, host.value, ctx.resource.namespace);
    if (names.some((name) => ctx.world.has(gatewayRoutesTo, name))) return;
    for (const { value, path } of used) {
      ctx.report({ message: 'ignored', at: path, data: { credential: value } });
    }
  },
});
