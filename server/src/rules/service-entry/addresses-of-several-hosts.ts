/** Several hosts share addresses on a port whose connections do not say which host was meant. */
import { isTcpProtocol, parseProtocol } from '../../primitives/port.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

export const addressesOfSeveralHosts = defineRule({
  id: 'service-entry/addresses-of-several-hosts',
  title: 'Several hosts of a ServiceEntry share its addresses',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  fields: ['spec.addresses'],
  scope: 'document',
  equivalents: admission([{ code: 'V-SE-31' }]),
  docs: {
    why: 'With resolution `DNS` each host is looked up by itself, and a connection to one of `addresses` is taken for one of the hosts. A connection of TCP or TLS to a shared address does not say for which: it goes to the first of them, whatever was asked for.',
    fix: 'Write an entry for each host, with addresses of its own; or leave the addresses out, so that each host gets one.',
    noFix: 'Which of the addresses belongs to which host is not written.',
  },
  messages: {
    shared: ({ hosts, port }: { hosts: number; port: string }) =>
      `${hosts} hosts share the addresses of the entry on port "${port}", whose connections do not name the host`,
  },
  effect: 'Connections may go to another host than was asked for',
  check(ctx) {
    const resolution = ctx.spec.get('resolution').string() ?? '';
    if (ctx.resource.isTemplate || !['DNS', 'DNS_ROUND_ROBIN'].includes(resolution)) return;
    const hosts = ctx.spec.get('hosts');
    if (hosts.items().length < 2 || ctx.spec.get('addresses').items().length === 0) return;
    const port = ctx.spec
      .get('ports')
      .items()
      .find((each) => {
        const protocol = parseProtocol(each.get('protocol').string() ?? '');
        return protocol !== undefined && isTcpProtocol(protocol);
      });
    if (port === undefined) return;
    const name = port.get('name').string() ?? String(port.get('number').number() ?? '');
    ctx.report({
      message: 'shared',
      at: { path: hosts.path, part: 'key' },
      data: { hosts: hosts.items().length, port: name },
    });
  },
});
