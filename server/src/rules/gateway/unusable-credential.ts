/** A Gateway names a Secret that cannot serve TLS. */
import { gateway } from '../../model/gateway.ts';
import type { ServingCertificate } from '../../model/serving-certificate.ts';
import { credentialPlaces } from '../../workspace/resolve/credentials.ts';
import { servingCertificates } from '../../workspace/tables/serving-certificates.ts';
import { defineRule } from '../define-rule.ts';

type Problem = 'missing' | 'unreadable' | 'expired' | 'notYetValid';

export const unusableCredential = defineRule({
  id: 'gateway/unusable-credential',
  title: 'Gateway names a Secret that cannot serve TLS',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/Gateway'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0161', analyzer: 'gateway.SecretAnalyzer' }],
  docs: {
    why: 'The gateway takes certificate and key from the keys `tls.crt` and `tls.key` of the Secret, or from `cert` and `key`. When they are missing, cannot be read or have run out, clients cannot connect.',
    fix: 'Put a valid certificate with its key into the Secret.',
    differs:
      '`stringData` counts. Nothing is said about Secrets without data, placeholders, templates and encrypted values. Times are compared with the clock of this machine as it was when the files were first read.',
    noFix: 'Keys and certificates cannot be made here.',
  },
  messages: {
    missing: ({ credential }: { credential: string; date: string }) =>
      `Secret "${credential}" has no pair of certificate and key`,
    unreadable: ({ credential }: { credential: string; date: string }) =>
      `The certificate in Secret "${credential}" cannot be read`,
    expired: ({ credential, date }: { credential: string; date: string }) =>
      `The certificate in Secret "${credential}" expired on ${date}`,
    notYetValid: ({ credential, date }: { credential: string; date: string }) =>
      `The certificate in Secret "${credential}" is not valid before ${date}`,
  },
  effect: 'Clients cannot connect to the server',
  check(ctx) {
    const { selector, servers } = ctx.resource.facts(gateway);
    const now = ctx.world.config('now');
    for (const server of servers) {
      for (const credential of server.credentials) {
        const places = credentialPlaces(ctx.world, ctx.resource.namespace, { selector, server, credential });
        for (const { resource } of places?.found ?? []) {
          const [entry] = ctx.world.read(servingCertificates, `${resource.namespace}/${resource.name}`);
          const found = entry === undefined ? undefined : problemOf(entry.row, now);
          if (found === undefined) continue;
          ctx.report({
            message: found.problem,
            at: credential.path,
            data: { credential: credential.value, date: found.date },
            related: [{ resource, path: 'metadata.name', text: 'the Secret is here' }],
          });
          break;
        }
      }
    }
  },
});

function problemOf(
  certificate: ServingCertificate,
  now: number,
): { readonly problem: Problem; readonly date: string } | undefined {
  if (certificate.status !== 'readable') return { problem: certificate.status, date: '' };
  if (now === 0) return undefined;
  if (certificate.notAfter < now) return { problem: 'expired', date: day(certificate.notAfter) };
  if (certificate.notBefore > now) return { problem: 'notYetValid', date: day(certificate.notBefore) };
  return undefined;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
