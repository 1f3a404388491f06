/** Divides folders of plain manifests: clusters, environments, examples, copies, and what is one tree. */
import type { FileDigest } from './digest.ts';
import {
  areEnvironments,
  areVariants,
  clustersIn,
  isEnvironmentOrCluster,
  isExampleParent,
  isFixtureParent,
  isTestData,
  isThirdParty,
  mayHoldCopies,
} from './folder-names.ts';
import { folderOf, nameOf } from './paths.ts';
import { definersOf, shareDefinedBeside, sharedObjects } from './shared-objects.ts';
import type { UnitKind, UnitRole } from './unit.ts';

/** A unit in the making. */
export interface Draft {
  readonly kind: UnitKind;
  readonly role: UnitRole;
  readonly root: string;
  readonly why: string;
  readonly files: FileDigest[];
}

interface Folder {
  readonly path: string;
  /** Directly in it. */
  readonly own: FileDigest[];
  readonly children: Map<string, Folder>;
  /** In it and below it. */
  readonly files: FileDigest[];
}

type Reason = Pick<Draft, 'kind' | 'role' | 'why'>;

const COPY_SHARE = 0.5;

/**
 * @param files with at least one object each, of no other unit
 * @param elsewhere ids of the objects of other units
 */
export function dividePlainFolders(
  files: readonly FileDigest[],
  elsewhere: ReadonlySet<string>,
): readonly Draft[] {
  const tree = treeOf(files);
  const definers = definersOf(files);
  const drafts: Draft[] = [];
  const rest: Draft = {
    kind: 'plain',
    role: 'own',
    root: '',
    why: 'the manifests that are in no other world',
    files: [],
  };
  const copies: Draft[] = [];
  visit(tree, rest);
  return [rest, ...drafts, ...copies].filter((draft) => draft.files.length > 0);

  function visit(folder: Folder, owner: Draft): void {
    const isTop = folder === tree;
    if (!isTop && isTestData(folder.path)) {
      for (const file of folder.files) start(file.path, ofExample(folder.path), [file]);
      return;
    }
    const name = nameOf(folder.path);
    for (const file of folder.own) {
      if (!isTop && isFixtureParent(name)) start(file.path, ofExample(name), [file]);
      else if (file.isGenerated && isCopy([file])) copyIn(folder.path).files.push(file);
      else owner.files.push(file);
    }
    const reasons = reasonsFor(folder, isTop);
    for (const child of folder.children.values()) {
      const reason = reasons.get(child);
      if (reason === undefined) visit(child, owner);
      else visit(child, start(child.path, reason, []));
    }
  }

  function start(root: string, reason: Reason, own: FileDigest[]): Draft {
    const draft = { ...reason, root, files: own };
    drafts.push(draft);
    return draft;
  }

  function copyIn(root: string): Draft {
    const known = copies.find((copy) => copy.root === root);
    if (known !== undefined) return known;
    const why = 'says that a tool wrote it, and other files define its objects';
    const copy: Draft = { kind: 'plain', role: 'copy', root, why, files: [] };
    copies.push(copy);
    return copy;
  }

  /** Other files define most of their objects as well. */
  function isCopy(some: readonly FileDigest[]): boolean {
    return shareDefinedBeside(some, definers, elsewhere) >= COPY_SHARE;
  }

  function reasonsFor(folder: Folder, isTop: boolean): ReadonlyMap<Folder, Reason> {
    const children = [...folder.children.values()];
    const name = nameOf(folder.path);
    const reasons = new Map<Folder, Reason>();
    for (const child of children) {
      const called = nameOf(child.path);
      if (isThirdParty(called)) {
        reasons.set(child, { kind: 'plain', role: 'third-party', why: `"${called}" holds files of others` });
      } else if (mayHoldCopies(called) && isCopy(child.files)) {
        const why = `"${called}" holds what other files are rendered to`;
        reasons.set(child, { kind: 'plain', role: 'copy', why });
      }
    }
    const own = children.filter((child) => !reasons.has(child));
    const names = own.map((child) => nameOf(child.path));
    const clusters = isTop ? undefined : clustersIn(name);
    if (clusters !== undefined) {
      for (const child of own)
        reasons.set(child, ofEnvironment(`one of the ${clusters} in "${folder.path}": ${listed(names)}`));
    } else if (!isTop && isExampleParent(name)) {
      for (const child of own) reasons.set(child, ofExample(name));
    } else if (areEnvironments(names)) {
      for (const child of own)
        reasons.set(
          child,
          ofEnvironment(`${listed(names)} are named like clusters, networks or environments`),
        );
    } else {
      for (const [child, other] of rivals(own)) {
        const why = `"${nameOf(child.path)}" and "${nameOf(other.path)}" define the same objects`;
        const isBoth = [child, other].every(({ path }) => isEnvironmentOrCluster(nameOf(path)));
        reasons.set(child, { kind: isBoth ? 'environment' : 'example', role: 'own', why });
      }
      for (const [child, other] of alike(own, reasons)) {
        const why = `"${nameOf(child.path)}" stands beside "${nameOf(other.path)}" as one of a row`;
        reasons.set(child, { kind: 'example', role: 'own', why });
      }
    }
    return reasons;
  }
}

function ofEnvironment(why: string): Reason {
  return { kind: 'environment', role: 'own', why };
}

function ofExample(parent: string): Reason {
  return { kind: 'example', role: 'own', why: `each part of "${parent}" is an example of its own` };
}

/** Folders that are never applied together, each with another that defines one of its objects. */
function rivals(children: readonly Folder[]): ReadonlyMap<Folder, Folder> {
  const found = new Map<Folder, Folder>();
  sharedObjects(children, (together, isEqual) => {
    const [first, second] = together;
    if (first === undefined || second === undefined) return;
    for (const child of together) {
      const other = child === first ? second : first;
      if (!isEqual || areVariants(nameOf(child.path), nameOf(other.path))) found.set(child, other);
    }
  });
  return found;
}

/** Folders that are called as two or more are that are never applied together: the third of three demos. */
function alike(
  children: readonly Folder[],
  reasons: ReadonlyMap<Folder, Reason>,
): ReadonlyMap<Folder, Folder> {
  const apart = [...reasons].filter(([, { kind }]) => kind === 'example').map(([folder]) => folder);
  const found = new Map<Folder, Folder>();
  for (const child of children) {
    if (reasons.has(child)) continue;
    const row = apart.filter(({ path }) => areVariants(nameOf(path), nameOf(child.path)));
    if (row[0] !== undefined && row.length > 1) found.set(child, row[0]);
  }
  return found;
}

function treeOf(files: readonly FileDigest[]): Folder {
  const folders = new Map<string, Folder>();
  const folderAt = (path: string): Folder => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const folder: Folder = { path, own: [], children: new Map(), files: [] };
    folders.set(path, folder);
    if (path !== '') folderAt(folderOf(path)).children.set(nameOf(path), folder);
    return folder;
  };
  const root = folderAt('');
  for (const file of files) {
    const folder = folderOf(file.path);
    folderAt(folder).own.push(file);
    for (let path = folder; ; path = folderOf(path)) {
      folderAt(path).files.push(file);
      if (path === '') break;
    }
  }
  return root;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4).map((name) => `"${name}"`);
  return names.length > shown.length ? `${shown.join(', ')} …` : shown.join(', ');
}
