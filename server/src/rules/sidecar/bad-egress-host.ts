/** An egress host of a Sidecar is not of the form `namespace/host`. */
import { fieldsAt } from '../../model/fields-at.ts';
import { type NamespacedHostProblem, parseSidecarHost } from '../../primitives/namespaced-host.ts';
import { meantHosts } from '../../workspace/resolve/meant-hosts.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes.ts';

interface Data {
  readonly host: string;
  readonly problem: NamespacedHostProblem;
}

export const badEgressHost = defineRule({
  id: 'sidecar/bad-egress-host',
  title: 'Egress host of a Sidecar has the wrong form',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/Sidecar'],
  scope: 'document',
  equivalents: admission([{ code: 'V-SC-33' }]),
  docs: {
    why: 'A Sidecar imports hosts as `namespace/host`: the namespace of the service (`*` for any, `.` for its own), a slash, and the full name or a wildcard. The webhook refuses everything else.',
    fix: 'Write the namespace in front: `shop/*`, `./*`, `*/api.example.com`.',
  },
  messages: {
    badForm: ({ host, problem }: Data) => `"${host}" is not of the form "namespace/host": ${WORDS[problem]}`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    for (const cursor of fieldsAt(ctx.spec, 'egress[].hosts[]')) {
      const host = cursor.string();
      if (host === undefined || /[{}$<>]/.test(host)) continue;
      const parsed = parseSidecarHost(host);
      if (parsed.ok) continue;
      ctx.report({
        message: 'badForm',
        at: cursor.path,
        data: { host, problem: parsed.problem },
        fixes: parsed.problem === 'missing-slash' ? ['addNamespace'] : [],
      });
    }
  },
  fixes: {
    addNamespace: suggestion((finding, { world }) => {
      const host = String(finding.data['host']);
      const [meant] = meantHosts(world, host);
      const namespace = meant?.split('.')[1] ?? /^[^.]+\.([^.]+)\.svc\./.exec(host)?.[1] ?? '*';
      return [use(finding, `${namespace}/${host.includes('.') ? host : (meant ?? host)}`)];
    }),
  },
});

const WORDS: Readonly<Record<NamespacedHostProblem, string>> = {
  'missing-slash': 'the namespace and the slash are missing',
  'empty-namespace': 'the namespace is missing',
  'bad-namespace': 'this is no name of a namespace',
  'empty-host': 'the host is missing',
  'short-name': 'the host must be a full name or a wildcard',
  'bad-host': 'this is no host name',
  'partial-wildcard': 'a star must stand for whole labels',
};
