/**
 * Folders that make a world of their own: each with a `kustomization.yaml` or a `Chart.yaml`. A base that a
 * kustomization above it names belongs to that one, as it would when both are built.
 */
import { parseYamlFile } from '../yaml/parse-file.ts';
import { isRecord, nodeToJson } from '../yaml/to-json.ts';

const KUSTOMIZATION = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const CHART = 'Chart.yaml';
const REFERENCES = ['resources', 'bases', 'components'];

/** True for files that decide about worlds; `folderWorlds` takes their texts. */
export function isWorldMarker(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === CHART || KUSTOMIZATION.includes(name);
}

/**
 * Given the marker files of a tree (`/` separated paths or URIs), the function from a file's path to the folder that is
 * its world; undefined for files below no such folder.
 */
export function folderWorlds(
  markers: Iterable<{ readonly path: string; readonly text: string }>,
): (path: string) => string | undefined {
  const references = new Map<string, Set<string>>();
  for (const { path, text } of markers) {
    const folder = folderOf(path);
    const own = references.get(folder) ?? new Set<string>();
    references.set(folder, own);
    if (!path.endsWith(CHART)) for (const target of referencedFolders(folder, text)) own.add(target);
  }
  return (path) => {
    let root = nearestMarked(folderOf(path), references);
    while (root !== undefined) {
      const outer = namedBy(root, references);
      if (outer === undefined) return root;
      root = outer;
    }
    return undefined;
  };
}

/** The nearest folder above `root` whose kustomization names it. */
function namedBy(root: string, references: ReadonlyMap<string, ReadonlySet<string>>): string | undefined {
  let outer = nearestMarked(parentOf(root), references);
  while (outer !== undefined) {
    if (references.get(outer)?.has(root) === true) return outer;
    outer = nearestMarked(parentOf(outer), references);
  }
  return undefined;
}

function nearestMarked(
  from: string | undefined,
  references: ReadonlyMap<string, unknown>,
): string | undefined {
  let folder = from;
  while (folder !== undefined && !references.has(folder)) folder = parentOf(folder);
  return folder;
}

function referencedFolders(folder: string, text: string): readonly string[] {
  const root = parseYamlFile(text, { isOurs: () => true, explicit: false }).documents[0]?.document.root;
  const kustomization = root === undefined ? undefined : nodeToJson(root);
  if (!isRecord(kustomization)) return [];
  return REFERENCES.flatMap((key) => {
    const list = kustomization[key];
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
  }).map((target) => resolvePath(folder, target));
}

function resolvePath(folder: string, target: string): string {
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** The folder of a path; empty for a file at the root. */
function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function parentOf(folder: string): string | undefined {
  return folder === '' ? undefined : folderOf(folder);
}
