/** How names in configuration become hosts and gateways (semantics specification §1.1). */
import { isIpAddress } from '../primitives/ip-address.ts';

/** A host of a VirtualService or DestinationRule in full; anything with a dot is taken as it is. */
export function expandHost(value: string, namespace: string, clusterDomain: string): string {
  if (value === '' || value.startsWith('*') || value.includes('.') || isIpAddress(value)) return value;
  return `${value}.${namespace}.svc.${clusterDomain}`;
}

/** `mesh`, or `namespace/name` of an Istio Gateway. */
export function gatewayReference(value: string, namespace: string): string {
  if (value === 'mesh') return value;
  const slash = value.indexOf('/');
  if (slash >= 0) {
    const owner = value.slice(0, slash);
    return `${owner === '.' ? namespace : owner}/${value.slice(slash + 1)}`;
  }
  const [name = '', owner] = value.split('.');
  return owner === undefined ? `${namespace}/${name}` : `${owner}/${name}`;
}

/** Host of a `Host` header without its port, in lower case; IPv6 in brackets is kept whole. */
export function hostWithoutPort(authority: string): string {
  const text = authority.toLowerCase();
  if (text.startsWith('[')) return text.slice(0, text.indexOf(']') + 1);
  const colon = text.indexOf(':');
  return colon < 0 ? text : text.slice(0, colon);
}

/** `exportTo` with `.` resolved. */
export function exportedTo(
  written: readonly string[],
  byDefault: readonly string[],
  namespace: string,
): readonly string[] {
  return (written.length === 0 ? byDefault : written).map((entry) => (entry === '.' ? namespace : entry));
}

export function isVisibleFrom(exportTo: readonly string[], namespace: string): boolean {
  return exportTo.includes('*') || exportTo.includes(namespace);
}
