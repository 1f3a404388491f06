/** Selectors of patches and replacements: expressions over the identity, Kubernetes' syntax over labels. */
import { compileRe2 } from '../primitives/regex.ts';
import type { BuildResource } from './resource.ts';
import { effectiveNamespace, type ResourceId } from './resource-id.ts';
import { child, type Tree, textOf } from './tree.ts';

type Matcher = (text: string) => boolean;

export class TargetSelector {
  readonly #group: Matcher;
  readonly #version: Matcher;
  readonly #kind: Matcher;
  readonly #name: Matcher;
  readonly #namespace: Matcher;
  readonly #labels: (pairs: ReadonlyMap<string, string>) => boolean;
  readonly #annotations: (pairs: ReadonlyMap<string, string>) => boolean;
  /** True when it says anything of the identity, of the pairs. */
  readonly hasId: boolean;
  readonly hasPairs: boolean;

  constructor(tree: Tree | undefined) {
    const field = (name: string) => textOf(child(tree, name)) ?? '';
    this.#group = wholeText(field('group'));
    this.#version = wholeText(field('version'));
    this.#kind = wholeText(field('kind'));
    this.#name = wholeText(field('name'));
    this.#namespace = wholeText(field('namespace'));
    this.hasId = ['group', 'version', 'kind', 'name', 'namespace'].some((name) => field(name) !== '');
    this.hasPairs = field('labelSelector') !== '' || field('annotationSelector') !== '';
    this.#labels = pairSelector(field('labelSelector'));
    this.#annotations = pairSelector(field('annotationSelector'));
  }

  /** As patches select: by the first or the present name and namespace. */
  selects(resource: BuildResource): boolean {
    const ids = [resource.originalId, resource.id];
    const { gvk } = resource;
    return (
      ids.some((id) => this.#namespace(effectiveNamespace(id))) &&
      ids.some((id) => this.#name(id.name)) &&
      this.#group(gvk.group) &&
      this.#version(gvk.version) &&
      this.#kind(gvk.kind) &&
      this.matchesPairs(resource)
    );
  }

  /** As replacements select: by every name it has had. */
  matchesId(id: ResourceId): boolean {
    return (
      this.#namespace(id.namespace) &&
      this.#name(id.name) &&
      this.#group(id.group) &&
      this.#version(id.version) &&
      this.#kind(id.kind)
    );
  }

  matchesPairs(resource: BuildResource): boolean {
    return this.#labels(resource.strings('labels')) && this.#annotations(resource.strings('annotations'));
  }
}

function wholeText(pattern: string): Matcher {
  if (pattern === '') return () => true;
  if (/^[\w-]+$/.test(pattern)) return (text) => text === pattern;
  const compiled = compileRe2(pattern);
  return compiled.ok ? (text) => compiled.matchesWhole(text) : () => false;
}

/** `a=b,c!=d,e in (f, g),h notin (i),j,!k` */
export function pairSelector(selector: string): (pairs: ReadonlyMap<string, string>) => boolean {
  const requirements = splitRequirements(selector).map(requirement);
  return (pairs) => requirements.every((isMet) => isMet(pairs));
}

/** At commas outside parentheses. */
function splitRequirements(selector: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= selector.length; at++) {
    const unit = selector[at];
    if (unit === '(') depth++;
    else if (unit === ')') depth--;
    else if (at === selector.length || (unit === ',' && depth === 0)) {
      parts.push(selector.slice(start, at).trim());
      start = at + 1;
    }
  }
  return parts.filter((part) => part !== '');
}

function requirement(text: string): (pairs: ReadonlyMap<string, string>) => boolean {
  const set = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(text);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const values = new Set(list.split(',').map((value) => value.trim()));
    return operator === 'in'
      ? (pairs) => values.has(pairs.get(key) ?? '\u0000')
      : (pairs) => !values.has(pairs.get(key) ?? '\u0000');
  }
  const equals = text.indexOf('=');
  if (equals > 0) {
    const isNegative = text[equals - 1] === '!';
    const key = text.slice(0, isNegative ? equals - 1 : equals).trim();
    const value = text.slice(text[equals + 1] === '=' ? equals + 2 : equals + 1).trim();
    return (pairs) => (pairs.get(key) === value) !== isNegative;
  }
  if (text.startsWith('!')) return (pairs) => !pairs.has(text.slice(1).trim());
  return (pairs) => pairs.has(text);
}
