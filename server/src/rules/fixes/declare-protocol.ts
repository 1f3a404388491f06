/** Says what a port of a Service speaks. */
import { childPath } from '../../base/node-path.ts';
import { set } from '../../yaml/plan/operation.ts';
import { suggestion, way } from './forms.ts';

/** The finding's data has the `path` and the number (`port`) of the port. */
export const declareProtocol = suggestion(({ data }) =>
  likelyProtocols(Number(data['port'])).map((protocol) =>
    way(
      protocol,
      `Set "appProtocol" to "${protocol}"`,
      set(childPath(String(data['path']), 'appProtocol'), protocol),
    ),
  ),
);

/** The customary protocol of a port number comes first. */
export function likelyProtocols(port: number): readonly string[] {
  const known: Readonly<Record<number, string>> = { 443: 'https', 8443: 'https', 6379: 'redis', 5432: 'tcp' };
  return [...new Set([known[port] ?? 'http', 'http', 'grpc', 'tcp'])];
}
