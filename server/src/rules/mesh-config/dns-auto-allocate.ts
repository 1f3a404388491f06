/** A variable of proxies that made addresses for ServiceEntries, which istiod does by itself now. */
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, meshParts } from '../message-problems.ts';

const CHECK: AdmissionCheck = { code: 'V-MP-10' };
const VARIABLE = 'ISTIO_META_DNS_AUTO_ALLOCATE';

export const dnsAutoAllocate = defineRule({
  id: 'mesh-config/dns-auto-allocate',
  title: 'Addresses of ServiceEntries are allocated in the old way',
  severity: 'warning',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'document',
  istio: { since: '1.25' },
  equivalents: admission([CHECK]),
  docs: {
    why: 'With `ISTIO_META_DNS_AUTO_ALLOCATE` proxies got an address of their own for each ServiceEntry without one. From 1.25 on istiod allocates those addresses for all proxies alike and writes them into the status of the ServiceEntry; the variable is deprecated, and istiod warns of it when it loads the configuration.',
    fix: 'Remove the variable. What must not get an address has the label `networking.istio.io/enable-autoallocate-ip: "false"`.',
  },
  messages: {
    old: ({ variable }: { variable: string }) => `"${variable}" is deprecated`,
  },
  effect: 'istiod allocates addresses by itself, and a later release may ignore the variable',
  check(ctx) {
    for (const proxy of meshParts(ctx.resource).proxies) {
      const metadata = proxy.get('proxyMetadata');
      if (!metadata.has(VARIABLE)) continue;
      ctx.report({
        message: 'old',
        at: { path: metadata.get(VARIABLE).path, part: 'key' },
        data: { variable: VARIABLE },
        tags: ['deprecated'],
        fixes: ['remove'],
      });
    }
  },
  fixes: { remove: removing(() => 'Remove the variable') },
});
