/** A listener of a Sidecar whose address, port or target the webhook refuses. */
import type { Cursor } from '../../model/cursor.ts';
import { isGoInteger } from '../../primitives/go-integer.ts';
import { isIpAddress } from '../../primitives/ip-address.ts';
import { isPort } from '../../primitives/port.ts';
import { isUnixAddress, parseUnixAddress } from '../../primitives/unix-socket.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const OWN_ADDRESSES: readonly string[] = ['', '127.0.0.1', '0.0.0.0', '::1', '::'];

interface Told {
  readonly at: Cursor;
  readonly code: AdmissionCheck['code'];
  readonly text: string;
  readonly problem: string;
}

const CODES = ['07', '10', '11', '12', '13', '24', '25', '26', '27', '28', '29'] as const;

export const badListener = defineRule({
  id: 'sidecar/bad-listener',
  title: 'Listener of a Sidecar cannot be opened',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/Sidecar'],
  scope: 'document',
  equivalents: admission(CODES.map((code) => ({ code: `V-SC-${code}` as const }))),
  docs: {
    why: 'What a Sidecar takes in goes to a port of its own pod (`127.0.0.1:8080`, `:8080`) or to a socket (`unix:///run/app.sock`). What goes out arrives at a port with an address, or at a socket, and only the last entry of `egress` may do without a port, as it takes all the others. The webhook refuses the object otherwise.',
    fix: 'Write the address as the message says, or move the entry without a port to the end.',
    noFix: 'Which address was meant is not written.',
  },
  messages: {
    bad: ({ text, problem }: { text: string; problem: string }) => `"${text}" ${problem}`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    const ingress = ctx.spec.get('ingress').items();
    const egress = ctx.spec.get('egress');
    const isOpen = ctx.resource.isOpen(egress.path);
    for (const { at, code, text, problem } of [
      ...ingress.flatMap(ofIngress),
      ...ofEgress(egress.items(), isOpen),
    ]) {
      ctx.report({
        message: 'bad',
        at: at.path,
        data: { text, problem },
        equivalents: admission([{ code }]),
      });
    }
  },
});

const NO_PORT = 'is no port from 1 to 65535';
const NO_SOCKET =
  'is no socket: behind "unix://" stands a path from "/" on that is no folder, or a name with "@"';

function ofIngress(listener: Cursor): readonly Told[] {
  const found: Told[] = [];
  const port = listener.get('port').get('number');
  const number = port.number();
  if (number !== undefined && !isPort(number)) {
    found.push({ at: port, code: 'V-SC-07', text: String(number), problem: NO_PORT });
  }
  const endpoint = listener.get('defaultEndpoint');
  const text = endpoint.string();
  const fault = text === undefined || text === '' ? undefined : endpointFault(text);
  if (text !== undefined && fault !== undefined) found.push({ at: endpoint, text, ...fault });
  return found;
}

function endpointFault(text: string): Pick<Told, 'code' | 'problem'> | undefined {
  if (isUnixAddress(text)) {
    return parseUnixAddress(text)?.ok === true ? undefined : { code: 'V-SC-10', problem: NO_SOCKET };
  }
  const split = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(text);
  if (split === null) return { code: 'V-SC-11', problem: 'is not of the form "address:port"' };
  const host = split[1] ?? split[2] ?? '';
  if (!OWN_ADDRESSES.includes(host)) {
    return {
      code: 'V-SC-12',
      problem: 'is not in the own pod: the address is "127.0.0.1", "0.0.0.0", "[::1]", "[::]" or nothing',
    };
  }
  const port = split[3] ?? '';
  return isGoInteger(port) && isPort(Number(port))
    ? undefined
    : { code: 'V-SC-13', problem: 'has no port from 1 to 65535 behind the colon' };
}

function ofEgress(listeners: readonly Cursor[], isOpen: boolean): readonly Told[] {
  return listeners.flatMap((listener, index) => {
    const port = listener.get('port');
    if (!port.exists) {
      if (index === listeners.length - 1 || isOpen || !listener.isMap) return [];
      const problem = 'has no port and is not the last entry, so those behind it would get nothing';
      return [{ at: listener, code: 'V-SC-24' as const, text: `egress[${index}]`, problem }];
    }
    return ofPort(listener, port);
  });
}

function ofPort(listener: Cursor, port: Cursor): readonly Told[] {
  const bind = listener.get('bind');
  const text = bind.string() ?? '';
  const written = port.get('number');
  const number = written.exists ? written.number() : 0;
  if (number === undefined) return [];
  if (number !== 0) return ofNumber(written, number, bind, text);
  if (!isUnixAddress(text)) {
    const at = bind.exists ? bind : listener;
    return [
      {
        at,
        code: 'V-SC-25',
        text: bind.exists ? text : 'bind',
        problem: 'names no socket ("unix://…"), which an entry needs whose port has no number',
      },
    ];
  }
  const mode = listener.get('captureMode');
  const isCaptured = mode.exists && !['DEFAULT', 'NONE'].includes(mode.string() ?? 'NONE');
  return [
    ...(parseUnixAddress(text)?.ok === true
      ? []
      : [{ at: bind, code: 'V-SC-26' as const, text, problem: NO_SOCKET }]),
    ...(isCaptured
      ? [
          {
            at: mode,
            code: 'V-SC-27' as const,
            text: mode.string() ?? '',
            problem: 'cannot capture what goes to a socket; use "NONE"',
          },
        ]
      : []),
  ];
}

function ofNumber(written: Cursor, number: number, bind: Cursor, text: string): readonly Told[] {
  return [
    ...(isPort(number)
      ? []
      : [{ at: written, code: 'V-SC-28' as const, text: String(number), problem: NO_PORT }]),
    ...(text === '' || isIpAddress(text)
      ? []
      : [
          {
            at: bind,
            code: 'V-SC-29' as const,
            text,
            problem: 'is no IP address, which an entry with a port binds to',
          },
        ]),
  ];
}
