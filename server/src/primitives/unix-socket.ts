/** Addresses of Unix domain sockets: `unix:///path/to/socket` or `unix://@abstract`. */

const PREFIX = 'unix://';

export type UnixSocketResult =
  | { readonly ok: true; readonly isAbstract: boolean; readonly path: string }
  | { readonly ok: false; readonly problem: 'empty' | 'relative' | 'trailing-slash' };

export function isUnixAddress(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** Checks what stands behind `unix://`; undefined when the text is no such address (P-UDS). */
export function parseUnixAddress(text: string): UnixSocketResult | undefined {
  return text.startsWith(PREFIX) ? parseUnixPath(text.slice(PREFIX.length)) : undefined;
}

export function parseUnixPath(path: string): UnixSocketResult {
  if (path === '') return { ok: false, problem: 'empty' };
  if (path.startsWith('@')) return { ok: true, isAbstract: true, path };
  if (!path.startsWith('/')) return { ok: false, problem: 'relative' };
  if (path.endsWith('/')) return { ok: false, problem: 'trailing-slash' };
  return { ok: true, isAbstract: false, path };
}
