/** An identity among the names that a certificate must have lacks its scheme. */
import type { KindId } from '../../base/kind-id.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec } from '../field-table.ts';
import { suggestion, use } from '../fixes/forms.ts';

const TLS = 'trafficPolicy.tls.subjectAltNames[]';
const PORT_TLS = 'trafficPolicy.portLevelSettings[].tls.subjectAltNames[]';

const FIELDS: ReadonlyMap<KindId, readonly string[]> = new Map([
  ['networking.istio.io/DestinationRule', [TLS, PORT_TLS, `subsets[].${TLS}`, `subsets[].${PORT_TLS}`]],
  ['networking.istio.io/ServiceEntry', ['subjectAltNames[]']],
  ['networking.istio.io/Gateway', ['servers[].tls.subjectAltNames[]']],
]);

export const withoutScheme = defineRule({
  id: 'identity/without-scheme',
  title: 'Identity in a certificate is written without its scheme',
  severity: 'warning',
  preset: 'recommended',
  kinds: [...FIELDS.keys()],
  fields: new Map([...FIELDS].map(([kind, patterns]) => [kind, inSpec(patterns)])),
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'Names in `subjectAltNames` are compared with those in the certificate of the other side as they stand there. Identities of workloads stand there as URIs, `spiffe://cluster.local/ns/shop/sa/cart`; without the scheme none is equal, and the connection is refused. (Policies are the other way round: they leave the scheme out.)',
    fix: 'Write `spiffe://` in front.',
  },
  messages: {
    noScheme: ({ value }: { value: string }) =>
      `"${value}" is an identity without "spiffe://", with which it stands in certificates`,
  },
  effect: 'No certificate has such a name, so connections are refused',
  check(ctx) {
    for (const pattern of FIELDS.get(ctx.resource.kindId) ?? []) {
      for (const place of fieldsAt(ctx.spec, pattern)) {
        const value = place.string() ?? '';
        if (!/^[^/:]+\/ns\/[^/]+\/sa\/[^/]+$/.test(value)) continue;
        ctx.report({ message: 'noScheme', at: place.path, data: { value }, fixes: ['addScheme'] });
      }
    }
  },
  fixes: {
    addScheme: suggestion((finding) => [use(finding, `spiffe://${String(finding.data['value'])}`)]),
  },
});
