/** The "Mesh" view: worlds, namespaces, and what is in them. It asks for what is open, while it is seen. */
import {
  commands,
  Disposable,
  EventEmitter,
  type TreeDataProvider,
  type TreeView,
  Uri,
  window,
} from 'vscode';
import { MESH_CHANGED } from '../../../../server/src/lsp/panels-protocol.ts';
import { STATUS } from '../../../../server/src/lsp/protocol.ts';
import {
  TREE,
  type TreeEntry,
  type TreeParams,
  type TreeResult,
} from '../../../../server/src/lsp/tree-protocol.ts';
import type { LanguageServer } from '../../language-server.ts';
import { OPEN_PANEL } from '../../panels/register-panels.ts';
import { ContextKeys } from './context-keys.ts';
import { treeDecorations, treeItem } from './tree-item.ts';

const VIEW = 'meshwright.mesh';

/** In `when` clauses of the manifest: why the view is empty. */
type Look = 'reading' | 'nothing' | 'stopped' | 'shown';

/** Id of what holds the worlds. */
const ROOT = '';

/** Milliseconds without a change, after which an open tree asks again: typing goes first. */
const REST_MS = 300;
/** Steps of the walkthrough are ticked off without haste. */
const CONTENTS_MS = 1500;

export function createMeshTree(server: LanguageServer): Disposable {
  const changed = new EventEmitter<undefined>();
  const context = new ContextKeys();
  const look = (state: Look) => context.set('meshwright.tree', state);
  let isStale = false;

  const ask = async (params: TreeParams): Promise<TreeResult | undefined> => {
    const client = await server.client();
    // It stops or is restarted meanwhile: its next state asks again.
    return client?.sendRequest<TreeResult>(TREE, params).catch(() => undefined);
  };
  const branch = async (id: string): Promise<readonly TreeEntry[]> => {
    const result = await ask(id === ROOT ? {} : { node: id });
    if (id === ROOT) look(lookOf(result));
    return result?.nodes ?? [];
  };
  /** What the editor was told, as JSON, by node. */
  const told = new Map<string, string>();
  const isOther = async () => {
    for (const [id, was] of told) if (JSON.stringify(await branch(id)) !== was) return true;
    return told.size === 0;
  };
  const provider: TreeDataProvider<TreeEntry> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: treeItem,
    getChildren: async (node) => {
      const id = node?.id ?? ROOT;
      const nodes = await branch(id);
      told.set(id, JSON.stringify(nodes));
      return [...nodes];
    },
  };
  const view = window.createTreeView(VIEW, { treeDataProvider: provider, showCollapseAll: true });
  // A tree that says the same is not drawn anew: a click at that moment would be lost.
  const refresh = restful(REST_MS, async () => {
    isStale = !view.visible;
    if (!view.visible || !(await isOther())) return;
    told.clear();
    changed.fire(undefined);
  });
  const learn = restful(CONTENTS_MS, async () => {
    if (context.isComplete || !mayShowWalkthrough()) return;
    const result = await ask({ only: 'contents' });
    if (result !== undefined) tell(context, result);
  });
  return Disposable.from(
    view,
    changed,
    refresh,
    learn,
    treeDecorations(),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible && isStale) refresh.soon();
    }),
    window.tabGroups.onDidChangeTabs(learn.soon),
    server.hear(MESH_CHANGED, refresh.soon),
    server.hear(STATUS, () => {
      // The end of the reading changes what an empty view says.
      refresh.soon();
      learn.soon();
    }),
    server.onDidChangeState((state) => {
      if (state === 'stopped') look('stopped');
      refresh.soon();
    }),
    ...nodeCommands(view),
  );
}

function lookOf(result: TreeResult | undefined): Look {
  if (result === undefined) return 'stopped';
  if (result.nodes.length > 0) return 'shown';
  return result.state === 'indexing' ? 'reading' : 'nothing';
}

/**
 * The editor ticks a step off when its key turns true after the walkthrough was made, which may be when it is first opened: so
 * nothing is told before. Editors of its own, such as that of walkthroughs, have no input that is known.
 */
function mayShowWalkthrough(): boolean {
  return window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input === undefined));
}

/** What a newcomer has done already: steps of the walkthrough are ticked off by these. */
function tell(context: ContextKeys, { contents }: TreeResult): void {
  for (const [name, is] of Object.entries(contents)) {
    if (is) context.setOnce(`meshwright.has.${name}`, Object.keys(contents).length);
  }
}

/** Commands of a node's own menu. */
function nodeCommands(view: TreeView<TreeEntry>): readonly Disposable[] {
  const open = (panel: string) => async (node: TreeEntry | undefined) => {
    const place = (node ?? view.selection[0])?.place;
    if (place === undefined) return;
    await commands.executeCommand('vscode.open', Uri.parse(place.uri, true), { preview: true });
    await commands.executeCommand(OPEN_PANEL, panel, place.uri, place.range.start);
  };
  return [
    commands.registerCommand('meshwright.showNodeInGraph', open('graph')),
    commands.registerCommand('meshwright.showNodeRoutes', open('routes')),
  ];
}

/** Runs once nothing has asked for it for a while. */
function restful(milliseconds: number, run: () => unknown): Disposable & { soon(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    soon() {
      clearTimeout(timer);
      timer = setTimeout(run, milliseconds);
    },
    dispose: () => clearTimeout(timer),
  };
}
