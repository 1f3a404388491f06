/** Two listeners of one Gateway serve different hosts with one certificate. */
import { gatewayApiListeners, LISTENER_KINDS, type Listener } from '../../model/gateway-api-listeners.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly certificate: string;
  readonly others: readonly string[];
}

export const sharedCertificate = defineRule({
  id: 'listener/shared-certificate',
  title: 'Several listeners use the same certificate',
  severity: 'info',
  preset: 'recommended',
  kinds: LISTENER_KINDS,
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'Browsers reuse an HTTP/2 connection for every host that its certificate covers. Requests for a host of another listener then arrive on the connection of the first one, whose routes do not know it, and get 404. It is what `gateway/duplicate-certificate` says of Istio Gateways.',
    differs:
      'Only for a wildcard and names of its domain, which the certificate of the wildcard covers for certain.',
    fix: 'Give each listener a certificate of its own, or serve the hosts from one listener.',
    noFix: 'It is an explanation, not a mistake.',
  },
  messages: {
    shared: ({ certificate, others }: Data) =>
      `Certificate "${certificate}" is also used by listener ${others.map((name) => `"${name}"`).join(', ')}`,
  },
  effect: 'Browsers that reuse a connection across its hosts get 404',
  check(ctx) {
    const users = new Map<string, Listener[]>();
    for (const listener of ctx.resource.facts(gatewayApiListeners).listeners) {
      if (listener.protocol?.value !== 'HTTPS' || listener.tls?.mode !== 'Terminate') continue;
      for (const { name, namespace } of listener.tls.certificates) {
        if (name === undefined) continue;
        const key = `${listener.port?.value ?? 0} ${namespace?.value ?? ctx.resource.namespace}/${name.value}`;
        const known = users.get(key);
        if (known === undefined) users.set(key, [listener]);
        else known.push(listener);
      }
    }
    for (const [key, [first, ...others]] of users) {
      const differ = others.filter((other) => first !== undefined && areOfOneDomain(first, other));
      if (first === undefined || differ.length === 0) continue;
      const [last] = differ.slice(-1);
      ctx.report({
        message: 'shared',
        at: `${(last ?? first).path}.tls.certificateRefs`,
        data: {
          certificate: key.slice(key.indexOf('/') + 1),
          others: [first, ...differ.slice(0, -1)].map(({ name }) => name?.value ?? ''),
        },
        related: [first, ...differ.slice(0, -1)].map(({ tls, path }) => ({
          resource: ctx.self,
          path: tls?.path ?? path,
          text: 'also uses this certificate',
        })),
      });
    }
  },
});

/** A wildcard and a name below it, or the domain itself. */
function areOfOneDomain(a: Listener, b: Listener): boolean {
  const [left, right] = [a.hostname?.value ?? '*', b.hostname?.value ?? '*'];
  return left !== right && (isBelow(left, right) || isBelow(right, left));
}

function isBelow(host: string, wildcard: string): boolean {
  if (!wildcard.startsWith('*.')) return false;
  return host === wildcard.slice(2) || host.endsWith(wildcard.slice(1));
}
