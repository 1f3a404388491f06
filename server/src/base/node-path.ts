/**
 * Paths inside one document, written as people and `istioctl` write them: `spec.http[0].route[1].destination.host`,
 * `metadata.labels["app.kubernetes.io/name"]`. A path is the position-free name of a node: facts and findings carry
 * paths, and only publishing turns them into ranges, so moving text invalidates nothing.
 */

/** The document itself. */
export const ROOT_PATH = '';

/** Letters, digits, `_` and `-`, beginning with a letter or `_`. Asked for each place that is read. */
function isPlainKey(key: string): boolean {
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at);
    const isLetter = (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 95;
    if (!isLetter && (at === 0 || !((unit >= 48 && unit <= 57) || unit === 45))) return false;
  }
  return key !== '';
}

/** Path of the value under `key` in the map at `parent`. */
export function childPath(parent: string, key: string): string {
  if (!isPlainKey(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent === ROOT_PATH ? key : `${parent}.${key}`;
}

/** Path of the list item `index` in the list at `parent`. */
export function itemPath(parent: string, index: number): string {
  return `${parent}[${index}]`;
}

/** Keys (strings) and list indexes (numbers) of a path, outermost first. Malformed text gives the steps up to the fault. */
export function pathSteps(path: string): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at = 0; at < path.length; ) {
    if (path.charCodeAt(at) === BRACKET) {
      const inner = bracketAt(path, at);
      if (inner === undefined) break;
      steps.push(inner.step);
      at = inner.end;
      continue;
    }
    const start = path.charCodeAt(at) === DOT ? at + 1 : at;
    at = plainKeyEnd(path, start);
    if (at === start) break;
    steps.push(path.slice(start, at));
  }
  return steps;
}

const DOT = 46;
const BRACKET = 91;

/** Behind the plain key that begins at `start`; `start` when none does. Walked for each place that is looked up. */
function plainKeyEnd(path: string, start: number): number {
  let at = start;
  for (; at < path.length; at++) {
    const unit = path.charCodeAt(at);
    const isLetter = (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 95;
    if (!isLetter && (at === start || !((unit >= 48 && unit <= 57) || unit === 45))) break;
  }
  return at;
}

/** An index or a quoted key in brackets. */
function bracketAt(path: string, at: number) {
  const pattern = /\[(?:(\d+)|("(?:[^"\\]|\\.)*"))\]/y;
  pattern.lastIndex = at;
  const match = pattern.exec(path);
  if (match === null) return undefined;
  const step = match[1] === undefined ? (JSON.parse(match[2] ?? '""') as string) : Number(match[1]);
  return { step, end: pattern.lastIndex };
}

/** The path with list indexes as `[]`, as schema facts and field documentation name fields. */
export function withoutIndexes(path: string): string {
  return path.replace(/\[\d+\]/g, '[]');
}

/** The path without the marks of list items (`[]`) and map values (`{}`) at its end. */
export function withoutElements(path: string): string {
  let end = path.length;
  while (path.endsWith('[]', end) || path.endsWith('{}', end)) end -= 2;
  return path.slice(0, end);
}

/** The path of what stands at `inner` below `path`; either may be the root. */
export function joinPaths(path: string, inner: string): string {
  if (path === ROOT_PATH || inner === ROOT_PATH) return path + inner;
  return inner.startsWith('[') ? path + inner : `${path}.${inner}`;
}
