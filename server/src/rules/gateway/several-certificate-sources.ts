/** TLS settings name more than one place where the server certificate comes from. */

import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { isAtLeast } from '../../primitives/istio-version.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

const SINGLE_SOURCE: AdmissionCheck = { code: 'V-GW-27', since: '1.27' };

/** Pairs that the CRDs refuse by presence alone. */
const PAIRS: readonly {
  readonly fields: readonly [string, string];
  readonly checks: readonly AdmissionCheck[];
}[] = [
  {
    fields: ['credentialNames', 'tlsCertificates'],
    checks: [
      { code: 'C-16', since: '1.26' },
      { code: 'C-18', since: '1.26' },
    ],
  },
  { fields: ['credentialName', 'credentialNames'], checks: [{ code: 'C-17', since: '1.26' }] },
];

export const severalCertificateSources = defineRule({
  id: 'gateway/several-certificate-sources',
  title: 'More than one source of the server certificate',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/Gateway', 'networking.istio.io/Sidecar'],
  scope: 'document',
  supersedes: ['gateway/duplicate-certificate'],
  equivalents: admission([{ code: 'C-16' }, { code: 'C-17' }, { code: 'C-18' }, SINGLE_SOURCE]),
  docs: {
    why: 'The certificate comes from one Secret (`credentialName`), from two Secrets with keys of different kinds (`credentialNames`), from files (`serverCertificate` with `privateKey`) or from several pairs of files (`tlsCertificates`). Two of these at once are rejected.',
    fix: 'Keep one source. For an RSA and an ECDSA certificate together, list both in `credentialNames` or in `tlsCertificates`.',
    differs:
      'One of the conditions in the CRDs says that it is about `credentialName` with `tlsCertificates` but tests `credentialNames`, so the API server lets that pair pass; the webhook refuses it, and so do we.',
  },
  messages: {
    several: ({ first, second }: { first: string; firstPath: string; second: string }) =>
      `"${second}" is set beside "${first}"; the certificate can come from one source only`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const isGateway = ctx.resource.kindId === 'networking.istio.io/Gateway';
    for (const tls of fieldsAt(ctx.spec, isGateway ? 'servers[].tls' : 'ingress[].tls')) {
      const written = sourcesOf(tls);
      const [first, second] = written;
      if (first === undefined || second === undefined) continue;
      const version = ctx.world.config('istioVersion');
      // A Sidecar takes none but files, and that is told at each of the others.
      if (!isGateway && written.some((source) => isRefusedAlone(source, version))) continue;
      const equivalents = admissionAt(version, checksFor(tls, written));
      if (equivalents.length === 0) continue;
      ctx.report({
        message: 'several',
        at: { path: second.field.path, part: 'key' },
        data: { first: first.name, firstPath: first.field.path, second: second.name },
        related: [{ resource: ctx.self, path: first.field.path, part: 'key', text: 'the other source' }],
        equivalents,
        // What is written without a value is no source to keep.
        fixes: written.length === 2 && written.every(({ field }) => field.string() !== '') ? ['keepOne'] : [],
      });
    }
  },
  fixes: {
    keepOne: suggestion(({ data, at }) => {
      const { first, firstPath, second } = data as {
        readonly first: string;
        readonly firstPath: string;
        readonly second: string;
      };
      return [
        way(
          `without ${second}`,
          `Remove "${second}"`,
          ...partsOf(second, at.path).map((path) => remove(path)),
        ),
        way(
          `without ${first}`,
          `Remove "${first}"`,
          ...partsOf(first, firstPath).map((path) => remove(path)),
        ),
      ];
    }),
  },
});

/** A certificate in a file goes with its key. */
function partsOf(source: string, path: string): readonly string[] {
  if (source !== 'serverCertificate') return [path];
  return [path, path.replace(/serverCertificate$/, 'privateKey')];
}

interface Source {
  readonly name: string;
  readonly field: Cursor;
  /** False for empty text and lists, which only the CRDs count. */
  readonly isSet: boolean;
}

/** In written order; files count when both of the pair are there. */
function sourcesOf(tls: Cursor): readonly Source[] {
  const hasFiles = isSet(tls.get('serverCertificate')) && isSet(tls.get('privateKey'));
  return tls.entries().flatMap(({ key, value }) => {
    if (!value.exists) return [];
    if (key === 'serverCertificate') return hasFiles ? [{ name: key, field: value, isSet: true }] : [];
    const isSource = ['credentialName', 'credentialNames', 'tlsCertificates'].includes(key);
    return isSource ? [{ name: key, field: value, isSet: isSet(value) }] : [];
  });
}

function isSet(field: Cursor): boolean {
  return field.isList ? field.items().length > 0 : (field.string() ?? '') !== '';
}

function checksFor(tls: Cursor, written: readonly Source[]): readonly AdmissionCheck[] {
  const names = written.map(({ name }) => name);
  const byPresence = PAIRS.filter(({ fields }) => fields.every((field) => names.includes(field)));
  const isMutualOfMesh = tls.get('mode').string() === 'ISTIO_MUTUAL';
  const isSeveral = !isMutualOfMesh && written.filter((source) => source.isSet).length > 1;
  return [...byPresence.flatMap(({ checks }) => checks), ...(isSeveral ? [SINGLE_SOURCE] : [])];
}

/** As `field/not-supported` has it. */
function isRefusedAlone({ name, isSet: isWritten }: Source, version: string): boolean {
  return (
    isWritten && (name === 'credentialName' || (name !== 'serverCertificate' && isAtLeast(version, '1.27')))
  );
}
