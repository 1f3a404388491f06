/** A host that a Sidecar imports brings in nothing. */
import { sidecar } from '../../model/sidecar.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { absence, evidenceOf, notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { clusterHost, lookupHost, qualifiedHost } from '../../workspace/resolve/hosts.ts';
import { namespaces } from '../../workspace/tables/namespaces.ts';
import { servicesInNamespace } from '../../workspace/tables/service-hosts.ts';
import { workloadsInNamespace } from '../../workspace/tables/workloads.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
  readonly namespace: string;
  /** The entry as it should read; empty where nothing is known. */
  readonly instead: string;
  readonly isProved: boolean;
}

interface Slip {
  readonly message: 'short' | 'elsewhere' | 'notFound' | 'noNamespace';
  readonly severity: 'warning' | 'hint';
  readonly instead: string;
}

export const importsNothing = defineRule({
  id: 'sidecar/imports-nothing',
  title: 'Sidecar imports a host that is not there',
  severity: 'warning',
  preset: 'recommended',
  kinds: sidecar.kinds,
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA1004' }],
  docs: {
    why: 'An egress host is `namespace/host`: it imports services of that namespace whose full name fits. Short names are not completed, and a service is imported from its own namespace only. What is not imported, the proxies do not know: calls to it go out as to a stranger, or are refused (`REGISTRY_ONLY`).',
    fix: 'Write the namespace of the service and its full name, or a star.',
    differs: 'Kiali looks at the host alone, and takes any namespace in front of it.',
  },
  messages: {
    short: ({ host, instead }: Data) =>
      `"${host}" is not completed to a full name, and no service is called so${instead === '' ? '' : `; the service is "${instead}"`}`,
    elsewhere: ({ host, namespace, instead }: Data) =>
      `"${host}" is not in namespace "${namespace}", but "${instead}" exists`,
    notFound: ({ host, namespace, isProved }: Data) =>
      isProved
        ? `"${host}" is no service of namespace "${namespace}"`
        : `"${host}" of namespace "${namespace}" is in none of these files`,
    noNamespace: ({ namespace, isProved }: Data) =>
      isProved
        ? `Namespace "${namespace}" does not exist`
        : `Namespace "${namespace}" is in none of these files`,
  },
  effect: ({ isProved }) =>
    isProved === true
      ? 'The entry imports nothing'
      : 'Nothing to do when it is deployed from elsewhere; otherwise check the name',
  check(ctx) {
    const { egress } = ctx.resource.facts(sidecar);
    const named = new Set(egress.flatMap(({ hosts }) => hosts.map(({ value }) => value.split('/')[0] ?? '')));
    for (const { hosts } of egress) {
      for (const { value, path } of hosts) {
        const [written = '', host = '', ...more] = value.split('/');
        if (more.length > 0 || host === '' || written.startsWith('~') || value.includes('{{')) continue;
        const namespace = written === '.' ? ctx.resource.namespace : written;
        const slip = host.startsWith('*')
          ? slipOfNamespace(ctx.world, { namespace, host, named })
          : slipOfHost(ctx.world, namespace, host, ctx.resource.namespace);
        if (slip === undefined) continue;
        ctx.report({
          message: slip.message,
          at: path,
          severity: slip.severity,
          data: { host, namespace, instead: slip.instead, isProved: slip.severity !== 'hint' },
          fixes: ['useService'],
        });
      }
    }
  },
  fixes: {
    useService: suggestion((finding) => {
      const instead = String(finding.data['instead']);
      return instead === '' ? [] : [use(finding, instead)];
    }),
  },
});

interface Star {
  readonly namespace: string;
  readonly host: string;
  /** All that the object names. */
  readonly named: ReadonlySet<string>;
}

/** A star for all services of a namespace that the files do not have. Namespaces with a Service or a workload exist. */
function slipOfNamespace(world: WorldReader, { namespace, host, named }: Star): Slip | undefined {
  if (namespace === '*' || host !== '*') return undefined;
  if (!world.has(namespaces, '*')) return undefined;
  if (world.has(namespaces, namespace) || world.has(servicesInNamespace, namespace)) return undefined;
  if (world.has(workloadsInNamespace, namespace) || namespace === world.config('rootNamespace'))
    return undefined;
  const { certainty, near } = evidenceOf(world, { of: 'namespace', name: namespace });
  // Who names the near one as well means both.
  const isMeant = near.length > 0 && near.every((other) => named.has(other));
  const severity = notFoundSeverity(isMeant ? 'unproven' : certainty, 'warning');
  return severity && { message: 'noNamespace', severity, instead: '' };
}

function slipOfHost(world: WorldReader, namespace: string, host: string, own: string): Slip | undefined {
  const isShort = !host.includes('.');
  const owner = namespace === '*' ? own : namespace;
  const found = lookupHost(world, host, { namespace: owner, exportTo: [] });
  const qualified = qualifiedHost(world, host, owner);
  if (isShort) {
    // A ServiceEntry may have a host without a dot, which is kept under the name as written.
    if (found.status !== 'found' || found.entries.some(({ row }) => row.source === 'ServiceEntry'))
      return undefined;
    return { message: 'short', severity: 'warning', instead: `${namespace}/${qualified}` };
  }
  if (found.status === 'missing') {
    const known = clusterHost(world, host, owner);
    const certainty = absence(world, { of: 'host', host, namespace: known?.namespace });
    const severity = notFoundSeverity(certainty, 'warning');
    return severity && { message: 'notFound', severity, instead: '' };
  }
  if (namespace === '*' || found.entries.some(({ row }) => row.namespace === namespace)) return undefined;
  const [first] = found.entries;
  if (first === undefined || first.row.host.startsWith('*')) return undefined;
  return { message: 'elsewhere', severity: 'warning', instead: `${first.row.namespace}/${host}` };
}
