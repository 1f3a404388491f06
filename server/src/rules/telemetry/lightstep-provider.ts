/** Tracing by a provider of a type that is going away. */

import { fieldsAt } from '../../model/fields-at.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { meshConfigField } from '../../workspace/world-configuration.ts';
import { isRecord } from '../../yaml/to-json.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

export const lightstepProvider = defineRule({
  id: 'telemetry/lightstep-provider',
  title: 'Tracing uses a Lightstep provider',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['telemetry.istio.io/Telemetry'],
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0002', analyzer: 'telemetry.LightstepAnalyzer' }],
  docs: {
    why: 'The provider type `lightstep` of the mesh configuration is deprecated: its collectors take OpenTelemetry, for which there is a provider type.',
    fix: 'Define a provider of type `opentelemetry` in the mesh configuration and name it here.',
    differs: 'A hint, as all deprecations are; upstream warns.',
  },
  messages: {
    lightstep: ({ provider }: { provider: string }) =>
      `Provider "${provider}" is of type "lightstep", which is deprecated`,
  },
  effect: 'A later release will not send traces to it',
  check(ctx) {
    const deprecated = providersOf(ctx.world, 'lightstep');
    if (deprecated.length === 0) return;
    for (const name of fieldsAt(ctx.spec, 'tracing[].providers[].name')) {
      const provider = name.string();
      if (provider === undefined || !deprecated.includes(provider)) continue;
      ctx.report({
        message: 'lightstep',
        at: name.path,
        data: { provider },
        tags: ['deprecated'],
        fixes: ['useOpenTelemetry'],
      });
    }
  },
  fixes: {
    useOpenTelemetry: suggestion((finding, ctx) =>
      providersOf(ctx.world, 'opentelemetry').map((text) => use(finding, text, 'provider')),
    ),
  },
});

/** Names of the mesh's extension providers of a type. */
function providersOf(world: WorldReader, type: string): readonly string[] {
  const providers = meshConfigField(world, 'extensionProviders');
  if (!Array.isArray(providers)) return [];
  return providers.flatMap((provider) => {
    const name = isRecord(provider) && isRecord(provider[type]) ? provider['name'] : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}
