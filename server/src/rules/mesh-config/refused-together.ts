/** Two fields of the mesh or proxy configuration that istiod does not take side by side. */
import { childPath } from '../../base/node-path.ts';
import type { Cursor } from '../../model/cursor.ts';
import { fieldsAtAll } from '../../model/fields-at.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { EXCLUSIVE_IN_POOL, EXCLUSIVE_IN_TLS, type ExclusiveRow, isClash } from '../exclusive-fields.ts';
import { atEach, equivalentsAt } from '../field-table.ts';
import { keepOne } from '../fixes/forms.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, meshParts } from '../message-problems.ts';

const OF_MESH: readonly ExclusiveRow[] = [
  { pattern: 'localityLbSetting', check: { code: 'V-MC-05' }, first: 'distribute', second: 'failover' },
  ...atEach(
    ['defaultTrafficPolicy.connectionPool'],
    EXCLUSIVE_IN_POOL.map((row) => ({ ...row, check: { code: 'V-MC-12', since: '1.31' } as const })),
  ),
];

const OF_PROXY: readonly ExclusiveRow[] = atEach(
  ['tracing.tlsSettings'],
  EXCLUSIVE_IN_TLS.map((row) => ({ ...row, check: { code: 'V-MP-07' } as const })),
);

interface Data {
  readonly first: string;
  readonly second: string;
}

export const refusedTogether = defineRule({
  id: 'mesh-config/refused-together',
  title: 'Two fields of the mesh configuration contradict each other',
  severity: 'error',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'document',
  equivalents: admission([{ code: 'V-MC-05' }, { code: 'V-MC-12' }, { code: 'V-MP-07' }]),
  docs: {
    why: 'Traffic is distributed by weights or fails over, certificates come from one source, the protocol of a connection is chosen in one way. istiod checks that when it loads the mesh configuration, and refuses all of it; it goes on with the one from before, or does not start.',
    fix: 'Leave one of the two.',
  },
  messages: {
    both: ({ first, second }: Data) => `"${second}" cannot stand beside "${first}"`,
  },
  effect: 'The configuration is refused as a whole',
  check(ctx) {
    const told = new Set<string>();
    const look = (root: Cursor, rows: readonly ExclusiveRow[]) => {
      for (const { entry, field } of fieldsAtAll(root, rows)) {
        const second = childPath(field.path, entry.second);
        if (told.has(second) || !isClash(ctx.resource, field, entry)) continue;
        const equivalents = equivalentsAt(ctx.world, entry.check);
        if (equivalents.length === 0) continue;
        told.add(second);
        ctx.report({
          message: 'both',
          at: { path: second, part: 'key' },
          data: { first: entry.first, second: entry.second, firstPath: childPath(field.path, entry.first) },
          equivalents,
          fixes: ['keepOne'],
        });
      }
    };
    const { meshes, proxies } = meshParts(ctx.resource);
    for (const mesh of meshes) look(mesh, OF_MESH);
    for (const proxy of proxies) look(proxy, OF_PROXY);
  },
  fixes: { keepOne },
});
