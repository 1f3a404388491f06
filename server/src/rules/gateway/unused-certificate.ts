/** A Gateway server hands TLS through unopened, and names a certificate. */
import type { Cursor } from '../../model/cursor.ts';
import { gateway } from '../../model/gateway.ts';
import { remove, set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';
import { missingForMode } from './certificate-missing.ts';

const FIELDS: readonly string[] = [
  'credentialName',
  'credentialNames',
  'serverCertificate',
  'privateKey',
  'caCertificates',
  'tlsCertificates',
  'caCrl',
];

interface Data {
  readonly field: string;
  readonly mode: string;
  readonly tls: string;
}

export const unusedCertificate = defineRule({
  id: 'gateway/unused-certificate',
  title: 'Certificate of a server that does not end TLS',
  severity: 'warning',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  supersedes: ['gateway/duplicate-certificate'],
  equivalents: admission([{ code: 'V-GW-26' }]),
  docs: {
    why: 'With `PASSTHROUGH` and `AUTO_PASSTHROUGH` the gateway hands encrypted connections on as they are, and shows no certificate of its own: clients see that of the service behind it. What is written of certificates is not read. A `tls` block without `mode` means `PASSTHROUGH`.',
    fix: 'Use mode `SIMPLE` (or `MUTUAL`) when the gateway is to end TLS; otherwise remove the certificate.',
  },
  messages: {
    unused: ({ field, mode }: Data) => `"${field}" is not read in mode "${mode}", which hands TLS through`,
    noMode: ({ field }: Data) => `"${field}" is not read without a "mode": that means "PASSTHROUGH"`,
  },
  effect: 'The gateway shows no certificate of its own',
  check(ctx) {
    for (const { tls } of ctx.resource.facts(gateway).servers) {
      if (tls === undefined || !['PASSTHROUGH', 'AUTO_PASSTHROUGH'].includes(tls.mode)) continue;
      const block = ctx.resource.cursor.at(tls.path);
      if (block.get('mode').exists && block.get('mode').string() === undefined) continue;
      const field = FIELDS.find((name) => isWritten(block.get(name)));
      if (field === undefined) continue;
      const data = { field, mode: tls.mode, tls: tls.path };
      const at = { path: `${tls.path}.${field}`, part: 'key' } as const;
      ctx.report({
        message: block.get('mode').exists ? 'unused' : 'noMode',
        at,
        data,
        fixes: ['endTls', 'removeUnread'],
      });
    }
  },
  fixes: {
    endTls: suggestion(({ data }, { resource }) =>
      // Half a certificate would be refused.
      missingForMode(resource.cursor.at(String(data['tls'])), 'SIMPLE').length > 0
        ? []
        : [way('SIMPLE', 'End TLS here (mode "SIMPLE")', set(`${String(data['tls'])}.mode`, 'SIMPLE'))],
    ),
    removeUnread: suggestion(({ data }, { resource }) => {
      const tls = resource.cursor.at(String(data['tls']));
      const written = FIELDS.filter((name) => tls.get(name).exists);
      const operations = written.map((name) => remove(tls.get(name).path));
      return [{ title: `Remove ${written.map((name) => `"${name}"`).join(', ')}`, operations }];
    }),
  },
});

function isWritten(field: Cursor): boolean {
  return field.exists && field.string() !== '' && !(field.isList && field.items().length === 0);
}
