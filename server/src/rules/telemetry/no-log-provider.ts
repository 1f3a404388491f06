/** Access logging is configured, but nobody is named to write the logs. */

import { childPath } from '../../base/node-path.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { hasMeshConfig, meshConfigField } from '../../workspace/world-configuration.ts';
import { set } from '../../yaml/plan/operation.ts';
import { isRecord } from '../../yaml/to-json.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

export const noLogProvider = defineRule({
  id: 'telemetry/no-log-provider',
  title: 'Access logging names no provider and the mesh has no default',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['telemetry.istio.io/Telemetry'],
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0157', analyzer: 'telemetry.ProviderAnalyzer' }],
  docs: {
    why: 'Access logs are written by the providers that the entry names, else by the default providers of the mesh configuration. With neither, nothing is logged.',
    fix: 'Name a provider, such as the built-in `envoy`, or set `defaultProviders.accessLogging` in the mesh configuration.',
    differs:
      'Reported at the entry. Where the files hold no mesh configuration and are not the whole cluster, it is a hint.',
  },
  messages: {
    none: ({ field, isKnown: isProved }: { field: string; isKnown: boolean }) =>
      `"${field}" names no provider${isProved ? ', and the mesh configuration has no default one' : ''}`,
  },
  effect: (data) =>
    data['isKnown'] === true
      ? 'Nothing is logged'
      : 'Nothing is logged unless the mesh configuration, which is in none of these files, has a default one',
  check(ctx) {
    const defaults = meshConfigField(ctx.world, 'defaultProviders');
    const logging = isRecord(defaults) ? defaults['accessLogging'] : undefined;
    if (Array.isArray(logging) && logging.length > 0) return;
    const isProved = isKnown(ctx.world);
    for (const item of ctx.spec.get('accessLogging').items()) {
      if (item.get('disabled').boolean() === true || item.get('providers').items().length > 0) continue;
      ctx.report({
        message: 'none',
        at: item.path,
        severity: isProved ? 'warning' : 'hint',
        data: { field: 'accessLogging', isKnown: isProved },
        fixes: item.isMap ? ['useEnvoy'] : [],
      });
    }
  },
  fixes: {
    useEnvoy: suggestion(({ at }) => [
      {
        title: 'Log with the built-in provider "envoy"',
        operations: [set(childPath(at.path, 'providers'), [{ name: 'envoy' }])],
      },
    ]),
  },
});

function isKnown(world: WorldReader): boolean {
  if (world.config('completeness') === 'complete') return true;
  return world.config('completeness') === 'auto' && hasMeshConfig(world);
}
