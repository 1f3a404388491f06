/** A port of a ServiceEntry with a name or protocol that no port has, or that several hosts cannot share. */
import type { Cursor } from '../../model/cursor.ts';
import { isHttpProtocol, isPortName, isTlsProtocol, parseProtocol } from '../../primitives/port.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const NAME: AdmissionCheck = { code: 'V-SE-13' };
const PROTOCOL: AdmissionCheck = { code: 'V-SE-14' };
const SHARED: AdmissionCheck = { code: 'V-SE-38' };

export const badPort = defineRule({
  id: 'service-entry/bad-port',
  title: 'Port of a ServiceEntry is not possible',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  supersedes: ['service-entry/conflicting-protocol'],
  equivalents: admission([NAME, PROTOCOL, SHARED]),
  docs: {
    why: 'Names of ports are DNS labels, and protocols are those that Istio knows. Several hosts can share a port only where each request says which of them it means: HTTP by its host, TLS by its server name. The webhook refuses the rest, but for resolution `NONE`, where connections go to the address that they were made for.',
    fix: 'Correct the name or the protocol; give each host of a TCP port a ServiceEntry of its own.',
    noFix: 'The protocol that the server speaks is not written anywhere else.',
  },
  messages: {
    name: ({ name }: { name: string }) =>
      `"${name}" is no port name: letters, digits and "-" only, 63 at most`,
    noName: ({ port }: { port: number }) => `Port ${port} has an empty name`,
    protocol: ({ protocol }: { protocol: string }) => `Istio knows no protocol "${protocol}"`,
    shared: ({ port, protocol }: { port: number; protocol: string }) =>
      `Several hosts share port ${port}${protocol === '' ? '' : ` of protocol ${protocol}`}, and nothing in its connections says which one is meant`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const resolution = ctx.spec.get('resolution').string() ?? 'NONE';
    const isShared = resolution !== 'NONE' && ctx.spec.get('hosts').items().length > 1;
    for (const port of ctx.spec.get('ports').items()) {
      const number = port.get('number').number() ?? 0;
      const name = port.get('name').sourcedString();
      if (name !== undefined && !isPortName(name.value)) {
        const equivalents = admission([NAME]);
        if (name.value === '')
          ctx.report({ message: 'noName', at: name.path, data: { port: number }, equivalents });
        else ctx.report({ message: 'name', at: name.path, data: { name: name.value }, equivalents });
      }
      const written = port.get('protocol').string() ?? '';
      const protocol = parseProtocol(written);
      if (written !== '' && protocol === undefined) {
        const at = port.get('protocol').path;
        ctx.report({
          message: 'protocol',
          at,
          data: { protocol: written },
          equivalents: admission([PROTOCOL]),
        });
      } else if (
        isShared &&
        (protocol === undefined || !(isHttpProtocol(protocol) || isTlsProtocol(protocol)))
      ) {
        const data = { port: number, protocol: written };
        ctx.report({ message: 'shared', at: placeOf(port), data, equivalents: admission([SHARED]) });
      }
    }
  },
});

function placeOf(port: Cursor): string {
  return (
    ['protocol', 'number'].map((field) => port.get(field)).find(({ exists }) => exists)?.path ?? port.path
  );
}
