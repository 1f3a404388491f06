/** A URL has a scheme and no host behind it: nothing can be fetched from there. */
import type { KindId } from '../../base/kind-id.ts';
import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { parseAbsoluteUrl } from '../../primitives/url.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, meshConfigTexts } from '../message-problems.ts';

interface UrlField {
  readonly pattern: string;
  readonly schemes: readonly string[];
  readonly effect: string;
}

const WEB = ['http', 'https'] as const;
const KEYS = 'No key is fetched, and every token of the issuer is refused';
const MODULE = 'No module is loaded, and the proxies go on without it or refuse every request';
const ORIGIN = 'No browser sends such an origin, so the entry matches none';

const FIELDS: ReadonlyMap<KindId, readonly UrlField[]> = new Map([
  [
    'security.istio.io/RequestAuthentication',
    ['jwksUri', 'jwks_uri'].map((name) => ({
      pattern: `spec.jwtRules[].${name}`,
      schemes: WEB,
      effect: KEYS,
    })),
  ],
  ['extensions.istio.io/WasmPlugin', [{ pattern: 'spec.url', schemes: [...WEB, 'oci'], effect: MODULE }]],
  [
    'extensions.istio.io/TrafficExtension',
    [{ pattern: 'spec.wasm.url', schemes: [...WEB, 'oci'], effect: MODULE }],
  ],
  [
    'networking.istio.io/VirtualService',
    [{ pattern: 'spec.http[].corsPolicy.allowOrigins[].exact', schemes: WEB, effect: ORIGIN }],
  ],
]);

/** Below a mesh configuration. Configurations may also come from `fs:` and `k8s:`, which have no host. */
const MESH_FIELDS: readonly UrlField[] = [
  {
    pattern: 'caCertificates[].spiffeBundleUrl',
    schemes: WEB,
    effect: 'The certificates of that trust domain are not fetched',
  },
  {
    pattern: 'configSources[].address',
    schemes: ['xds', 'grpc'],
    effect: 'The control plane gets no configuration from there',
  },
];

export const noHost = defineRule({
  id: 'url/no-host',
  title: 'URL has no host',
  severity: 'warning',
  preset: 'recommended',
  kinds: [...FIELDS.keys(), ...MESSAGE_KINDS],
  fields: new Map([
    ...MESSAGE_FIELDS,
    ...[...FIELDS].map(([kind, fields]) => [kind, fields.map(({ pattern }) => pattern)] as const),
  ]),
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'A URL with a scheme, but with nothing or a third slash behind the two, names no server (`https:///keys`, `http://:8080/keys`, `oci:/team/filter`). The API server and the webhook look at the scheme only and accept it; whoever fetches from it fails.',
    fix: 'Write the host behind the two slashes.',
    differs:
      'Paths and `file:` addresses need no host, an image name without a scheme has its registry in front.',
  },
  messages: {
    noHost: ({ url, scheme }: { url: string; scheme: string }) => `"${url}" has no host behind "${scheme}:"`,
  },
  effect: ({ effect }) => String(effect),
  check(ctx) {
    const { cursor, kindId } = ctx.resource;
    const own = (FIELDS.get(kindId) ?? []).map((field) => ({ root: cursor, field }));
    const mesh = MESSAGE_KINDS.includes(kindId)
      ? meshConfigTexts(ctx.resource).flatMap((root) => MESH_FIELDS.map((field) => ({ root, field })))
      : [];
    for (const { root, field } of [...own, ...mesh]) {
      for (const place of fieldsAt(root, field.pattern)) {
        const url = place.string() ?? '';
        const parsed = parseAbsoluteUrl(url);
        if (!parsed.ok || !field.schemes.includes(parsed.scheme)) continue;
        if (parsed.host.replace(/:\d*$/, '') !== '') continue;
        const host = meantHost(url, parsed.scheme) === undefined ? hostOfIssuer(cursor, place) : undefined;
        ctx.report({
          message: 'noHost',
          at: place.path,
          data: { url, scheme: parsed.scheme, host, effect: field.effect },
          fixes: ['useSegment', 'useIssuer'],
        });
      }
    }
  },
  fixes: {
    useSegment: suggestion((finding) => {
      const { url, scheme } = finding.data as { url: string; scheme: string };
      const meant = meantHost(url, scheme);
      return meant === undefined ? [] : [use(finding, meant)];
    }),
    useIssuer: suggestion((finding) => {
      const { url, scheme, host } = finding.data as { url: string; scheme: string; host?: string };
      if (host === undefined) return [];
      const rest = behindSlashes(url, scheme);
      const port = /^:\d+/.exec(rest)?.[0] ?? '';
      return [use(finding, `${scheme}://${host}${port}/${withoutSlashes(rest.slice(port.length))}`)];
    }),
  },
});

/** The slashes are miscounted: what follows them begins like a host. */
function meantHost(url: string, scheme: string): string | undefined {
  const rest = behindSlashes(url, scheme);
  const first = rest.split('/', 1)[0] ?? '';
  const isHost = /^[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+(?::\d+)?$/.test(first);
  const hasPort = /^[A-Za-z0-9][A-Za-z0-9-]*:\d+$/.test(first);
  // `keys.json` is a file, and the end of its path.
  return (isHost && rest.includes('/')) || hasPort ? `${scheme}://${rest}` : undefined;
}

function behindSlashes(url: string, scheme: string): string {
  return withoutSlashes(url.slice(scheme.length + 1));
}

function withoutSlashes(text: string): string {
  return text.replace(/^\/+/, '');
}

/** Issuers are often web addresses, and publish their keys there. */
function hostOfIssuer(root: Cursor, { path }: Cursor): string | undefined {
  const issuer = root.at(`${path.slice(0, path.lastIndexOf('.'))}.issuer`).string();
  const parsed = parseAbsoluteUrl(issuer ?? '');
  return parsed.ok && parsed.scheme === 'https' && parsed.host !== '' ? parsed.host : undefined;
}
