/** An EnvoyFilter at all: what it changes is nobody's promise. */
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

export const internalApi = defineRule({
  id: 'envoy-filter/internal-api',
  title: 'EnvoyFilter changes what Istio makes for its own use',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  scope: 'document',
  equivalents: admission([{ code: 'V-EF-00' }]),
  docs: {
    why: 'Patches are laid over the configuration that istiod generates, by names and places in it. Those change from release to release without notice: after an upgrade a patch may find nothing any more, or something else.',
    fix: 'Use an API of its own where there is one: DestinationRule and VirtualService for connections, timeouts and retries, the policies for identity and access, Telemetry for logs, metrics and traces, TrafficExtension or WasmPlugin for code. Otherwise look at what the proxies got after each upgrade.',
    noFix: 'What the patches do cannot be said in another way in general.',
    differs:
      'The webhook warns of every EnvoyFilter; this is a hint, as nothing is wrong with the one at hand.',
  },
  messages: {
    internal: ({ name }: { name: string }) =>
      `EnvoyFilter "${name}" relies on names and places that may be others in the next release`,
  },
  effect: 'Look at it again after each upgrade',
  check(ctx) {
    ctx.report({ message: 'internal', at: 'kind', data: { name: ctx.resource.name } });
  },
});
