/** Lists and shares in sentences. */

const MAX_NAMED = 8;

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

/** The first of many. */
export function namedFew(names: readonly string[]): string {
  if (names.length <= MAX_NAMED) return listed(names);
  return `${names.slice(0, MAX_NAMED).join(', ')} and ${names.length - MAX_NAMED} more`;
}

/** Whom an `exportTo` in full lets see an object. */
export function audienceOf(exportTo: readonly string[]): string {
  if (exportTo.includes('*')) return 'every namespace';
  const names = exportTo.filter((name) => name !== '~');
  return names.length === 0 ? 'no namespace' : `namespace ${listed(names)}`;
}
