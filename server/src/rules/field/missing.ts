/** A block without what it is about, which the schema does not ask for. */
import { kindName } from '../../base/kind-id.ts';
import type { Resource } from '../../model/resource.ts';
import { isAtLeast } from '../../primitives/istio-version.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { equivalentsAt, equivalentsOf, fieldsOf } from '../field-table.ts';
import { choice, lacks, placeOf } from '../lacking-fields.ts';
import { NEEDED_FIELDS } from '../needed-fields.ts';

interface Data {
  readonly block: string;
  readonly fields: readonly string[];
  readonly because: string;
}

export const missing = defineRule({
  id: 'field/missing',
  title: 'Block lacks what it is about',
  severity: 'error',
  preset: 'recommended',
  kinds: [...NEEDED_FIELDS.keys()],
  scope: 'document',
  supersedes: ['virtual-service/port-not-found', 'destination-rule/port-not-found'],
  equivalents: [...equivalentsOf(NEEDED_FIELDS), ...admission([{ code: 'V-DR-01' }])],
  docs: {
    why: 'A VirtualService without routes, a fault that neither delays nor aborts, a source that names nobody: such a block says nothing, and the webhook refuses the object. An empty list counts as absent.',
    fix: 'Write one of the fields that the message names, or take the block out.',
    noFix: 'The value is known to its author only; completion offers what fits there.',
    differs: 'Fields that the schema asks for are told by `schema/missing-required`.',
  },
  messages: {
    missing: ({ block, fields, because }: Data) =>
      `"${block}" has no ${choice(fields)}${because === '' ? '' : `, ${because}`}`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    const { resource, world } = ctx;
    if (resource.isBroken) return;
    const whole = WITHOUT_SPEC.get(resource.kindId);
    if (whole !== undefined && !resource.cursor.has('spec') && !resource.isOpen('')) {
      const data = { block: kindName(resource.kindId), fields: ['spec'], because: '' };
      ctx.report({ message: 'missing', at: 'kind', data, equivalents: admission([whole]) });
    }
    for (const { entry, field } of fieldsOf(resource, NEEDED_FIELDS)) {
      if (!lacks(resource, field, entry)) continue;
      if (entry.before !== undefined && isAtLeast(world.config('istioVersion'), entry.before)) continue;
      const equivalents = equivalentsAt(world, entry.check);
      if (equivalents.length === 0) continue;
      ctx.report({
        message: 'missing',
        at: placeOf(field, entry),
        data: {
          block: blockName(resource, entry.pattern),
          fields: entry.needs,
          because: entry.because ?? '',
        },
        equivalents,
      });
    }
  },
});

/** Kinds of which the schema does not ask for a `spec`, and the webhook asks for something in it. */
const WITHOUT_SPEC: ReadonlyMap<string, AdmissionCheck> = new Map<string, AdmissionCheck>([
  ['networking.istio.io/DestinationRule', { code: 'V-DR-01' }],
  ['networking.istio.io/Sidecar', { code: 'V-SC-02' }],
  ['networking.istio.io/VirtualService', { code: 'V-VS-13' }],
]);

function blockName({ kindId }: Resource, pattern: string): string {
  const name = pattern.slice(pattern.lastIndexOf('.') + 1).replace('[]', '');
  return name === '' ? kindName(kindId) : name;
}
