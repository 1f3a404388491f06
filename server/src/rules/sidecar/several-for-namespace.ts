/** More than one Sidecar for a whole namespace. */

import type { Cursor } from '../../model/cursor.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { append } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import {
  type Combine,
  combineLists,
  combineMaps,
  leaveToOthers,
  mergeFixes,
} from '../fixes/merge-objects.ts';
import { nearestOthers, othersForNamespace, severalMessage } from '../several-for-namespace.ts';

export const severalForNamespace = defineRule({
  id: 'sidecar/several-for-namespace',
  title: 'Several Sidecar objects for one namespace',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/Sidecar'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [
    { tool: 'istioctl', code: 'IST0111', analyzer: 'sidecar.SelectorAnalyzer' },
    { tool: 'kiali', code: 'KIA0002' },
  ],
  docs: {
    why: 'A namespace takes its settings from one Sidecar without selector. Which of several is not defined.',
    fix: 'Merge them into one, or give all but one a selector.',
    differs:
      'Upstream reports an error. In an ambient namespace no Sidecar has any effect, which is another finding.',
  },
  messages: { several: severalMessage },
  effect: 'One of them is used, and which one is not defined',
  check(ctx) {
    if (isAmbient(ctx.world, ctx.resource.namespace)) return;
    const found = othersForNamespace(ctx.resource, ctx.world);
    if (found !== undefined) ctx.report({ message: 'several', ...found, fixes: ['merge', 'leaveToOther'] });
  },
  fixes: {
    merge: suggestion((_finding, ctx) => mergeFixes(ctx, nearestOthers(ctx), combineSidecars)),
    leaveToOther: suggestion((_finding, ctx) => leaveToOthers(ctx, nearestOthers(ctx))),
  },
});

/** A listener may be listed once: hosts of the same one are put together. */
const combineSidecars: Combine = (from, into) =>
  combineMaps(from.spec, into.spec, (key, own, there) => {
    if (key !== 'egress') return undefined;
    return own.items().flatMap((listener) => {
      const value = listener.json();
      const same = there.items().find((other) => listenerOf(other) === listenerOf(listener));
      if (same !== undefined) return combineLists(listener.get('hosts'), same.get('hosts'));
      return value === undefined ? [] : [append(there.path, value)];
    });
  });

function listenerOf(egress: Cursor): string {
  return JSON.stringify(['port', 'bind', 'captureMode'].map((field) => egress.get(field).json() ?? null));
}
