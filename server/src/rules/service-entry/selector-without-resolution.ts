/** Workloads are selected, but nothing will ever be sent to them. */
import type { Cursor } from '../../model/cursor.ts';
import { isHttpProtocol, isTlsProtocol, parseProtocol } from '../../primitives/port.ts';
import { set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

export const selectorWithoutResolution = defineRule({
  id: 'service-entry/selector-without-resolution',
  title: 'ServiceEntry selects workloads with resolution NONE',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  fields: ['spec.workloadSelector'],
  scope: 'document',
  equivalents: admission([{ code: 'V-SE-17' }]),
  docs: {
    why: 'With `resolution: NONE`, which is also the default, connections go to the address that the client asked for. The workloads that `workloadSelector` selects get none of them by this entry.',
    fix: 'Set `resolution` to `STATIC`, which sends to the addresses of the workloads; or remove the selector.',
  },
  messages: {
    none: ({ name }: { name: string }) => `ServiceEntry "${name}" selects workloads with resolution "NONE"`,
    absent: ({ name }: { name: string }) =>
      `ServiceEntry "${name}" selects workloads without a resolution, which means "NONE"`,
  },
  effect: 'Connections go where the client sent them, and to the workloads only by chance',
  check(ctx) {
    const selector = ctx.spec.get('workloadSelector');
    const resolution = ctx.spec.get('resolution');
    if (!selector.exists || (resolution.exists && resolution.string() !== 'NONE')) return;
    if (!resolution.exists && (ctx.resource.isTemplate || ctx.resource.isBroken)) return;
    // Both together are refused.
    if (ctx.spec.get('endpoints').exists) return;
    ctx.report({
      message: resolution.exists ? 'none' : 'absent',
      at: { path: selector.path, part: 'key' },
      data: { name: ctx.resource.name },
      fixes: isResolvable(ctx.spec) ? ['setResolution'] : [],
    });
  },
  fixes: {
    setResolution: suggestion(() => [
      { title: 'Set resolution "STATIC"', operations: [set('spec.resolution', 'STATIC')] },
    ]),
  },
});

/** Several hosts are told apart by what is spoken; otherwise a resolution is refused. */
function isResolvable(spec: Cursor): boolean {
  const protocols = spec
    .get('ports')
    .items()
    .map((port) => parseProtocol(port.get('protocol').string() ?? ''));
  return (
    spec.get('hosts').items().length < 2 ||
    protocols.every((each) => each !== undefined && (isHttpProtocol(each) || isTlsProtocol(each)))
  );
}
