/** Names as the service registry knows them, without the cluster domain, which is configuration. */

/**
 * `reviews` in `shop` → `reviews.shop.svc`; wildcards, addresses and names with a dot stay as written, for that is all the
 * control plane expands. `reviews.shop.svc` as written is a literal that no Service answers to; it must not look like
 * the registry's own name for one.
 */
export function registryName(host: string, namespace: string): string {
  if (host.endsWith('.svc')) return `${host}#literal`;
  const isComplete = host.includes('.') || host.startsWith('*') || host.includes(':');
  return isComplete ? host : `${host}.${namespace}.svc`;
}

/** Namespaces of an `exportTo` list, with `.` as the object's own; empty stays empty (the mesh default). */
export function exportedTo(exportTo: readonly string[], namespace: string): readonly string[] {
  return exportTo.map((entry) => (entry === '.' ? namespace : entry));
}

/** `[namespace/]name` as references to gateways, secrets and the like are written. */
export function namespacedName(
  reference: string,
  namespace: string,
): { readonly namespace: string; readonly name: string } {
  const slash = reference.indexOf('/');
  if (slash < 0) return { namespace, name: reference };
  const written = reference.slice(0, slash);
  return { namespace: written === '.' ? namespace : written, name: reference.slice(slash + 1) };
}
