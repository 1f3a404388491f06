/** Lists and shares in sentences. */

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], word = 'and'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** `reviews.shop.svc.cluster.local` of namespace `shop` is `reviews`; of others `reviews.shop`. */
export function shortHost(host: string, namespace: string, clusterDomain: string): string {
  const suffix = `.svc.${clusterDomain}`;
  if (!host.endsWith(suffix)) return host;
  const [name = '', owner = ''] = host.slice(0, -suffix.length).split('.');
  return owner === namespace ? name : `${name}.${owner}`;
}
