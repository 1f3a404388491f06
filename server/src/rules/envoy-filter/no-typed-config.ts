/** A filter or another extension without the typed configuration that tells Envoy which one it is. */
import { pathSteps } from '../../base/node-path.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { untypedExtensions } from '../envoy-problems.ts';

export const noTypedConfig = defineRule({
  id: 'envoy-filter/no-typed-config',
  title: 'Filter or other extension has no "typed_config"',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  scope: 'document',
  supersedes: ['envoy-filter/unknown-field'],
  equivalents: admission([{ code: 'V-EF-21' }]),
  docs: {
    why: 'Envoy finds the code of a filter, a transport socket or an access log by the type of its configuration (`typed_config` with `@type`); names alone, and the untyped `config` of early releases, are no longer read. One without it makes the proxy refuse the listener or cluster that it stands in.',
    fix: 'Write the configuration below `typed_config`, with its `@type`.',
    noFix: 'The type of the configuration is known to its author only.',
    differs:
      'Advice where the name is none of Envoy: proxies may have extensions of others built in that are found by their name.',
  },
  messages: {
    missing: ({ name, hasConfig }: { name: string; hasConfig: boolean }) =>
      hasConfig
        ? `Extension "${name}" has the untyped "config" of early releases instead of "typed_config"`
        : `Extension "${name}" has no "typed_config"`,
  },
  effect: ({ operation, isOfEnvoy }) => {
    if (String(operation).startsWith('MERGE')) return 'Nothing says what it is to be merged into';
    return isOfEnvoy === true
      ? 'The proxy refuses the configuration'
      : 'A proxy that has no extension of that name built in refuses the configuration';
  },
  check(ctx) {
    for (const path of untypedExtensions(ctx)) {
      const extension = ctx.resource.cursor.at(path);
      if (ctx.resource.isOpen(path)) continue;
      const name = extension.get('name');
      const config = extension.get('config');
      const isOfEnvoy = name.string()?.startsWith('envoy.') === true;
      // What is written in it, and no field of any extension, is the mistake; of those of Envoy, it is known where it belongs.
      if (!isOfEnvoy && extension.entries().some(({ key }) => !OWN_FIELDS.has(key))) continue;
      ctx.report({
        message: 'missing',
        at: config.exists
          ? { path: config.path, part: 'key' }
          : name.exists
            ? name.path
            : { path, part: 'key' },
        data: {
          name: name.string() ?? String(pathSteps(path).at(-1)),
          hasConfig: config.exists,
          isOfEnvoy,
          operation:
            ctx.resource.cursor
              .at(path.slice(0, path.indexOf('.patch.')))
              .get('patch')
              .get('operation')
              .string() ?? '',
        },
        // Extensions of others may be built in under their name alone.
        ...(isOfEnvoy || config.exists ? {} : { severity: 'info' }),
      });
    }
  },
});

/** Fields of an extension beside its configuration. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['name', 'config', 'is_optional', 'isOptional', 'disabled']);
