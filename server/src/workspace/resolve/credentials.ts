/** Where the Secret of a Gateway server is looked up. */
import { namespacedName } from '../../model/registry-name.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import { type SecretRow, secrets } from '../tables/secrets.ts';
import { gatewayScope } from './gateway-scope.ts';
import { selectWorkloads } from './workloads.ts';

export interface CredentialPlaces {
  readonly name: string;
  /** Namespaces of the gateway's workloads, or the one that the reference names. */
  readonly namespaces: readonly string[];
  readonly found: readonly Entry<SecretRow>[];
  /** The workload is the built-in one of a world that is not the whole cluster: it may run elsewhere. */
  readonly isAssumed: boolean;
}

interface Credential {
  readonly selector: Labels;
  readonly server: { readonly tls: { readonly mode: string } | undefined };
  readonly credential: { readonly value: string };
}

/** Modes that take no certificate from a Secret; a `credentialName` beside them is unused. */
const UNUSED_IN: readonly string[] = ['PASSTHROUGH', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL'];

/** Undefined where the reference is none that files can decide, or where the Gateway has no workload. */
export function credentialPlaces(
  world: WorldReader,
  namespaceOfGateway: string,
  { selector, server, credential }: Credential,
): CredentialPlaces | undefined {
  const reference = secretReference(credential.value);
  if (reference === undefined || UNUSED_IN.includes(server.tls?.mode ?? '')) return undefined;
  const workloads = selectWorkloads(world, gatewayScope(world, namespaceOfGateway), selector);
  if (workloads.length === 0) return undefined;
  const isComplete = world.config('completeness') === 'complete';
  const isAssumed = !isComplete && workloads.every(({ row }) => row.origin === 'builtin');
  const running = [...new Set(workloads.map(({ row }) => row.namespace))];
  const places = running.map((namespace) => namespacedName(reference, namespace));
  const assumed = isAssumed ? [namespacedName(reference, namespaceOfGateway)] : [];
  return {
    name: places[0]?.name ?? reference,
    namespaces: [...new Set(places.map(({ namespace }) => namespace))],
    found: [...places, ...assumed].flatMap(({ namespace, name }) =>
      world.read(secrets, `${namespace}/${name}`),
    ),
    isAssumed,
  };
}

/** `[namespace/]name`, also behind the schemes that mean a Secret. */
function secretReference(credential: string): string | undefined {
  const scheme = /^([a-z-]+):\/\/(.*)$/.exec(credential);
  if (scheme === null) return credential === '' ? undefined : credential;
  return scheme[1] === 'kubernetes' || scheme[1] === 'kubernetes-gateway' ? scheme[2] : undefined;
}
