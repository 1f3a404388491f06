/** A credential is named with the namespace of its Secret, which is not that of the gateway's pods. */
import { gateway } from '../../model/gateway.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

interface Data {
  readonly credential: string;
  readonly name: string;
  readonly written: string;
  readonly namespaces: readonly string[];
}

export const foreignCredential = defineRule({
  id: 'gateway/foreign-credential',
  title: 'Credential is in another namespace than the gateway pods',
  severity: 'error',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'The control plane hands a Secret only to proxies of the Secret’s own namespace. A namespace in front of the name changes nothing: unless it is that of the gateway pods, the server gets no certificate and refuses connections.',
    fix: 'Put the Secret into the namespace of the gateway pods and write its bare name.',
  },
  messages: {
    foreign: ({ credential, namespaces, written }: Data) =>
      `Credential "${credential}" is of namespace "${written}", but the gateway pods run in ${namespaces.map((each) => `"${each}"`).join(', ')}`,
  },
  effect: 'The server has no certificate and refuses connections',
  check(ctx) {
    const { selector, servers } = ctx.resource.facts(gateway);
    for (const { value, path } of servers.flatMap(({ credentials }) => credentials)) {
      const [, written, name] = /^(?:kubernetes(?:-gateway)?:\/\/)?([^/]+)\/([^/]+)$/.exec(value) ?? [];
      if (written === undefined || name === undefined) continue;
      const scope = gatewayScope(ctx.world, ctx.resource.namespace);
      const running = selectWorkloads(ctx.world, scope, selector).filter(
        ({ row }) => row.origin !== 'builtin' || ctx.world.config('completeness') !== 'partial',
      );
      const namespaces = [...new Set(running.map(({ row }) => row.namespace))];
      if (namespaces.length === 0 || namespaces.includes(written)) continue;
      const isAssumed = running.every(({ row }) => row.origin === 'builtin');
      ctx.report({
        message: 'foreign',
        at: path,
        severity: isAssumed ? 'warning' : 'error',
        data: { credential: value, name, written, namespaces },
        fixes: ['useBareName'],
      });
    }
  },
  fixes: {
    useBareName: suggestion((finding) => [use(finding, String(finding.data['name']))]),
  },
});
