/** A rule for one host says nothing of TLS, so that the TLS of a wider rule does not hold there. */
import { destinationRule } from '../../model/destination-rule.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { qualifiedHost } from '../../workspace/resolve/hosts.ts';
import {
  isMutualTlsAutomatic,
  isWideMutual,
  rulesOfMesh,
  rulesOfNamespace,
} from '../../workspace/resolve/wide-rules.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
  readonly wide: string;
  readonly rule: string;
}

export const dropsWideTls = defineRule({
  id: 'destination-rule/drops-wide-tls',
  title: 'Mutual TLS of a wider rule does not hold for this host',
  severity: 'warning',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA0204' }],
  docs: {
    why: 'A client follows one rule for a host, the most specific one; nothing of a wider rule is inherited. `ISTIO_MUTUAL` for `*.local` or for a whole namespace therefore does not reach hosts that have a rule of their own without TLS settings: clients go back to automatic mutual TLS there, or to plain text where the mesh has it off.',
    fix: 'Repeat the mode in the rule of the host.',
    differs:
      'Kiali warns of hosts outside the cluster too, which such rules do not cover. Where automatic mutual TLS is on (the default) little is lost, and the finding is information.',
  },
  messages: {
    dropped: ({ host, wide, rule }: Data) =>
      `"${wide}" has mode ISTIO_MUTUAL in "${rule}", which does not hold for "${host}": its own rule has no TLS settings`,
  },
  effect: ({ isAutomatic }) =>
    isAutomatic === true
      ? 'Its clients choose by themselves, as if the wider rule were not there'
      : 'Its clients send plain text',
  check(ctx) {
    const { host, trafficPolicies } = ctx.resource.facts(destinationRule);
    if (host === undefined || ctx.resource.isOpen('spec.trafficPolicy')) return;
    const own = trafficPolicies.filter(({ path }) => path.startsWith('spec.trafficPolicy'));
    if (own.some(({ path }) => ctx.resource.cursor.at(path).get('tls').exists)) return;
    const wide = wideMutualOver(ctx.world, ctx.resource.namespace, host.value);
    if (wide === undefined || wide.resource.key === ctx.self.key) return;
    const isAutomatic = isMutualTlsAutomatic(ctx.world);
    ctx.report({
      message: 'dropped',
      at: ctx.spec.get('trafficPolicy').exists ? { path: 'spec.trafficPolicy', part: 'key' } : host.path,
      severity: isAutomatic ? 'info' : 'warning',
      data: {
        host: host.value,
        wide: wide.row.host,
        rule: `${wide.row.namespace}/${wide.row.name}`,
        isAutomatic,
      },
      related: [{ resource: wide.resource, path: 'spec.trafficPolicy.tls.mode', text: 'of the wider rule' }],
      fixes: ['repeatMode'],
    });
  },
  fixes: {
    repeatMode: suggestion(() => [
      {
        title: 'Set mode ISTIO_MUTUAL here, too',
        operations: [set('spec.trafficPolicy.tls.mode', 'ISTIO_MUTUAL')],
      },
    ]),
  },
});

/** The narrowest of the rules for whole namespaces and the mesh that clients see and that cover the host. */
function wideMutualOver(world: WorldReader, namespace: string, host: string) {
  const name = qualifiedHost(world, host, namespace);
  const home = /\.([^.]+)\.svc\./.exec(name)?.[1];
  return [...(home === undefined ? [] : rulesOfNamespace(world, home)), ...rulesOfMesh(world)].find(
    ({ row }) =>
      isWideMutual(world, row) &&
      row.host !== name &&
      name.endsWith(row.host.slice(1)) &&
      (row.exportTo.length === 0 || row.exportTo.includes('*') || row.exportTo.includes(namespace)),
  );
}
