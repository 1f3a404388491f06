/** A key in the value of a patch that the message of the proxy does not have. */
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { envoyProblems } from '../envoy-problems.ts';
import { removeField, renameField } from '../fixes/schema-fixes.ts';

interface Unknown {
  readonly field: string;
  readonly message: string;
}

export const unknownField = defineRule({
  id: 'envoy-filter/unknown-field',
  title: 'Field in the value of a patch is not known',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  scope: 'document',
  equivalents: admission([{ code: 'V-EF-19' }]),
  docs: {
    why: 'The value of a patch is a message of Envoy, and so is what stands below `typed_config`. istiod drops a key that the message does not have, with a warning on admission only: the patch is applied without the setting.',
    fix: 'Correct the spelling, move the field to the message that has it, or remove it.',
    differs:
      'Both spellings of a field are known, `stat_prefix` and `statPrefix`. Nothing is said of what stands in a `TypedStruct`, of the value of a removal, of patches for waypoints, which nobody reads, and in a template of a field that is near to none: it may be one of another release.',
  },
  messages: {
    unknown: ({ field, message }: Unknown) => `${message} of Envoy has no field "${field}"`,
    misspelt: ({ field, message, suggestion }: Unknown & { readonly suggestion: string }) =>
      `${message} of Envoy has no field "${field}"; did you mean "${suggestion}"?`,
  },
  effect: 'istiod drops it, so the setting has no effect',
  check(ctx) {
    for (const { path, data, message } of envoyProblems(ctx, 'unknown-field')) {
      const { field, spelling, suggestions } = data;
      const suggestion = spelling ?? suggestions[0];
      const found = { field, message, spelling, suggestions };
      const at = { path, part: 'key' } as const;
      // A chart is written for several releases of Envoy: what nothing is near to may be a field of another one.
      if (suggestion === undefined && ctx.resource.isTemplate) continue;
      if (suggestion === undefined) ctx.report({ message: 'unknown', at, data: found, fixes: ['remove'] });
      else {
        const data = { ...found, suggestion };
        ctx.report({ message: 'misspelt', at, data, fixes: ['rename', 'remove'] });
      }
    }
  },
  fixes: { rename: renameField, remove: removeField },
});
