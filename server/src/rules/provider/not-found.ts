/** A policy or telemetry names an extension provider that the mesh configuration lacks. */

import type { JsonValue } from '../../base/json.ts';
import { nearest } from '../../base/nearest.ts';
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import type { Sourced } from '../../model/cursor.ts';
import type { Resource } from '../../model/resource.ts';
import { likeNames } from '../../workspace/resolve/absent-objects.ts';
import { isDeclaredProvider } from '../../workspace/resolve/declared-things.ts';
import { BUILT_IN_PROVIDERS } from '../../workspace/resolve/providers.ts';
import { hasMeshConfig, meshConfigField } from '../../workspace/world-configuration.ts';
import { set } from '../../yaml/plan/operation.ts';
import { isRecord } from '../../yaml/to-json.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

const AUTHORIZERS: readonly string[] = ['envoyExtAuthzHttp', 'envoyExtAuthzGrpc'];

interface Data {
  readonly provider: string;
  readonly known: readonly string[];
}

export const notFound = defineRule({
  id: 'provider/not-found',
  title: 'Extension provider is not in the mesh configuration',
  severity: 'error',
  preset: 'recommended',
  kinds: ['security.istio.io/AuthorizationPolicy', 'telemetry.istio.io/Telemetry'],
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'Providers are defined under `extensionProviders` of the mesh configuration. A policy of action `CUSTOM` whose provider is missing denies every request of its workloads; telemetry for a missing provider is not sent anywhere.',
    fix: 'Correct the name, or add the provider to the mesh configuration.',
    differs:
      'Only reported where the files hold a mesh configuration; outside of a complete world only a name that looks like a defined one.',
  },
  messages: {
    notFound: ({ provider, known }: Data) =>
      `Extension provider "${provider}" is not in the mesh configuration (${known.map((each) => `"${each}"`).join(', ') || 'which has none'})`,
    noAuthorizer: ({ provider }: Data) =>
      `Extension provider "${provider}" is for telemetry, not for authorization`,
  },
  effect: ({ isPolicy }) =>
    isPolicy === true ? 'Every request to the workloads is denied' : 'Nothing is sent there',
  check(ctx) {
    const isComplete = ctx.world.config('completeness') === 'complete';
    if (!hasMeshConfig(ctx.world) && !isComplete) return;
    const listed = meshConfigField(ctx.world, 'extensionProviders');
    const providers = Array.isArray(listed) ? listed.filter(isRecord) : [];
    const isPolicy = ctx.resource.kindId === 'security.istio.io/AuthorizationPolicy';
    const names = providers.flatMap(nameOf);
    for (const { value: provider, path } of namesIn(ctx.resource, isPolicy)) {
      const defined = providers.find((each) => nameOf(each)[0] === provider);
      const isAuthorizer = defined !== undefined && AUTHORIZERS.some((key) => Object.hasOwn(defined, key));
      if (defined === undefined && isDeclaredProvider(ctx.world, provider)) continue;
      if (isPolicy ? isAuthorizer : defined !== undefined || BUILT_IN_PROVIDERS.includes(provider)) continue;
      const known = isPolicy ? names : [...names, ...BUILT_IN_PROVIDERS];
      // Which of several mesh configurations is in force, files seldom tell: a slip of the pen is one in all of them.
      if (defined === undefined && !isComplete && !likeNames(provider, known).isSlip) continue;
      ctx.report({
        message: defined === undefined ? 'notFound' : 'noAuthorizer',
        at: path,
        data: { provider, known, isPolicy },
        fixes: ['useKnown'],
      });
    }
  },
  fixes: {
    useKnown: suggestion(({ data, at }) => {
      const { provider, known } = data as unknown as Data;
      return nearest(provider, known)
        .filter((text) => text !== provider)
        .map((text) => way(text, `Use "${text}"`, set(at.path, text)));
    }),
  },
});

function nameOf(provider: Readonly<Record<string, JsonValue>>): readonly string[] {
  const { name } = provider as { readonly name?: JsonValue };
  return typeof name === 'string' ? [name] : [];
}

function namesIn(resource: Resource, isPolicy: boolean): readonly Sourced<string>[] {
  if (isPolicy) {
    const { provider, action } = resource.facts(authorizationPolicy);
    return provider === undefined || provider.value === '' || action !== 'CUSTOM' ? [] : [provider];
  }
  return ['tracing', 'metrics', 'accessLogging'].flatMap((list) =>
    resource.spec
      .get(list)
      .items()
      .flatMap((item) => item.get('providers').items())
      .flatMap((item) => item.get('name').sourcedString() ?? []),
  );
}
