/** The labels of a pod ask for a data plane that excludes the one it already has. */
import { childPath } from '../../base/node-path.ts';
import { DATAPLANE_LABEL, INJECTION_LABEL, REVISION_LABEL } from '../../model/namespace-labels.ts';
import { isInIgnoredNamespace } from '../../model/system-objects.ts';
import { POD_KINDS, workload } from '../../model/workload.ts';
import { namespaces } from '../../workspace/tables/namespaces.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const INJECT = 'sidecar.istio.io/inject';

interface Data {
  readonly label: string;
  readonly other: string;
  readonly namespace: string;
}

export const bothDataPlanes = defineRule({
  id: 'workload/both-data-planes',
  title: 'Pods are asked to join the mesh in two ways',
  severity: 'warning',
  preset: 'recommended',
  kinds: POD_KINDS,
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA1311' }],
  docs: {
    why: 'A pod has either a sidecar or the proxy of its node (ambient mode). A pod with a sidecar is left out of ambient mode, whatever its label says.',
    fix: 'Keep one label: `istio.io/dataplane-mode: ambient` together with `sidecar.istio.io/inject: "false"` in a namespace with injection, or none of its own.',
    differs:
      'Kiali reports an error, also for every workload of a namespace that has both labels itself; that is one finding at the Namespace here (`namespace/several-data-planes`). It reads `enabled` and `none` as values of `sidecar.istio.io/inject`, which takes `true` and `false`. A sidecar on purpose in a namespace in ambient mode is left alone.',
  },
  messages: {
    pod: ({ label, other }: Data) => `Label "${label}" asks for ambient mode, and "${other}" for a sidecar`,
    namespace: ({ label, other, namespace }: Data) =>
      `Label "${label}" asks for ambient mode, and label "${other}" of namespace "${namespace}" for a sidecar`,
  },
  effect: 'A pod with a sidecar is left out of ambient mode',
  check(ctx) {
    const { labels, labelsPath } = ctx.resource.facts(workload);
    const { namespace } = ctx.resource;
    if (labels[DATAPLANE_LABEL] !== 'ambient' || labels[INJECT] === 'false') return;
    if (isInIgnoredNamespace(ctx.resource)) return;
    const at = childPath(labelsPath, DATAPLANE_LABEL);
    const own =
      labels[INJECT] === 'true' ? INJECT : (labels[REVISION_LABEL] ?? '') !== '' ? REVISION_LABEL : '';
    const fixes = ['leaveAmbient'];
    if (own !== '') {
      ctx.report({ message: 'pod', at, data: { label: DATAPLANE_LABEL, other: own, namespace }, fixes });
      return;
    }
    const written = ctx.world.read(namespaces, namespace).at(-1);
    if (written === undefined) return;
    const around = written.row.labels;
    if (around[INJECTION_LABEL] === 'disabled') return;
    const isRevised = (around[REVISION_LABEL] ?? '') !== '';
    if (around[INJECTION_LABEL] !== 'enabled' && !isRevised) return;
    const other = isRevised && around[INJECTION_LABEL] !== 'enabled' ? REVISION_LABEL : INJECTION_LABEL;
    ctx.report({
      message: 'namespace',
      at,
      data: { label: DATAPLANE_LABEL, other, namespace },
      related: [
        { resource: written.resource, path: childPath('metadata.labels', other), text: 'asks for a sidecar' },
      ],
      fixes,
    });
  },
  fixes: {
    leaveAmbient: suggestion(({ at }) => [
      { title: `Remove label "${DATAPLANE_LABEL}"`, operations: [remove(at.path)] },
    ]),
  },
});
