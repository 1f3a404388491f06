/** A field that the schema has and the webhook refuses, alone or where it stands. */
import { holdsPlaceholder } from '../../base/placeholder.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Resource } from '../../model/resource.ts';
import { isTlsProtocol, parseProtocol } from '../../primitives/port.ts';
import { defineRule } from '../define-rule.ts';
import {
  around,
  atEach,
  equivalentsAt,
  equivalentsOf,
  type FieldRow,
  type FieldTable,
  fieldsIn,
  fieldsOf,
  isSet,
  POLICIES,
} from '../field-table.ts';
import { removing } from '../fixes/forms.ts';

interface RefusedRow extends FieldRow {
  readonly because: string;
  readonly when?: (field: Cursor, resource: Resource) => boolean;
  /** Written is enough, whatever the value. */
  readonly presence?: true;
}

const isDelegate = (_: Cursor, resource: Resource) =>
  resource.spec.get('hosts').items().length === 0 && !resource.isOpen('spec.hosts');
const isBesideDelegate = (field: Cursor, resource: Resource) =>
  !isDelegate(field, resource) && around(field, resource).has('delegate');

const IN_DELEGATE = 'and a VirtualService without "hosts" is a delegate, which has none';
const BESIDE_DELEGATE = 'and a route with "delegate" leaves that to the other VirtualService';

const VIRTUAL_SERVICE: readonly RefusedRow[] = [
  { pattern: 'gateways', check: { code: 'V-VS-01' }, because: IN_DELEGATE, when: isDelegate },
  { pattern: 'tls', check: { code: 'V-VS-02' }, because: IN_DELEGATE, when: isDelegate },
  { pattern: 'tcp', check: { code: 'V-VS-03' }, because: IN_DELEGATE, when: isDelegate },
  {
    pattern: 'http[].delegate',
    check: { code: 'V-VS-22' },
    because: 'and a VirtualService without "hosts" is a delegate, which cannot delegate further',
    when: isDelegate,
  },
  {
    pattern: 'http[].redirect',
    check: { code: 'V-VS-20' },
    because: BESIDE_DELEGATE,
    when: isBesideDelegate,
  },
  { pattern: 'http[].route', check: { code: 'V-VS-21' }, because: BESIDE_DELEGATE, when: isBesideDelegate },
  {
    pattern: 'http[].redirect.prefixRewrite',
    check: { code: 'V-VS-81', since: '1.31' },
    because: 'and each "uri" that the route matches has to be a "prefix"',
    when: (field, resource) =>
      around(field, resource, 2)
        .get('match')
        .items()
        .some((match) => match.has('uri') && !match.get('uri').has('prefix')),
  },
  {
    pattern: 'http[].fault.abort.http2Error',
    check: { code: 'V-VS-103' },
    because: 'and Istio does not support it; use "httpStatus" or "grpcStatus"',
    presence: true,
  },
  {
    pattern: 'http[].fault.delay.exponentialDelay',
    check: { code: 'V-VS-107' },
    because: 'and Istio does not support it; use "fixedDelay"',
    presence: true,
  },
];

const POLICY: readonly RefusedRow[] = [
  {
    pattern: 'outlierDetection.consecutiveLocalOriginFailures',
    check: { code: 'V-DR-32' },
    because: 'and means nothing without "splitExternalLocalOriginErrors: true"',
    when: (field, resource) =>
      around(field, resource).get('splitExternalLocalOriginErrors').boolean() !== true &&
      !resource.isOpen(around(field, resource).path),
  },
];

const OWN_TLS = 'and TLS of a Sidecar takes its certificates from files alone';

/** A word that is no protocol is told as one. */
function isPlain(field: Cursor, resource: Resource): boolean {
  const port = around(field, resource).get('port');
  const written = port.get('protocol');
  if (!port.isMap || resource.isOpen(port.path)) return false;
  if (!written.exists || written.string() === '') return true;
  const protocol = parseProtocol(written.string() ?? '');
  return protocol !== undefined && !isTlsProtocol(protocol);
}

const SIDECAR: readonly RefusedRow[] = [
  ...['ingress[]', 'egress[]'].map((place) => ({
    pattern: `${place}.port.targetPort`,
    check: { code: 'V-SC-04' } as const,
    because: 'and ports of a Sidecar have none; use "defaultEndpoint"',
  })),
  {
    pattern: 'ingress[].tls.subjectAltNames',
    check: { code: 'V-SC-14' },
    because: 'and a Sidecar does not verify names of clients',
  },
  {
    pattern: 'ingress[].tls.httpsRedirect',
    check: { code: 'V-SC-15' },
    because: 'and only a Gateway can redirect',
  },
  { pattern: 'ingress[].tls.credentialName', check: { code: 'V-SC-16' }, because: OWN_TLS },
  { pattern: 'ingress[].tls.credentialNames', check: { code: 'V-SC-17', since: '1.27' }, because: OWN_TLS },
  { pattern: 'ingress[].tls.tlsCertificates', check: { code: 'V-SC-18', since: '1.27' }, because: OWN_TLS },
  {
    pattern: 'ingress[].tls.mode',
    check: { code: 'V-SC-19' },
    because: 'and a Sidecar takes "SIMPLE", "MUTUAL" and "OPTIONAL_MUTUAL"',
    when: (field) => ['ISTIO_MUTUAL', 'AUTO_PASSTHROUGH'].includes(field.string() ?? ''),
  },
  {
    pattern: 'ingress[].tls',
    check: { code: 'V-SC-20' },
    because: 'and the protocol of its port is neither HTTPS nor TLS',
    when: isPlain,
  },
  {
    pattern: 'outboundTrafficPolicy.egressProxy',
    check: { code: 'V-SC-37' },
    because: 'and is taken with mode "ALLOW_ANY" only',
    when: (field, resource) => around(field, resource).get('mode').string() !== 'ALLOW_ANY',
  },
];

const TABLE: FieldTable<RefusedRow> = new Map<`${string}/${string}`, readonly RefusedRow[]>([
  ['networking.istio.io/VirtualService', VIRTUAL_SERVICE],
  ['networking.istio.io/DestinationRule', atEach(POLICIES, POLICY)],
  ['networking.istio.io/Sidecar', SIDECAR],
  [
    'security.istio.io/AuthorizationPolicy',
    [
      {
        pattern: 'provider',
        check: { code: 'V-AP-06' },
        because: 'and only action CUSTOM asks a provider',
        when: (_, { spec }) => spec.get('action').string() !== 'CUSTOM',
      },
    ],
  ],
]);

export const notSupported = defineRule({
  id: 'field/not-supported',
  title: 'Field cannot be set here',
  severity: 'error',
  preset: 'recommended',
  kinds: [...TABLE.keys()],
  fields: fieldsIn(TABLE),
  scope: 'document',
  equivalents: equivalentsOf(TABLE),
  supersedes: ['schema/deprecated-field', 'sidecar/egress-proxy'],
  docs: {
    why: 'The schema has these fields, but the webhook refuses the object that sets them: some never worked, others have no meaning in a delegate, in a Sidecar, or with another action or mode.',
    fix: 'Remove the field, or change what it depends on.',
  },
  messages: {
    refused: ({ field, because }: { field: string; because: string }) => `"${field}" is set here, ${because}`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    const { resource } = ctx;
    for (const { entry, field } of fieldsOf(resource, TABLE)) {
      if (entry.presence !== true && !isSet(resource, field)) continue;
      if (entry.when?.(field, resource) === false) continue;
      if (entry.when !== undefined && isUndecided(resource, field)) continue;
      const equivalents = equivalentsAt(ctx.world, entry.check);
      if (equivalents.length === 0) continue;
      const name = entry.pattern.slice(entry.pattern.lastIndexOf('.') + 1);
      ctx.report({
        message: 'refused',
        at: { path: field.path, part: 'key' },
        data: { field: name, because: entry.because },
        equivalents,
        fixes: ['remove'],
      });
    }
  },
  fixes: { remove: removing(({ field }) => `Remove "${String(field)}"`) },
});

/** Whether the fields beside it, which decide, are not known: somebody fills them in, or a template may leave them out. */
function isUndecided(resource: Resource, field: Cursor): boolean {
  const beside = around(field, resource);
  return (
    beside.entries().some(({ value }) => holdsPlaceholder(value.string() ?? '')) ||
    (resource.isTemplate && resource.isConditional(beside.path))
  );
}
