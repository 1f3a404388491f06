/** What is asked for the tree of the mesh: a part of `protocol.ts`, under the same rules. */
import type { Range } from 'vscode-languageserver';
import type { MeshContents, TreeNode } from '../features/mesh-tree/mesh-tree.ts';

/** Answers with a branch of the tree of worlds; after the first one, `MESH_CHANGED` is sent. */
export const TREE = 'meshwright/tree';

export interface TreeParams {
  /** Id of the node whose children are wanted; absent: the worlds. */
  readonly node?: string;
  /** Without nodes: nobody sees them. */
  readonly only?: 'contents';
}

/** A node of the tree as it is shown; texts of files in it are made visible, and mark nothing up. */
export type TreeEntry = Omit<TreeNode, 'place'> & {
  readonly place?: { readonly uri: string; readonly range: Range };
};

export interface TreeResult {
  readonly state: 'indexing' | 'ready';
  readonly nodes: readonly TreeEntry[];
  /** Of the whole workspace. */
  readonly contents: MeshContents;
}
