/** A patch names a filter as early releases of Envoy did. */
import { fieldsAt } from '../../model/fields-at.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';
import { isForOldProxies } from './old-proxies.ts';

const HTTP =
  'buffer cors csrf fault gzip grpc_http1_bridge grpc_web health_check ip_tagging lua router squash grpc_json_transcoder';
const NETWORK = 'client_ssl_auth http_connection_manager mongo_proxy ratelimit redis_proxy tcp_proxy';
const LISTENER = 'http_inspector original_dst original_src proxy_protocol tls_inspector';

const NAMES: ReadonlyMap<string, string> = new Map([
  ...HTTP.split(' ').map((name) => [`envoy.${name}`, `envoy.filters.http.${name}`] as const),
  ...NETWORK.split(' ').map((name) => [`envoy.${name}`, `envoy.filters.network.${name}`] as const),
  ...LISTENER.split(' ').map((name) => [`envoy.listener.${name}`, `envoy.filters.listener.${name}`] as const),
  ['envoy.http_dynamo_filter', 'envoy.filters.http.dynamo'],
  ['envoy.rate_limit', 'envoy.filters.http.ratelimit'],
]);

const PLACES: readonly { readonly path: string; readonly family: 'http' | 'network' }[] = [
  { path: 'match.listener.filterChain.filter.name', family: 'network' },
  { path: 'match.listener.filterChain.filter.subFilter.name', family: 'http' },
];

/** One old name stands for a filter of each family. */
const AMBIGUOUS = 'envoy.ext_authz';

export const retiredFilterName = defineRule({
  id: 'envoy-filter/retired-filter-name',
  title: 'Filter is named as in early releases of Envoy',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  scope: 'document',
  equivalents: admission([{ code: 'V-EF-15' }]),
  docs: {
    why: 'Filters have had full names since Envoy 1.14, such as `envoy.filters.http.router`. The control plane compares names to the letter: a match by the old name finds no filter, and the patch is not applied.',
    fix: 'Write the full name.',
  },
  messages: {
    retired: ({ name, now }: { name: string; now: string }) =>
      `Filter "${name}" has been called "${now}" since Envoy 1.14`,
  },
  effect: 'A match by the old name finds nothing',
  check(ctx) {
    const patches = ctx.spec
      .get('configPatches')
      .items()
      .filter((patch) => !isForOldProxies(patch));
    for (const { path, family } of PLACES) {
      for (const place of patches.flatMap((patch) => fieldsAt(patch, path))) {
        const name = place.string() ?? '';
        const now = name === AMBIGUOUS ? `envoy.filters.${family}.ext_authz` : NAMES.get(name);
        if (now === undefined) continue;
        ctx.report({ message: 'retired', at: place.path, data: { name, now }, fixes: ['useNow'] });
      }
    }
  },
  fixes: {
    useNow: suggestion((finding) => [use(finding, String(finding.data['now']))]),
  },
});
