/** Entries that name something on the network. */

/** True for URLs and addresses of git repositories, which are never fetched. */
export function isRemote(entry: string): boolean {
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/|git::|gh:)/i.test(entry)) return true;
  if (entry.startsWith('.') || entry.startsWith('/')) return false;
  const slash = entry.indexOf('/');
  const host = slash < 0 ? entry : entry.slice(0, slash);
  // `user@host:path`
  if (host.includes('@') && host.includes(':')) return true;
  if (/^github\.com(?::|$)/i.test(host)) return slash > 0 || host.includes(':');
  if (slash < 0 || !host.includes('.')) return false;
  // `host.name/org/repo.git//path?ref=v1`
  const path = entry.slice(slash + 1);
  const isRepository = path.endsWith('.git') || path.includes('.git/') || path.includes('.git?');
  return isRepository || path.includes('//') || path.includes('?ref=') || path.includes('&ref=');
}
