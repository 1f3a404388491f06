/** A server that answers https, for hosts whose clients are sent there. */
import { gateway } from '../../model/gateway.ts';
import type { Resource, ResourceRef } from '../../model/resource.ts';
import { isTlsProtocol, parseProtocol } from '../../primitives/port.ts';
import { append } from '../../yaml/plan/operation.ts';
import type { Fix, FixContext } from '../define-rule.ts';
import { way } from './forms.ts';
import { certificatesForPods } from './known-certificates.ts';

const PORT = 443;

/** One for each certificate that the pods can read; none where something else answers on the port. */
export function serveHttps(
  { world }: FixContext,
  { resource, ref }: { readonly resource: Resource; readonly ref: ResourceRef },
  hosts: readonly string[],
): readonly Fix[] {
  const { servers } = resource.facts(gateway);
  const onPort = servers.filter(({ port }) => port?.value === PORT);
  const isOther = onPort.some(({ protocol, tls }) => {
    const known = parseProtocol(protocol?.value ?? '');
    return known === undefined || !isTlsProtocol(known) || tls?.mode.endsWith('PASSTHROUGH') === true;
  });
  if (isOther || hosts.length === 0) return [];
  const names = new Set(
    resource.spec
      .get('servers')
      .items()
      .map((server) => server.get('port').get('name').string()),
  );
  const name = names.has('https') ? `https-${resource.spec.get('servers').items().length + 1}` : 'https';
  return certificatesForPods(world, resource).map((credentialName) =>
    way(
      credentialName,
      `Answer https on port ${PORT} of Gateway "${resource.name}" with certificate "${credentialName}"`,
      {
        ...append('spec.servers', {
          port: { number: PORT, name, protocol: 'HTTPS' },
          hosts: [...hosts],
          tls: { mode: 'SIMPLE', credentialName },
        }),
        of: ref,
      },
    ),
  );
}
