/** The tree of the mesh: a branch for each request, of the tree of the last version. */
import type { Connection } from 'vscode-languageserver';
import { MeshTree, type TreeNode } from '../features/mesh-tree/mesh-tree.ts';
import { guard } from './guard.ts';
import type { Session } from './session.ts';
import { TREE, type TreeEntry, type TreeParams, type TreeResult } from './tree-protocol.ts';

const NOTHING: TreeResult = {
  state: 'indexing',
  nodes: [],
  contents: { mesh: false, observed: false, routed: false, secured: false },
};

/** @param onAsked somebody shows it, and wants to hear of changes */
export function handleTree(connection: Connection, session: Session, onAsked: () => void): void {
  let version = -1;
  let tree: MeshTree | undefined;
  connection.onRequest<TreeResult, never>(
    TREE,
    guard(TREE, session.log, NOTHING, ({ node, only }: TreeParams): TreeResult => {
      if (only === undefined) onAsked();
      const { snapshot } = session;
      if (tree === undefined || version !== snapshot.version) tree = new MeshTree(snapshot);
      version = snapshot.version;
      return {
        state: session.isIndexing ? 'indexing' : 'ready',
        nodes: only === undefined ? branch(tree, node).map((each) => toEntry(session, each)) : [],
        contents: tree.contents(),
      };
    }),
  );
}

function branch(tree: MeshTree, node: string | undefined): readonly TreeNode[] {
  return node === undefined ? tree.roots() : tree.children(node);
}

function toEntry(session: Session, { place, ...node }: TreeNode): TreeEntry {
  if (place === undefined) return node;
  const range = session.positions(place.uri).rangeAt(place.range);
  return { ...node, place: { uri: session.clientUri(place.uri), range } };
}
