/** A Sidecar sets its outbound policy without a mode, which means the strict one. */
import { sidecar } from '../../model/sidecar.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

export const registryOnly = defineRule({
  id: 'sidecar/registry-only',
  title: 'Outbound policy of a Sidecar has no mode',
  severity: 'info',
  preset: 'recommended',
  kinds: sidecar.kinds,
  scope: 'document',
  equivalents: [{ tool: 'kiali', code: 'KIA1007' }],
  docs: {
    why: 'The mode of `outboundTrafficPolicy` is `REGISTRY_ONLY` when it is not written, whatever the mesh has: the first value of the enum, not the default of the mesh. Calls to hosts that no Service and no ServiceEntry has are then refused.',
    fix: 'Write the mode that is meant.',
    differs: 'Kiali reports a written `REGISTRY_ONLY` too, since it cannot tell the two apart.',
  },
  messages: {
    noMode: (_data: { mode: string }) =>
      'Outbound policy without "mode" means "REGISTRY_ONLY", whatever the mesh has',
  },
  effect: 'Calls to hosts that the mesh does not know are refused',
  check(ctx) {
    const policy = ctx.spec.get('outboundTrafficPolicy');
    if (!policy.isMap || policy.get('mode').node !== undefined || ctx.resource.isOpen(policy.path)) return;
    ctx.report({
      message: 'noMode',
      at: { path: policy.path, part: 'key' },
      data: { mode: policy.get('mode').path },
      fixes: ['writeMode'],
    });
  },
  fixes: {
    writeMode: suggestion(({ data }) =>
      ['REGISTRY_ONLY', 'ALLOW_ANY'].map((mode) =>
        way(mode, `Write "mode: ${mode}"`, set(String(data['mode']), mode)),
      ),
    ),
  },
});
