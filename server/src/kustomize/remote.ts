/** Entries that name something on the network. */

/** True for URLs and addresses of git repositories, which are never fetched. */
export function isRemote(entry: string): boolean {
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/|git::|gh:)/i.test(entry)) return true;
  // `user@host:path`
  if (/^[^/@\s]+@[^/:\s]+[:/]/.test(entry)) return true;
  if (/^github\.com[/:]/i.test(entry)) return true;
  if (entry.startsWith('.') || entry.startsWith('/')) return false;
  // `host.name/org/repo.git//path?ref=v1`
  return /^[^/\s]+\.[^/\s]+\/.*(?:\.git(?:[/?]|$)|\/\/|[?&](?:ref|version)=)/.test(entry);
}
