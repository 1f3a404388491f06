/**
 * One spelling for each file. Editors and `node:url` escape different characters, and Windows drives come in either
 * case; inside the product every URI is escaped as VS Code does it, so that texts can be compared.
 */

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Text that is no URI is returned as it is. */
export function canonicalUri(uri: string): string {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):(\/\/[^/?#]*)?([^?#]*)(.*)$/s.exec(uri);
  if (match === null) return uri;
  const [, scheme = '', authority = '', path = '', rest = ''] = match;
  return `${scheme.toLowerCase()}:${authority}${escapePath(decodeEscapes(path))}${rest}`;
}

/** The decoded path of a URI, with `/`. */
export function pathOf(uri: string): string {
  const match = /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/[^/?#]*)?([^?#]*)/s.exec(uri);
  return decodeEscapes(match?.[1] ?? uri);
}

/** The canonical URI of an absolute path of the machine, in the form of Windows or any other. */
export function fileUri(path: string): string {
  const isWindows = /^(?:[A-Za-z]:|\\\\)/.test(path);
  const slashed = isWindows ? path.replaceAll('\\', '/') : path;
  if (isWindows && slashed.startsWith('//')) {
    const [, , host = '', ...steps] = slashed.split('/');
    return `file://${host.toLowerCase()}${escapePath(`/${steps.join('/')}`)}`;
  }
  return `file://${escapePath(slashed.startsWith('/') ? slashed : `/${slashed}`)}`;
}

/** The canonical URI of a decoded path below a canonical URI. */
export function joinUri(folder: string, path: string): string {
  return `${folder}/${escapePath(path)}`;
}

/** The canonical URI of a decoded path, absolute or counted from a folder, whose URI is canonical. */
export function resolveUri(folder: string, path: string): string {
  const root = /^[^:]+:(?:\/\/[^/?#]*)?/.exec(folder)?.[0] ?? '';
  const base = pathOf(folder);
  // Only where paths have drives is the other slash not part of a name.
  const hasDrives = /^\/[a-z]:/.test(base);
  const target = hasDrives ? path.replaceAll('\\', '/').replace(/^(?=[A-Za-z]:)/, '/') : path;
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : `${base}/${target}`).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return root + escapePath(`/${steps.join('/')}`);
}

/** The folder that holds a file or folder; undefined at the root. */
export function parentUri(uri: string): string | undefined {
  const at = uri.lastIndexOf('/');
  return pathOf(uri) === '' || at < 0 ? undefined : uri.slice(0, at);
}

/** A decoded path as people write it from a folder: `../a/b.yaml`, `.`; whole when they have no root in common. */
export function pathFrom(folder: string, uri: string): string {
  if (uri === folder) return '.';
  if (isBelow(uri, folder)) return pathOf(uri.slice(folder.length + 1));
  const from = folder.split('/');
  const to = uri.split('/');
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  // `file:` and the empty authority alone are nothing in common; a drive is.
  const hasRoot = common >= 3 && (!/^[a-z]%3A$/.test(from[3] ?? '') || common >= 4);
  if (!hasRoot) return pathOf(uri);
  return pathOf([...from.slice(common).map(() => '..'), ...to.slice(common)].join('/'));
}

/** True for URIs strictly below a folder; both canonical, the folder without a slash at its end. */
export function isBelow(uri: string, folder: string): boolean {
  return uri.length > folder.length && uri.startsWith(folder) && uri[folder.length] === '/';
}

function decodeEscapes(path: string): string {
  // A stray `%` makes the whole path undecodable: the parts that can be decoded still are.
  return path.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}

/** Nothing in it is escaped. */
const PLAIN = /^[\w./~-]*$/;

function escapePath(path: string): string {
  if (PLAIN.test(path)) return path;
  return path
    .replace(/^\/([A-Z]):/, (_, drive: string) => `/${drive.toLowerCase()}:`)
    .split('/')
    .map((step) =>
      encodeURIComponent(step.replace(LONE_SURROGATE, '\ufffd')).replace(
        /[!'()*]/g,
        (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}
