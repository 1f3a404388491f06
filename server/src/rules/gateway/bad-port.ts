/** A port of a Gateway server that cannot be opened, or that is named as another one. */
import type { Cursor } from '../../model/cursor.ts';
import { gateway } from '../../model/gateway.ts';
import { isPort, parseProtocol } from '../../primitives/port.ts';
import { isUnixAddress } from '../../primitives/unix-socket.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

const PROTOCOL: AdmissionCheck = { code: 'V-GW-10' };
const NUMBER: AdmissionCheck = { code: 'V-GW-11' };
const TARGET: AdmissionCheck = { code: 'V-GW-12' };
const NO_NAME: AdmissionCheck = { code: 'V-GW-13' };
const TWICE: AdmissionCheck = { code: 'V-GW-37' };

const KNOWN = 'HTTP, HTTPS, HTTP2, GRPC, TLS, TCP, MONGO, MYSQL or REDIS';

export const badPort = defineRule({
  id: 'gateway/bad-port',
  title: 'Port of a Gateway server is not possible',
  severity: 'error',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  equivalents: admission([PROTOCOL, NUMBER, TARGET, NO_NAME, TWICE]),
  docs: {
    why: 'A server opens one port: a number from 1 to 65535 (0 only at a Unix socket), a protocol that Istio knows, and a name that no other server of the Gateway has. It has no target port, since routes say where requests go. The webhook refuses the rest.',
    fix: 'Correct the number, the protocol or the name; leave `targetPort` out.',
  },
  messages: {
    protocol: ({ protocol }: { protocol: string }) =>
      `"${protocol}" is no protocol of a Gateway; there are ${KNOWN}`,
    number: ({ number }: { number: number }) => `Port ${number} is not from 1 to 65535`,
    target: (_: object) => 'A Gateway server has no target port',
    noName: (_: object) => 'The port has no name',
    twice: ({ name }: { name: string }) => `Port name "${name}" is that of another server, too`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const first = new Map<string, Cursor>();
    for (const server of ctx.spec.get('servers').items()) {
      const port = server.get('port');
      const protocol = port.get('protocol').sourcedString();
      if (protocol !== undefined && parseProtocol(protocol.value) === undefined) {
        const equivalents = admission([PROTOCOL]);
        ctx.report({
          message: 'protocol',
          at: protocol.path,
          data: { protocol: protocol.value },
          equivalents,
        });
      }
      const number = port.get('number').sourcedNumber();
      const isSocket = isUnixAddress(server.get('bind').string() ?? '');
      if (number !== undefined && !isPort(number.value) && !(isSocket && number.value === 0)) {
        const equivalents = admission([NUMBER]);
        ctx.report({ message: 'number', at: number.path, data: { number: number.value }, equivalents });
      }
      const target = port.get('targetPort').sourcedNumber();
      if (target !== undefined && target.value > 0) {
        const equivalents = admission([TARGET]);
        ctx.report({ message: 'target', at: target.path, data: {}, equivalents, fixes: ['leaveTarget'] });
      }
      const name = port.get('name').sourcedString();
      if (name === undefined) continue;
      const earlier = first.get(name.value);
      if (name.value === '') {
        ctx.report({ message: 'noName', at: name.path, data: {}, equivalents: admission([NO_NAME]) });
      } else if (earlier === undefined) first.set(name.value, port);
      else {
        ctx.report({
          message: 'twice',
          at: name.path,
          data: { name: name.value },
          related: [{ resource: ctx.self, path: earlier.get('name').path, text: 'the first of this name' }],
          equivalents: admission([TWICE]),
        });
      }
    }
  },
  fixes: { leaveTarget: removing(() => 'Remove "targetPort"') },
});
