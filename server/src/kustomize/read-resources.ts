/** From YAML text to the objects in it. */
import type { PlacedDocument, YamlNode, YamlScalar } from '../yaml/node.ts';
import type { LocatedYaml } from './embedded-text.ts';
import type { BuildErrorClass, Problems } from './problems.ts';
import { BuildResource } from './resource.ts';
import { child, descendant, isNull, itemsOf, type Reading, type Tree, textOf, treeOf } from './tree.ts';
import { blockingProblem } from './yaml-problems.ts';

/** Undefined, with a problem said, when the text cannot be read; comments alone give no object. */
export function readResources(
  { yaml, locate }: LocatedYaml,
  problems: Problems,
  malformed: BuildErrorClass = 'resource-malformed',
): readonly BuildResource[] | undefined {
  if (yaml.problems.length > 0) return problems.fail(malformed, 'The text is too large', locate(0, 0));
  const resources: BuildResource[] = [];
  for (const placed of yaml.documents) {
    const trees = readDocument(placed, { yaml, locate }, problems, malformed);
    if (trees === undefined) return undefined;
    for (const tree of trees) {
      const resource = resourceOf(tree, problems);
      if (resource === undefined) return undefined;
      resources.push(resource);
    }
  }
  return resources;
}

/** The documents of a text as trees. */
export function readTrees(
  located: LocatedYaml,
  problems: Problems,
  malformed: BuildErrorClass,
): readonly Tree[] | undefined {
  const trees: Tree[] = [];
  for (const placed of located.yaml.documents) {
    const tree = parsedTree(placed, located, problems, malformed, 'api-server');
    if (tree === 'malformed') return undefined;
    if (tree !== undefined) trees.push(tree);
  }
  return trees;
}

function parsedTree(
  { start, document }: PlacedDocument,
  { locate }: LocatedYaml,
  problems: Problems,
  malformed: BuildErrorClass,
  reading: Reading,
): Tree | 'malformed' | undefined {
  if (document.state === 'empty') return undefined;
  const broken = blockingProblem(document, 'keys-are-unique');
  if (broken !== undefined) {
    const isDuplicate = broken.isDuplicateKey && malformed === 'resource-malformed';
    const message = `Not valid YAML: ${broken.detail}`;
    const place = locate(start + broken.start, start + broken.end);
    problems.fail(isDuplicate ? 'resource-duplicate-key' : malformed, message, place);
    return 'malformed';
  }
  if (document.root === undefined) return undefined;
  const odd = reading === 'build' ? oddKey(document.root) : undefined;
  if (odd !== undefined) {
    const message = `The key ${odd.text} is no text for Kustomize, which cannot write the object then: it needs quotes`;
    problems.fail(malformed, message, locate(start + odd.start, start + odd.end));
    return 'malformed';
  }
  return treeOf(document.root, (from, to) => locate(start + from, start + to), reading);
}

/** A key that the tool reads as a number or a constant. */
function oddKey(root: YamlNode): YamlScalar | undefined {
  if (root.kind === 'scalar') return undefined;
  if (root.kind === 'seq') return firstOf(root.items.map(({ value }) => value));
  const own = root.entries.find(({ key }) => {
    const isWord = typeof key.value === 'boolean' && !/^(?:true|false)$/i.test(key.text);
    return typeof key.value !== 'string' && !isWord;
  });
  return own?.key ?? firstOf(root.entries.map(({ value }) => value));
}

function firstOf(nodes: readonly YamlNode[]): YamlScalar | undefined {
  for (const node of nodes) {
    const found = oddKey(node);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Lists are taken apart; a document that says nothing but null is none. */
function readDocument(
  placed: PlacedDocument,
  located: LocatedYaml,
  problems: Problems,
  malformed: BuildErrorClass,
): readonly Tree[] | undefined {
  const tree = parsedTree(placed, located, problems, malformed, 'build');
  if (tree === 'malformed') return undefined;
  if (tree === undefined || isNull(tree)) return [];
  const items = child(tree, 'items');
  const isList = (textOf(child(tree, 'kind')) ?? '').endsWith('List') && items?.kind === 'list';
  return isList ? itemsOf(items) : [tree];
}

function resourceOf(tree: Tree, problems: Problems): BuildResource | undefined {
  if (tree.kind !== 'map')
    return problems.fail('resource-not-an-object', 'This is no Kubernetes object', tree.origin);
  const named = { ...tree.origin, end: tree.origin.start };
  if (!textOf(child(tree, 'kind')))
    return problems.fail('resource-not-an-object', 'The object has no kind', named);
  const metadata = child(tree, 'metadata');
  if (!textOf(descendant(tree, 'metadata', 'name'))) {
    const place = [...(metadata?.kind === 'map' ? metadata.entries.values() : [])][0]?.key ?? named;
    return problems.fail('resource-not-an-object', 'The object has no metadata.name', place);
  }
  return new BuildResource(tree, named);
}
