/** A TrafficExtension extends nothing. */
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

export const noExtension = defineRule({
  id: 'traffic-extension/no-extension',
  title: 'TrafficExtension has neither wasm nor lua',
  severity: 'error',
  preset: 'recommended',
  kinds: ['extensions.istio.io/TrafficExtension'],
  scope: 'document',
  istio: { since: '1.30' },
  equivalents: admission([{ code: 'C-04' }, { code: 'V-TX-01' }]),
  docs: {
    why: 'A TrafficExtension is either a WebAssembly module or a Lua script. With neither there is nothing to load, and the object is rejected.',
    fix: 'Add `wasm.url` or `lua.inlineCode`.',
    noFix: 'Which extension was meant is not written.',
  },
  messages: {
    missing: ({ name }: { name: string }) => `TrafficExtension "${name}" has neither "wasm" nor "lua"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (!ctx.spec.isMap || ctx.resource.isTemplate) return;
    if (ctx.spec.get('wasm').exists || ctx.spec.get('lua').exists) return;
    ctx.report({ message: 'missing', at: ctx.spec.path, data: { name: ctx.resource.name } });
  },
});
