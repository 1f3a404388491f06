/** A listener names a Secret that does not exist. */
import { gatewayApiListeners, LISTENER_KINDS } from '../../model/gateway-api-listeners.ts';
import { likeNames } from '../../workspace/resolve/absent-objects.ts';
import { absence, notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { secrets } from '../../workspace/tables/secrets.ts';
import { defineRule } from '../define-rule.ts';
import {
  type AbsentReferenceData,
  elsewhereText,
  useNearName,
  useOtherNamespace,
} from '../fixes/object-fixes.ts';
import { namespacesWithSecret } from '../secrets-elsewhere.ts';

export const certificateNotFound = defineRule({
  id: 'listener/certificate-not-found',
  title: 'Listener names a Secret that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: LISTENER_KINDS,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'The listener takes its certificate from a Secret in the written namespace, by default that of the Gateway. Without it the listener has no certificate and refuses connections.',
    fix: 'Correct the name, write the namespace (which then needs a ReferenceGrant), or create the Secret.',
  },
  messages: {
    notFound: (data: AbsentReferenceData) =>
      `Secret "${data.name}" is not in namespace "${data.namespace}"${elsewhereText(data)}`,
  },
  effect: 'The listener has no certificate and refuses connections',
  check(ctx) {
    for (const { tls } of ctx.resource.facts(gatewayApiListeners).listeners) {
      for (const { kindId, path, name, namespace: written } of tls?.certificates ?? []) {
        if (kindId !== 'core/Secret' || name === undefined) continue;
        const namespace = written?.value ?? ctx.resource.namespace;
        if (ctx.world.has(secrets, `${namespace}/${name.value}`)) continue;
        const by = askerOf(ctx, written === undefined);
        const certainty = absence(ctx.world, { of: 'secret', namespace, name: name.value, by });
        const elsewhere = namespacesWithSecret(ctx.world, name.value);
        const known = ctx.world.read(secrets, namespace).map(({ row }) => row.name);
        const { near } = likeNames(name.value, new Set(known));
        const severity = notFoundSeverity(certainty, 'error');
        if (severity === undefined || severity === 'hint') continue;
        ctx.report({
          message: 'notFound',
          at: name.path,
          severity,
          data: { path, name: name.value, namespace, near, elsewhere },
          fixes: ['useNearName', 'useOtherNamespace'],
        });
      }
    }
  },
  fixes: { useNearName, useOtherNamespace },
});
