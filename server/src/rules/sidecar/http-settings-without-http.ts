/** A listener of a Sidecar limits HTTP on a port that does not speak it. */
import { isHttpProtocol, parseProtocol } from '../../primitives/port.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

export const httpSettingsWithoutHttp = defineRule({
  id: 'sidecar/http-settings-without-http',
  title: 'Sidecar limits HTTP on a port that does not speak it',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['networking.istio.io/Sidecar'],
  fields: ['spec.ingress[].connectionPool.http'],
  scope: 'document',
  equivalents: admission([{ code: 'V-SC-23' }]),
  docs: {
    why: 'Requests are counted where the proxy reads them: on ports of HTTP, HTTP/2 and gRPC. On any other port `connectionPool.http` is left out, and only `tcp` counts.',
    fix: 'Name the protocol that the port speaks, or limit connections with `connectionPool.tcp`.',
  },
  messages: {
    unread: ({ protocol }: { protocol: string }) =>
      protocol === ''
        ? '"http" limits requests, and the port names no protocol of HTTP'
        : `"http" limits requests, and the port speaks "${protocol}"`,
  },
  effect: 'The limits have no effect',
  check(ctx) {
    for (const listener of ctx.spec.get('ingress').items()) {
      const port = listener.get('port');
      const pool = listener.get('connectionPool');
      const http = pool.get('http');
      if (!http.exists || !port.isMap || ctx.resource.isOpen(port.path)) continue;
      const written = port.get('protocol');
      const protocol = parseProtocol(written.string() ?? '');
      // A word that is no protocol is told as such.
      const isWord = written.exists && written.string() !== '' && protocol === undefined;
      if (isWord || (protocol !== undefined && isHttpProtocol(protocol))) continue;
      ctx.report({
        message: 'unread',
        at: { path: http.path, part: 'key' },
        data: { protocol: written.string() ?? '', pool: pool.path, hasTcp: pool.has('tcp') },
        fixes: ['remove'],
      });
    }
  },
  fixes: {
    // A pool without any limit is refused.
    remove: suggestion(({ at, data }) => [
      data['hasTcp'] === true
        ? { title: 'Remove "http"', operations: [remove(at.path)] }
        : { title: 'Remove "connectionPool"', operations: [remove(String(data['pool']))] },
    ]),
  },
});
