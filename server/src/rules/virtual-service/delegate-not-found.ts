/** A route delegates to a VirtualService that does not exist. */
import { virtualService } from '../../model/virtual-service.ts';
import { absentObject } from '../../workspace/resolve/absent-objects.ts';
import { notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { delegates } from '../../workspace/tables/delegates.ts';
import { defineRule } from '../define-rule.ts';
import { createDelegate } from '../fixes/create-delegate.ts';
import {
  type AbsentReferenceData,
  elsewhereText,
  useNearName,
  useOtherNamespace,
} from '../fixes/object-fixes.ts';
import { UNPROVED } from '../not-found-texts.ts';

export const delegateNotFound = defineRule({
  id: 'virtual-service/delegate-not-found',
  title: 'Route delegates to a VirtualService that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.http[].delegate', 'spec.tls[].delegate', 'spec.tcp[].delegate'],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A route that delegates has no destination of its own. When the delegate is missing, the route is left out, and its requests are taken by a later route or answered with 404. Without a namespace the delegate is looked up in that of the VirtualService.',
    fix: 'Correct the name, write the namespace of the delegate, or create it.',
  },
  messages: {
    notFound: (data: AbsentReferenceData) =>
      `VirtualService "${data.name}" is not in namespace "${data.namespace}"${elsewhereText(data)}`,
    unseen: (data: AbsentReferenceData) =>
      `VirtualService "${data.name}" of namespace "${data.namespace}" is in none of these files${elsewhereText(data)}`,
  },
  effect: ({ isProved }) => (isProved === true ? 'The route is left out' : UNPROVED),
  check(ctx) {
    for (const { delegate, path } of ctx.resource.facts(virtualService).routes) {
      if (delegate === undefined || delegate.name.value === '') continue;
      const namespace = delegate.namespace?.value ?? ctx.resource.namespace;
      const name = delegate.name.value;
      const kindId = 'networking.istio.io/VirtualService';
      const absent = absentObject(ctx.world, {
        kindId,
        namespace,
        name,
        by: askerOf(ctx, delegate.namespace === undefined),
      });
      const severity = absent && notFoundSeverity(absent.certainty, 'error');
      if (absent === undefined || severity === undefined) continue;
      // One with hosts is a root: it cannot be delegated to, so it is not what was meant.
      const isDelegate = (owner: string, other: string) =>
        ctx.world.read(delegates, `${owner}/${other}`).every(({ row }) => row.hosts.length === 0);
      const near = absent.near.filter((other) => isDelegate(namespace, other));
      const elsewhere = absent.elsewhere.filter((owner) => isDelegate(owner, name));
      const isProved = severity !== 'hint';
      const isOwn = namespace === ctx.resource.namespace || elsewhere.length > 0;
      if (!isProved && !isOwn) continue;
      ctx.report({
        message: isProved ? 'notFound' : 'unseen',
        at: delegate.name.path,
        severity,
        data: { path: `${path}.delegate`, name, namespace, near, elsewhere, isProved },
        fixes: ['useNearName', 'useOtherNamespace', 'createDelegate'],
      });
    }
  },
  fixes: { useNearName, useOtherNamespace, createDelegate },
});
