/** A filter is added without the typed configuration that tells Envoy which one it is. */
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { isForOldProxies } from './old-proxies.ts';

const FILTERS: readonly string[] = ['HTTP_FILTER', 'NETWORK_FILTER', 'LISTENER_FILTER'];
const ADDING: readonly string[] = ['ADD', 'INSERT_BEFORE', 'INSERT_AFTER', 'INSERT_FIRST', 'REPLACE'];

export const noTypedConfig = defineRule({
  id: 'envoy-filter/no-typed-config',
  title: 'Filter is added without "typed_config"',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  scope: 'document',
  supersedes: ['envoy-filter/unknown-field'],
  equivalents: admission([{ code: 'V-EF-21' }]),
  docs: {
    why: 'Envoy finds the code of a filter by the type of its configuration (`typed_config` with `@type`); names alone, and the untyped `config` of early releases, are no longer read. A filter without it makes the proxy refuse the listener.',
    fix: 'Write the configuration below `typed_config`, with its `@type`.',
    noFix: "The type of the filter's configuration is known to its author only.",
  },
  messages: {
    missing: ({ name, hasConfig }: { name: string; hasConfig: boolean }) =>
      hasConfig
        ? `Filter "${name}" has the untyped "config" of early releases instead of "typed_config"`
        : `Filter "${name}" has no "typed_config"`,
  },
  effect: 'The proxy refuses the listener',
  check(ctx) {
    for (const item of ctx.spec.get('configPatches').items()) {
      const value = item.get('patch').get('value');
      const name = value.get('name').string();
      const operation = item.get('patch').get('operation').string() ?? '';
      if (!FILTERS.includes(item.get('applyTo').string() ?? '') || !ADDING.includes(operation)) continue;
      if (
        name === undefined ||
        isForOldProxies(item) ||
        ['typed_config', 'typedConfig', 'config_discovery', 'configDiscovery'].some(
          (key) => value.get(key).exists,
        )
      ) {
        continue;
      }
      const config = value.get('config');
      // Filters of others may be built in under their name alone.
      if (!config.exists && !name.startsWith('envoy.')) continue;
      ctx.report({
        message: 'missing',
        at: config.exists ? { path: config.path, part: 'key' } : value.get('name').path,
        data: { name, hasConfig: config.exists },
      });
    }
  },
});
