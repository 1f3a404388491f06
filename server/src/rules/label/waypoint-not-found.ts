/** A label sends traffic through a waypoint that does not exist. */

import type { KindId } from '../../base/kind-id.ts';
import { childPath } from '../../base/node-path.ts';
import { LABEL_FIELDS, labelledPlaces } from '../../model/labelled-places.ts';
import { POD_KINDS } from '../../model/workload.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { absentObject } from '../../workspace/resolve/absent-objects.ts';
import { notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';
import { UNPROVED } from '../not-found-texts.ts';

const LABEL = 'istio.io/use-waypoint';
const GATEWAY: KindId = 'gateway.networking.k8s.io/Gateway';

const KIALI: readonly Equivalent[] = [{ tool: 'kiali', code: 'KIA1313' }];

interface Data {
  readonly waypoint: string;
  readonly near: readonly string[];
}

export const waypointNotFound = defineRule({
  id: 'label/waypoint-not-found',
  title: 'Label names a waypoint that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: [
    'core/Namespace',
    'core/Service',
    'networking.istio.io/ServiceEntry',
    'networking.istio.io/WorkloadEntry',
    ...POD_KINDS,
  ],
  fields: LABEL_FIELDS,
  scope: 'workspace',
  equivalents: KIALI,
  docs: {
    why: 'In ambient mode only a waypoint carries out what concerns HTTP: routes, retries, and policies by path or method. When the named one does not exist, traffic passes without it. The namespace is that of `istio.io/use-waypoint-namespace`, else the own one.',
    fix: 'Correct the name, add the label `istio.io/use-waypoint-namespace`, or create the waypoint (`istioctl waypoint apply`).',
    differs: 'Kiali reports the workloads; here it is the label that names the waypoint.',
  },
  messages: {
    notFound: ({ waypoint }: Data) => `Waypoint "${waypoint}" does not exist`,
    unseen: ({ waypoint }: Data) => `Waypoint "${waypoint}" is in none of these files`,
  },
  effect: ({ isProved }) =>
    isProved === true ? 'Traffic passes without routes and policies for HTTP' : UNPROVED,
  check(ctx) {
    for (const { labels } of labelledPlaces(ctx.resource)) {
      const name = labels.get(LABEL).string() ?? '';
      if (name === '' || name === 'none') continue;
      const own = ctx.resource.kindId === 'core/Namespace' ? ctx.resource.name : ctx.resource.namespace;
      const namespace = labels.get(`${LABEL}-namespace`).string() ?? own;
      const absent = absentObject(ctx.world, {
        kindId: GATEWAY,
        namespace,
        name,
        by: askerOf(ctx, labels.get(`${LABEL}-namespace`).string() === undefined),
      });
      const severity = absent === undefined ? undefined : notFoundSeverity(absent.certainty, 'error');
      if (absent === undefined || severity === undefined) continue;
      // Services of the namespace say nothing of its waypoint, which a command makes.
      const isProved = ctx.world.config('completeness') === 'complete' || absent.isSlip;
      ctx.report({
        message: isProved ? 'notFound' : 'unseen',
        at: childPath(labels.path, LABEL),
        severity: isProved ? severity : 'hint',
        data: { waypoint: `${namespace}/${name}`, near: absent.near, isProved },
        equivalents: POD_KINDS.includes(ctx.resource.kindId) ? KIALI : [],
        fixes: ['useNear'],
      });
    }
  },
  fixes: {
    useNear: suggestion(({ data, at }) =>
      (data as unknown as Data).near.map((text) => way(text, `Use "${text}"`, set(at.path, text))),
    ),
  },
});
