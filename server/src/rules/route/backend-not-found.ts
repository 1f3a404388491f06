/** A route of the Gateway API sends traffic to a Service that does not exist. */

import { allBackends, gatewayApiRoute, ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import { absentObject } from '../../workspace/resolve/absent-objects.ts';
import { notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { serviceNamed } from '../../workspace/resolve/hosts.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import {
  type AbsentReferenceData,
  elsewhereText,
  useNearName,
  useOtherNamespace,
} from '../fixes/object-fixes.ts';
import { kialiRoute } from '../kiali-routes.ts';
import { UNPROVED } from '../not-found-texts.ts';
import { writeNamespace } from '../unplaced-hosts.ts';

export const backendNotFound = defineRule({
  id: 'route/backend-not-found',
  title: 'Route sends traffic to a Service that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: ROUTE_KINDS,
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA1402' }],
  docs: {
    why: 'A reference to a missing Service leaves the part of the requests that it should get without an answer (500). The name is the bare name of a Service in the written namespace, by default that of the route; a host name with dots is none.',
    fix: 'Correct the name, or write the namespace of the Service beside it.',
    differs:
      'Kiali looks at `backendRefs` of HTTPRoute and GRPCRoute; mirrors, authorizers, the other kinds of route and Services as parents are checked too.',
  },
  messages: {
    notFound: (data: AbsentReferenceData) =>
      `Service "${data.name}" is not in namespace "${data.namespace}"${elsewhereText(data)}`,
    unseen: (data: AbsentReferenceData) =>
      `Service "${data.name}" of namespace "${data.namespace}" is in none of these files${elsewhereText(data)}`,
    dotted: ({ name, bare }: AbsentReferenceData & { readonly bare: string }) =>
      `"${name}" is a host name; a Service is named "${bare}" here, with its namespace beside it`,
  },
  effect: ({ isProved }) =>
    isProved === true ? 'Requests for this backend are answered with 500' : UNPROVED,
  check(ctx) {
    const facts = ctx.resource.facts(gatewayApiRoute);
    for (const reference of [...facts.parents, ...allBackends(facts)]) {
      const name = reference.name?.value ?? '';
      if (reference.kindId !== 'core/Service' || name === '') continue;
      const namespace = reference.namespace?.value ?? ctx.resource.namespace;
      const at = reference.name?.path ?? reference.path;
      const [bare = '', owner] = name.split('.');
      if (owner !== undefined) {
        const elsewhere = owner === namespace ? [] : [owner];
        const data = { path: reference.path, name, namespace, bare, near: [], elsewhere, isProved: true };
        ctx.report({ message: 'dotted', at, data, fixes: ['useBareName'] });
        continue;
      }
      if (serviceNamed(ctx.world, namespace, name).length > 0) continue;
      const absent = absentObject(ctx.world, {
        kindId: 'core/Service',
        namespace,
        name,
        by: askerOf(ctx, reference.namespace === undefined),
      });
      const severity = absent === undefined ? undefined : notFoundSeverity(absent.certainty, 'error');
      if (absent === undefined || severity === undefined) continue;
      const isProved = severity !== 'hint';
      const { near, elsewhere } = absent;
      const { isNamespaceWritten, isTemplate } = ctx.resource;
      const isPlaced = isNamespaceWritten || isTemplate || reference.namespace !== undefined;
      const home = !isPlaced && elsewhere.length === 1 && elsewhere[0];
      ctx.report({
        message: isProved ? 'notFound' : 'unseen',
        at,
        severity,
        data: { path: reference.path, name, namespace, near, elsewhere, isProved, ...(home && { home }) },
        equivalents: kialiRoute(ctx.resource.kindId, 'KIA1402'),
        fixes: ['useNearName', 'useOtherNamespace', ...(home ? ['writeNamespace'] : [])],
      });
    }
  },
  fixes: {
    useNearName,
    useOtherNamespace,
    writeNamespace,
    useBareName: suggestion(({ data }) => {
      const { path, bare, elsewhere } = data as unknown as AbsentReferenceData & { readonly bare: string };
      const [namespace] = elsewhere;
      const name = set(`${path}.name`, bare);
      const operations = namespace === undefined ? [name] : [name, set(`${path}.namespace`, namespace)];
      return [{ title: `Use "${bare}"`, operations }];
    }),
  },
});
