/** Delegation: an entry of `http` that hands its requests to another VirtualService (§2.2). */
import type { JsonValue } from '../base/json.ts';
import { Fields } from './fields.ts';
import { asRecord, type Mesh, type MeshObject } from './mesh.ts';
import { exportedTo, isVisibleFrom } from './names.ts';

export interface MergedRule {
  readonly fields: Fields;
  readonly matches: readonly Fields[];
  readonly writtenIn: MeshObject;
}

/** What a delegate's route takes over from the root when it has none of its own. */
const INHERITED = [
  'rewrite',
  'directResponse',
  'timeout',
  'retries',
  'fault',
  'mirror',
  'mirrorPercent',
  'mirrorPercentage',
  'mirrors',
  'corsPolicy',
  'headers',
] as const;

const MAPS = ['headers', 'withoutHeaders', 'queryParams', 'sourceLabels'] as const;

export function appliesToHttpRoute(fields: Fields): boolean {
  return fields.get('delegate').exists;
}

/** Routes of the delegate under the root's entry; none when it is missing, hidden or a root itself. */
export function mergeDelegate(mesh: Mesh, root: MeshObject, fields: Fields): readonly MergedRule[] {
  const delegate = findDelegate(mesh, root, fields.get('delegate'));
  if (delegate === undefined) return [];
  return delegate.spec
    .get('http')
    .items()
    .filter((route) => !route.get('delegate').exists)
    .flatMap((route) => {
      const matches = mergeMatches(fields.get('match').items(), route.get('match').items());
      return matches === undefined
        ? []
        : [{ fields: mergeRoute(fields, route), matches, writtenIn: delegate }];
    });
}

export function findDelegate(mesh: Mesh, root: MeshObject, reference: Fields): MeshObject | undefined {
  const name = reference.get('name').string() ?? '';
  const namespace = reference.get('namespace').string() ?? root.namespace;
  const found = mesh.objectNamed('networking.istio.io/VirtualService', namespace, name);
  if (found === undefined || found.spec.get('hosts').strings().length > 0) return undefined;
  const audience = exportedTo(
    found.spec.get('exportTo').strings(),
    mesh.settings.defaultVirtualServiceExportTo,
    namespace,
  );
  return isVisibleFrom(audience, root.namespace) ? found : undefined;
}

function mergeRoute(root: Fields, leaf: Fields): Fields {
  const merged: Record<string, JsonValue> = { ...asRecord(leaf.value) };
  for (const key of INHERITED) {
    const inherited = root.get(key).value;
    if (merged[key] === undefined && inherited !== undefined) merged[key] = inherited;
  }
  const names = [root.get('name').string(), leaf.get('name').string()].filter(
    (name) => name !== undefined && name !== '',
  );
  if (names.length > 0) merged['name'] = names.join('-');
  return new Fields(merged, leaf.path);
}

/** Every block of the delegate with each block of the root that it fits; undefined when one fits none. */
function mergeMatches(root: readonly Fields[], leaf: readonly Fields[]): readonly Fields[] | undefined {
  if (root.length === 0) return leaf;
  if (leaf.length === 0) return root;
  const merged: Fields[] = [];
  for (const block of leaf) {
    const fitting = root.filter((each) => !isConflict(each, block));
    if (fitting.length === 0) return undefined;
    for (const each of fitting) merged.push(mergeBlock(each, block));
  }
  return merged;
}

function mergeBlock(root: Fields, leaf: Fields): Fields {
  const merged: Record<string, JsonValue> = { ...asRecord(root.value), ...asRecord(leaf.value) };
  for (const key of MAPS) {
    const union = { ...asRecord(root.get(key).value), ...asRecord(leaf.get(key).value) };
    if (Object.keys(union).length > 0) merged[key] = union;
  }
  return new Fields(merged, leaf.path);
}

function isConflict(root: Fields, leaf: Fields): boolean {
  const ignoresCase = (block: Fields) => block.get('ignoreUriCase').boolean() ?? false;
  if (ignoresCase(root) !== ignoresCase(leaf)) return true;
  for (const key of ['uri', 'scheme', 'method', 'authority']) {
    if (isTextConflict(root.get(key), leaf.get(key))) return true;
  }
  for (const map of ['headers', 'withoutHeaders', 'queryParams']) {
    for (const [key, match] of root.get(map).entries()) {
      if (isTextConflict(match, leaf.get(map).get(key))) return true;
    }
  }
  return isSourceConflict(root, leaf);
}

function isSourceConflict(root: Fields, leaf: Fields): boolean {
  const port = (block: Fields) => block.get('port').number() ?? 0;
  if (port(root) !== 0 && port(leaf) !== 0 && port(root) !== port(leaf)) return true;
  const source = root.get('sourceNamespace').string() ?? '';
  if (source !== '' && source !== (leaf.get('sourceNamespace').string() ?? '')) return true;
  const leafLabels = leaf.get('sourceLabels').stringMap();
  for (const [key, value] of root.get('sourceLabels').stringMap()) {
    const other = leafLabels.get(key);
    if (other !== undefined && other !== value) return true;
  }
  const gateways = root.get('gateways').strings();
  const narrower = leaf.get('gateways').strings();
  return gateways.length > 0 && narrower.some((gateway) => !gateways.includes(gateway));
}

/** A regular expression fits nothing; a prefix of the root must begin what the delegate asks for. */
function isTextConflict(root: Fields, leaf: Fields): boolean {
  if (!root.exists || !leaf.exists) return false;
  if (root.get('regex').exists || leaf.get('regex').exists) return true;
  const rootExact = root.get('exact').string();
  const leafExact = leaf.get('exact').string();
  const leafPrefix = leaf.get('prefix').string();
  if (rootExact !== undefined) return leafExact !== rootExact;
  const rootPrefix = root.get('prefix').string();
  if (rootPrefix === undefined) return false;
  return !(leafExact ?? leafPrefix ?? '').startsWith(rootPrefix);
}
