/** A value of the mesh or proxy configuration that the control plane reads and then refuses. */
import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, meshParts } from '../message-problems.ts';
import { OF_MESH, OF_PROXY, type RefusedField } from './refused-fields.ts';

export const refusedValue = defineRule({
  id: 'mesh-config/refused-value',
  title: 'Value of the mesh configuration is refused',
  severity: 'error',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'document',
  equivalents: admission([
    ...new Map([...OF_MESH, ...OF_PROXY].map(({ check }) => [check.code, check])).values(),
  ]),
  docs: {
    why: 'istiod checks the mesh configuration as a whole when it loads it: with one value that it refuses, it keeps the configuration from before, or does not start. Proxies check theirs in the same way.',
    fix: 'Write a value as the message says, or leave the field out: the defaults are good.',
    noFix: 'Which value was meant is not written.',
  },
  messages: {
    value: ({ value, needed }: { value: string; needed: string }) => `"${value}" is not ${needed}`,
  },
  effect: 'The configuration is refused as a whole',
  check(ctx) {
    const version = ctx.world.config('istioVersion');
    const look = (root: Cursor, fields: readonly RefusedField[]) => {
      for (const { pattern, check, needed, isGood } of fields) {
        for (const value of fieldsAt(root, pattern)) {
          if (isGood(value, root)) continue;
          const equivalents = admissionAt(version, [check]);
          if (equivalents.length === 0) continue;
          const written = String(value.string() ?? value.number() ?? '');
          ctx.report({ message: 'value', at: value.path, data: { value: written, needed }, equivalents });
        }
      }
    };
    const { meshes, proxies } = meshParts(ctx.resource);
    for (const mesh of meshes) look(mesh, OF_MESH);
    for (const proxy of proxies) look(proxy, OF_PROXY);
  },
});
