/** A variable of a WebAssembly module has a value of its own and is taken from the proxy. */

import { fieldsAt } from '../../model/fields-at.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

const CONDITION: AdmissionCheck = { code: 'C-12' };
const WEBHOOK: AdmissionCheck = { code: 'V-WP-09' };

export const envValueFromHost = defineRule({
  id: 'wasm-plugin/env-value-from-host',
  title: 'Variable of a WebAssembly module has a value although it is taken from the proxy',
  severity: 'error',
  preset: 'recommended',
  kinds: ['extensions.istio.io/WasmPlugin', 'extensions.istio.io/TrafficExtension'],
  scope: 'document',
  equivalents: admission([CONDITION, WEBHOOK]),
  docs: {
    why: '`valueFrom: HOST` hands on the variable of the proxy’s own environment. A `value` beside it, even an empty one, contradicts that and is rejected.',
    fix: 'Remove `value`, or `valueFrom: HOST` when the value is meant.',
  },
  messages: {
    value: ({ name, value }: { name: string; value: string }) =>
      `Variable "${name}" is taken from the proxy and has the value "${value}" as well`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const isPlugin = ctx.resource.kindId === 'extensions.istio.io/WasmPlugin';
    const pattern = isPlugin ? 'vmConfig.env[]' : 'wasm.vmConfig.env[]';
    for (const variable of fieldsAt(ctx.spec, pattern)) {
      const value = variable.get('value');
      if (variable.get('valueFrom').string() !== 'HOST' || !value.exists) continue;
      const text = value.string() ?? '';
      ctx.report({
        message: 'value',
        at: value.path,
        data: { name: variable.get('name').string() ?? '', value: text },
        equivalents: admission(text === '' ? [CONDITION] : [CONDITION, WEBHOOK]),
        fixes: ['removeValue'],
      });
    }
  },
  fixes: { removeValue: removing(() => 'Remove the value') },
});
