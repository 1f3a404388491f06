/** A block of the mesh or proxy configuration without what it is about. */
import type { Cursor } from '../../model/cursor.ts';
import { fieldsAtAll } from '../../model/fields-at.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { atEach, equivalentsAt } from '../field-table.ts';
import { choice, lacks, placeOf } from '../lacking-fields.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, meshParts } from '../message-problems.ts';
import { NEEDED_IN_POOL, NEEDED_IN_TLS, type NeededRow } from '../needed-fields.ts';

const OF_MESH: readonly NeededRow[] = atEach(
  ['defaultTrafficPolicy.connectionPool'],
  [{ ...NEEDED_IN_POOL, check: { code: 'V-MC-12', since: '1.31' } }],
);

/** An address that is written, and empty, is told as a bad one. */
const isUnwritten = (block: Cursor) => !block.has('address');

const OF_PROXY: readonly NeededRow[] = [
  {
    pattern: 'tracing.lightstep',
    check: { code: 'V-MP-05' },
    needs: ['address'],
    when: isUnwritten,
  },
  {
    pattern: 'tracing.lightstep',
    check: { code: 'V-MP-05' },
    needs: ['accessToken'],
    when: (block) => !isUnwritten(block),
  },
  ...['zipkin', 'datadog'].map((tracer) => ({
    ...{ pattern: `tracing.${tracer}`, check: { code: 'V-MP-06' } as const, needs: ['address'] },
    when: isUnwritten,
  })),
  ...atEach(
    ['tracing.tlsSettings'],
    NEEDED_IN_TLS.map((row) => ({ ...row, check: { code: 'V-MP-07' } as const })),
  ),
  { pattern: 'privateKeyProvider', check: { code: 'V-MP-13' }, needs: ['cryptomb', 'qat'] },
  ...['cryptomb', 'qat'].map((provider) => ({
    ...{ pattern: `privateKeyProvider.${provider}`, check: { code: 'V-MP-13' } as const },
    needs: ['pollDelay'],
  })),
];

interface Data {
  readonly block: string;
  readonly fields: readonly string[];
  readonly because: string;
}

export const incompleteBlock = defineRule({
  id: 'mesh-config/incomplete-block',
  title: 'Block of the mesh configuration lacks what it is about',
  severity: 'error',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'document',
  equivalents: admission([
    { code: 'V-MC-12' },
    { code: 'V-MP-05' },
    { code: 'V-MP-06' },
    { code: 'V-MP-07' },
    { code: 'V-MP-13' },
  ]),
  docs: {
    why: 'A pool of connections that limits nothing, a tracer without an address, mutual TLS without a certificate: istiod checks that when it loads the mesh configuration, and refuses all of it; it goes on with the one from before, or does not start.',
    fix: 'Write one of the fields that the message names, or take the block out.',
    noFix: 'The value is known to its author only; completion offers what fits there.',
  },
  messages: {
    missing: ({ block, fields, because }: Data) =>
      `"${block}" has no ${choice(fields)}${because === '' ? '' : `, ${because}`}`,
  },
  effect: 'The configuration is refused as a whole',
  check(ctx) {
    const look = (root: Cursor, rows: readonly NeededRow[]) => {
      for (const { entry, field } of fieldsAtAll(root, rows)) {
        if (hasOtherSpelling(field) || !lacks(ctx.resource, field, entry)) continue;
        const equivalents = equivalentsAt(ctx.world, entry.check);
        if (equivalents.length === 0) continue;
        const block = entry.pattern.slice(entry.pattern.lastIndexOf('.') + 1);
        const data = { block, fields: entry.needs, because: entry.because ?? '' };
        ctx.report({ message: 'missing', at: placeOf(field, entry), data, equivalents });
      }
    };
    const { meshes, proxies } = meshParts(ctx.resource);
    for (const mesh of meshes) look(mesh, OF_MESH);
    for (const proxy of proxies) look(proxy, OF_PROXY);
  },
});

/** `access_token` is read as well. */
function hasOtherSpelling(block: Cursor): boolean {
  return block.entries().some(({ key }) => key.includes('_'));
}
