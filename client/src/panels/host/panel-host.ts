/** All open panels: makes them, restores them, and tells them when the cursor moves or the mesh changes. */
import { commands, Disposable, type TextEditor, ViewColumn, type WebviewPanel, window } from 'vscode';
import { MESH_CHANGED } from '../../../../server/src/lsp/panels-protocol.ts';
import { BlastRadiusView } from '../../blast-radius/blast-radius-view.ts';
import { cursorOf } from './cursor-of.ts';
import { readState } from './guards.ts';
import { type Neighbours, OpenPanel, type PanelParts } from './open-panel.ts';
import { type PanelKind, viewType } from './panel-kind.ts';
import type { Cursor } from './place-table.ts';

/** Milliseconds after which a cursor has come to rest. */
const REST_MS = 60;

export interface PanelHost extends Disposable {
  /** Shows a panel for a place: the one that follows the cursor, or a new one beside the editor. */
  show(kind: PanelKind, cursor: Cursor, input?: unknown): void;
  /** The list of what the files as they are change, from a file on. */
  showBlastRadius(uri: string): Promise<void>;
  /** Takes over a page that the editor has kept over a reload. */
  restore(kind: PanelKind, panel: WebviewPanel, state: unknown): void;
}

/** `kinds`: all that pages may ask for, by name. */
export function createPanelHost(
  { context, server, log }: PanelParts,
  kinds: ReadonlyMap<string, PanelKind>,
): PanelHost {
  const open = new Map<string, Set<OpenPanel>>();
  const all = () => [...open.values()].flatMap((panels) => [...panels]);
  const add = (kind: PanelKind, panel: WebviewPanel, made: OpenPanel) => {
    const panels = open.get(kind.name) ?? new Set();
    open.set(kind.name, panels.add(made));
    panel.onDidDispose(() => panels.delete(made));
  };
  let last: Cursor | undefined;
  const neighbours: Neighbours = {
    cursor: () => last,
    follow(panel) {
      const ofItsKind = [...open.values()].find((panels) => panels.has(panel)) ?? [];
      for (const other of ofItsKind) if (other !== panel && other.isFollowing) other.setFollowing(false);
      panel.setFollowing(true);
      if (last !== undefined) panel.moveTo(last);
    },
    show: (name, cursor, input) => {
      const kind = kinds.get(name);
      if (kind !== undefined) host.show(kind, cursor, input);
    },
  };
  const parts = { context, server, log, neighbours };
  const follow = followCursor((cursor) => {
    last = cursor;
    for (const panel of all()) panel.moveTo(cursor);
  });
  const listeners = [listenToServer(parts, all), follow];
  let blastRadius: BlastRadiusView | undefined;
  const host: PanelHost = {
    show(kind, cursor, input) {
      const following = [...(open.get(kind.name) ?? [])].find(({ isFollowing }) => isFollowing);
      if (following !== undefined) {
        following.show(cursor, input);
        following.reveal();
        return;
      }
      const panel = window.createWebviewPanel(
        viewType(kind),
        kind.title(),
        { viewColumn: ViewColumn.Beside, preserveFocus: true },
        { enableFindWidget: false, retainContextWhenHidden: false },
      );
      add(kind, panel, new OpenPanel(kind, panel, parts, { cursor, isFollowing: true, input }));
    },
    restore(kind, panel, value) {
      const state = readState(value);
      const cursor = state ?? cursorOf(window.activeTextEditor) ?? { uri: '', line: 0, character: 0 };
      const isFirst = ![...(open.get(kind.name) ?? [])].some(({ isFollowing }) => isFollowing);
      const start = { cursor, isFollowing: isFirst && (state?.isFollowing ?? true), input: state?.input };
      add(kind, panel, new OpenPanel(kind, panel, parts, start));
    },
    async showBlastRadius(uri) {
      // The view has to be there before it can be filled.
      await commands.executeCommand('setContext', 'meshwright.blastRadius', true);
      blastRadius ??= new BlastRadiusView(server, uri);
      await blastRadius.show(uri);
    },
    dispose: () => {
      blastRadius?.dispose();
      Disposable.from(...listeners).dispose();
    },
  };
  return host;
}

function listenToServer({ server }: PanelParts, all: () => readonly OpenPanel[]): Disposable {
  const changes = server.hear(MESH_CHANGED, () => {
    for (const panel of all()) panel.refresh();
  });
  const states = server.onDidChangeState((state) => {
    if (state === 'starting') return;
    for (const panel of all()) panel.setServer(state === 'running');
  });
  return Disposable.from(changes, states);
}

/** `tell`: the cursor has come to rest. */
function followCursor(tell: (cursor: Cursor) => void): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (editor: TextEditor | undefined) => {
    const cursor = cursorOf(editor);
    if (cursor === undefined) return; // a page has the focus, or something that is no manifest
    clearTimeout(timer);
    timer = setTimeout(tell, REST_MS, cursor);
  };
  return Disposable.from(
    window.onDidChangeActiveTextEditor(soon),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === window.activeTextEditor) soon(textEditor);
    }),
    new Disposable(() => clearTimeout(timer)),
  );
}
