/** An egress host of a Sidecar is not of the form `namespace/host`. */
import { fieldsAt } from '../../model/fields-at.ts';
import { type NamespacedHostProblem, parseSidecarHost } from '../../primitives/namespaced-host.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { lookupHost, qualifiedHost } from '../../workspace/resolve/hosts.ts';
import { meantHosts } from '../../workspace/resolve/meant-hosts.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const REFUSED = admission([{ code: 'V-SC-33' }]);

interface Data {
  readonly host: string;
  readonly problem: NamespacedHostProblem;
  /** The entry as it was meant, when the host is a short name of a service. */
  readonly meant?: string | undefined;
}

export const badEgressHost = defineRule({
  id: 'sidecar/bad-egress-host',
  title: 'Egress host of a Sidecar has the wrong form',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/Sidecar'],
  scope: 'workspace',
  equivalents: [...REFUSED, { tool: 'kiali', code: 'KIA1004' }],
  supersedes: ['sidecar/imports-nothing'],
  docs: {
    why: 'A Sidecar imports hosts as `namespace/host`: the namespace of the service (`*` for any, `.` for its own), a slash, and the full name or a wildcard. The webhook refuses everything else.',
    fix: 'Write the namespace in front: `shop/*`, `./*`, `*/api.example.com`.',
  },
  messages: {
    badForm: ({ host, problem, meant }: Data) =>
      `"${host}" is not of the form "namespace/host": ${WORDS[problem]}${meant === undefined ? '' : `; the service is "${meant}"`}`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    for (const cursor of fieldsAt(ctx.spec, 'egress[].hosts[]')) {
      const host = cursor.string();
      if (host === undefined || /[{}$<>]/.test(host)) continue;
      const parsed = parseSidecarHost(host);
      if (parsed.ok) continue;
      const isShort = parsed.problem === 'short-name';
      const meant = isShort ? serviceMeant(ctx.world, host, ctx.resource.namespace) : undefined;
      ctx.report({
        message: 'badForm',
        at: cursor.path,
        equivalents: meant === undefined ? REFUSED : [...REFUSED, { tool: 'kiali', code: 'KIA1004' }],
        data: { host, problem: parsed.problem, ...(meant !== undefined && { meant }) },
        fixes: [
          ...(meant === undefined ? [] : ['useService']),
          ...(parsed.problem === 'missing-slash' ? ['addNamespace'] : []),
        ],
      });
    }
  },
  fixes: {
    useService: suggestion((finding) => [use(finding, String(finding.data['meant']))]),
    addNamespace: suggestion((finding, { world }) => {
      const host = String(finding.data['host']);
      const [meant] = meantHosts(world, host);
      const namespace = meant?.split('.')[1] ?? /^[^.]+\.([^.]+)\.svc\./.exec(host)?.[1] ?? '*';
      return [use(finding, `${namespace}/${host.includes('.') ? host : (meant ?? host)}`)];
    }),
  },
});

/** `shop/cart`, as people write it, by the full name of the service; undefined when there is none. */
function serviceMeant(world: WorldReader, written: string, own: string): string | undefined {
  const [scope = '', host = ''] = written.split('/');
  const owner = scope === '.' || scope === '*' ? own : scope.replace(/^~/, '');
  const found = lookupHost(world, host, { namespace: owner, exportTo: [] });
  const isService = found.status === 'found' && found.entries.some(({ row }) => row.source === 'Service');
  return isService ? `${scope}/${qualifiedHost(world, host, owner)}` : undefined;
}

const WORDS: Readonly<Record<NamespacedHostProblem, string>> = {
  'missing-slash': 'the namespace and the slash are missing',
  'empty-namespace': 'the namespace is missing',
  'bad-namespace': 'this is no name of a namespace',
  'empty-host': 'the host is missing',
  'short-name': 'the host must be a full name or a wildcard',
  'bad-host': 'this is no host name',
  'partial-wildcard': 'a star must stand for whole labels',
};
