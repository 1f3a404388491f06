/** A server is bound to something that is no address. */
import { gateway } from '../../model/gateway.ts';
import { isIpAddress } from '../../primitives/ip-address.ts';
import { isUnixAddress, parseUnixAddress } from '../../primitives/unix-socket.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

const SOCKET: AdmissionCheck = { code: 'V-GW-14' };
const SOCKET_WITH_PORT: AdmissionCheck = { code: 'V-GW-15' };
const ADDRESS: AdmissionCheck = { code: 'V-GW-16' };

export const badBind = defineRule({
  id: 'gateway/bad-bind',
  title: 'Server of a Gateway is bound to no address',
  severity: 'error',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  equivalents: admission([SOCKET, SOCKET_WITH_PORT, ADDRESS]),
  docs: {
    why: '`bind` is an IP address of the gateway, or a Unix socket (`unix:///path/to/socket`, `unix://@name`), which has no port number. Names are not looked up. The webhook refuses the rest.',
    fix: 'Leave `bind` out, so that the server listens at every address, or write an address.',
  },
  messages: {
    address: ({ bind }: { bind: string }) => `"${bind}" is neither an IP address nor a Unix socket`,
    socket: ({ bind }: { bind: string }) =>
      `"${bind}" is neither an absolute path nor an abstract name of a Unix socket`,
    port: ({ bind }: { bind: string }) => `A server at the Unix socket "${bind}" has no port number`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const server of ctx.spec.get('servers').items()) {
      const bind = server.get('bind').sourcedString();
      if (bind === undefined || bind.value === '') continue;
      const data = { bind: bind.value };
      if (!isUnixAddress(bind.value)) {
        if (isIpAddress(bind.value)) continue;
        const equivalents = admission([ADDRESS]);
        ctx.report({ message: 'address', at: bind.path, data, equivalents, fixes: ['leaveOut'] });
      } else if (parseUnixAddress(bind.value)?.ok !== true) {
        ctx.report({ message: 'socket', at: bind.path, data, equivalents: admission([SOCKET]) });
      } else {
        const number = server.get('port').get('number').sourcedNumber();
        if (number === undefined || number.value === 0) continue;
        const equivalents = admission([SOCKET_WITH_PORT]);
        ctx.report({ message: 'port', at: number.path, data, equivalents });
      }
    }
  },
  fixes: { leaveOut: removing(() => 'Listen at every address') },
});
