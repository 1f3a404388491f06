/** A readiness probe that probes nothing, or cannot be sent. */
import { isProbeHeaderName } from '../../primitives/header-name.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const HEADER: AdmissionCheck = { code: 'V-WG-06' };
const COMMAND: AdmissionCheck = { code: 'V-WG-07' };
const NOTHING: AdmissionCheck = { code: 'V-WG-08' };

const METHODS = ['httpGet', 'tcpSocket', 'exec'];

export const badProbe = defineRule({
  id: 'workload-group/bad-probe',
  title: 'Readiness probe of a WorkloadGroup is incomplete',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/WorkloadGroup'],
  scope: 'document',
  equivalents: admission([HEADER, COMMAND, NOTHING]),
  docs: {
    why: 'A probe asks by `httpGet`, `tcpSocket` or `exec`; `grpc` is in the schema, but the webhook still refuses it. Headers are named by letters, digits and `-` (no `_`), and a command has at least its name.',
    fix: 'Say how to probe, name headers with `-`, and write the command.',
    noFix: 'How the workload answers is not written.',
  },
  messages: {
    nothing: ({ methods }: { methods: string }) => `The probe has none of ${methods}`,
    grpc: ({ methods }: { methods: string }) => `The webhook knows no probe by gRPC; there are ${methods}`,
    header: ({ name }: { name: string }) =>
      `"${name}" is no name of a probe's header: letters, digits and "-" only`,
    command: ({ field }: { field: string }) => `"${field}" is empty`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const probe = ctx.spec.get('probe');
    if (ctx.resource.isTemplate || !probe.isMap) return;
    const methods = METHODS.join(', ');
    if (!METHODS.some((method) => probe.get(method).exists)) {
      const grpc = probe.get('grpc');
      const at = { path: grpc.exists ? grpc.path : probe.path, part: 'key' } as const;
      const equivalents = admission([NOTHING]);
      ctx.report({ message: grpc.exists ? 'grpc' : 'nothing', at, data: { methods }, equivalents });
    }
    for (const header of probe.get('httpGet').get('httpHeaders').items()) {
      const name = header.get('name').sourcedString();
      if (name === undefined || isProbeHeaderName(name.value)) continue;
      ctx.report({
        message: 'header',
        at: name.path,
        data: { name: name.value },
        equivalents: admission([HEADER]),
      });
    }
    const command = probe.get('exec').get('command');
    if (command.isList && command.items().length === 0) {
      ctx.report({
        message: 'command',
        at: command.path,
        data: { field: 'command' },
        equivalents: admission([COMMAND]),
      });
    }
  },
});
