/** A BackendTLSPolicy takes its certificate authorities from an object that does not exist. */
import { kindName } from '../../base/kind-id.ts';
import { objectReference } from '../../model/object-reference.ts';
import { absentObject } from '../../workspace/resolve/absent-objects.ts';
import { secrets } from '../../workspace/tables/secrets.ts';
import { defineRule } from '../define-rule.ts';
import { type AbsentReferenceData, elsewhereText, useNearName } from '../fixes/object-fixes.ts';

interface Data extends AbsentReferenceData {
  readonly kind: string;
}

export const certificateNotFound = defineRule({
  id: 'backend-tls-policy/certificate-not-found',
  title: 'Certificate authorities of a BackendTLSPolicy do not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: ['gateway.networking.k8s.io/BackendTLSPolicy'],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'Gateways verify the server with the certificates under `ca.crt` of the ConfigMap that the policy names, in its own namespace. Without it the policy is invalid, and requests to its Services are answered with 500.',
    fix: 'Correct the name, or bring the ConfigMap into the namespace of the policy.',
  },
  messages: {
    notFound: (data: Data) =>
      `${data.kind} "${data.name}" is not in namespace "${data.namespace}"${elsewhereText(data)}`,
  },
  effect: 'Requests to the Services of the policy fail',
  check(ctx) {
    const { namespace } = ctx.resource;
    for (const item of ctx.spec.get('validation').get('caCertificateRefs').items()) {
      const { kindId, name, path } = objectReference(item);
      if (kindId !== 'core/ConfigMap' || name === undefined || name.value === '') continue;
      const absent = absentObject(ctx.world, { kindId, namespace, name: name.value });
      // Trust managers write ConfigMaps beside Secrets of the same name.
      if (absent === undefined || ctx.world.has(secrets, `${namespace}/${name.value}`)) continue;
      const isProved = ctx.world.config('completeness') === 'complete' || absent.isSlip;
      const isMeantElsewhere = absent.elsewhere.length > 0;
      if (!isProved && !isMeantElsewhere) continue;
      ctx.report({
        message: 'notFound',
        at: name.path,
        severity: isProved ? 'error' : 'warning',
        data: {
          path,
          kind: kindName(kindId),
          name: name.value,
          namespace,
          near: absent.near,
          elsewhere: absent.elsewhere,
        },
        fixes: ['useNearName'],
      });
    }
  },
  fixes: { useNearName },
});
