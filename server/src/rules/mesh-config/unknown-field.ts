/** A key of the mesh or proxy configuration that its reader does not know. */
import { defineRule } from '../define-rule.ts';
import { removeField, renameField } from '../fixes/schema-fixes.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, messageProblems } from '../message-problems.ts';
import { isOfEarlyRelease } from './early-release.ts';

interface Unknown {
  readonly field: string;
  readonly message: string;
}

export const unknownField = defineRule({
  id: 'mesh-config/unknown-field',
  title: 'Field of the mesh configuration is not known',
  severity: 'warning',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'The control plane, the injector and the agent read MeshConfig, ProxyConfig and MeshNetworks leniently: a key that they do not know is passed over with a debug message, and the setting never takes effect. `istioctl` installs such a configuration without a word.',
    fix: 'Correct the spelling, move the field to the object that has it, or remove it. A field that a later release brings, or an earlier one had, does nothing in this one.',
  },
  messages: {
    unknown: ({ field, message }: Unknown) => `${message} has no field "${field}" here`,
    misspelt: ({ field, message, suggestion }: Unknown & { readonly suggestion: string }) =>
      `${message} has no field "${field}" here; did you mean "${suggestion}"?`,
    newer: ({
      field,
      message,
      since,
      target,
    }: Unknown & { readonly since: string; readonly target: string }) =>
      `${message} has "${field}" since Istio ${since}, but the target is ${target}`,
    removed: ({
      field,
      message,
      until,
      target,
    }: Unknown & { readonly until: string; readonly target: string }) =>
      `${message} has "${field}" up to Istio ${until}, but the target is ${target}`,
  },
  effect: 'It is passed over, so the setting has no effect',
  check(ctx) {
    if (isOfEarlyRelease(ctx)) return;
    for (const { path, data, message } of messageProblems(ctx, 'unknown-field')) {
      const { field, spelling, suggestions } = data;
      const suggestion = spelling ?? suggestions[0];
      const found = { field, message, spelling, suggestions };
      const at = { path, part: 'key' } as const;
      if (suggestion === undefined) ctx.report({ message: 'unknown', at, data: found, fixes: ['remove'] });
      else {
        ctx.report({
          message: 'misspelt',
          at,
          data: { ...found, suggestion },
          fixes: ['rename', 'remove'],
        });
      }
    }
    for (const { path, data, message } of messageProblems(ctx, 'newer-than-target')) {
      if (data.subject !== 'field') continue;
      const { name: field, since, target } = data;
      ctx.report({ message: 'newer', at: { path, part: 'key' }, data: { field, message, since, target } });
    }
    for (const { path, data, message } of messageProblems(ctx, 'removed')) {
      const { name: field, until, target } = data;
      ctx.report({ message: 'removed', at: { path, part: 'key' }, data: { field, message, until, target } });
    }
  },
  fixes: { rename: renameField, remove: removeField },
});
