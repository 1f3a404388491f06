/** The blast radius as a tree beside the editor, and as a lens on each resource that makes a difference. */
import {
  CodeLens,
  commands,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
} from 'vscode';
import {
  BLAST_RADIUS,
  type BlastRadiusItem,
  type BlastRadiusParams,
  type BlastRadiusResult,
} from '../../../server/src/lsp/blast-radius-protocol.ts';
import type { LanguageServer } from '../language-server.ts';
import { cursorOf } from '../panels/host/cursor-of.ts';
import { needsServer } from '../when-needed.ts';
import { type Earlier, earlierFiles, repositoryOf } from './earlier-files.ts';

const VIEW = 'meshwright.blastRadius';
/** Milliseconds after the last key. */
const REST_MS = 400;

type Group = BlastRadiusItem['group'];
type Node = Group | BlastRadiusItem;

const GROUPS: readonly Group[] = ['elsewhere', 'gain', 'lose', 'other', 'unjudged'];

function groupTitle(group: Group): string {
  switch (group) {
    case 'elsewhere':
      return l10n.t('Requests that go elsewhere');
    case 'gain':
      return l10n.t('Callers that gain access');
    case 'lose':
      return l10n.t('Callers that lose access');
    case 'other':
      return l10n.t('Callers that may do other things');
    case 'unjudged':
      return l10n.t('No longer judged');
  }
}

export class BlastRadiusView implements TreeDataProvider<Node>, Disposable {
  readonly #server: LanguageServer;
  readonly #view: TreeView<Node>;
  readonly #changed = new EventEmitter<undefined>();
  readonly #lenses = new EventEmitter<void>();
  readonly #disposables: Disposable;
  readonly onDidChangeTreeData = this.#changed.event;
  #uri: string;
  #result: BlastRadiusResult | undefined;
  #since = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watched: Disposable | undefined;
  /** Counts questions, so that a late answer is dropped. */
  #asked = 0;

  constructor(server: LanguageServer, uri: string) {
    this.#server = server;
    this.#uri = uri;
    this.#view = window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: false });
    this.#disposables = Disposable.from(
      this.#view,
      this.#changed,
      this.#lenses,
      workspace.onDidChangeTextDocument(({ document }) => needsServer(document) && this.#soon()),
      workspace.onDidSaveTextDocument((document) => needsServer(document) && this.#soon()),
      this.#view.onDidChangeVisibility(() => this.#soon()),
      languages.registerCodeLensProvider(['yaml', 'helm', 'json', 'jsonc'], {
        onDidChangeCodeLenses: this.#lenses.event,
        provideCodeLenses: (document) => this.#lensesOf(document.uri),
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watched?.dispose();
    this.#disposables.dispose();
  }

  async show(uri: string): Promise<void> {
    this.#uri = uri;
    await commands.executeCommand(`${VIEW}.focus`);
    await this.refresh();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    if (this.#view.visible) this.#timer = setTimeout(() => void this.refresh(), REST_MS);
  }

  async refresh(): Promise<void> {
    const cursor = cursorOf(window.activeTextEditor);
    if (cursor !== undefined) this.#uri = cursor.uri;
    this.#watch();
    this.#asked += 1;
    const own = this.#asked;
    const client = await this.#server.client();
    if (client === undefined) return;
    const earlier = await earlierFiles(this.#uri);
    const params: BlastRadiusParams = { uri: this.#uri, base: earlier.files };
    const result = await client.sendRequest<BlastRadiusResult>(BLAST_RADIUS, params);
    if (own !== this.#asked) return;
    this.#result = result;
    this.#since = sinceText(earlier);
    this.#view.description = this.#since;
    this.#view.message = messageOf(result, this.#since) ?? '';
    this.#changed.fire(undefined);
    this.#lenses.fire();
  }

  /** Commits and check-outs change what is compared with. */
  #watch(): void {
    const repository = repositoryOf(this.#uri);
    if (this.#watched !== undefined || repository === undefined) return;
    this.#watched = repository.state.onDidChange(() => this.#soon());
  }

  getChildren(node?: Node): Node[] {
    const items = this.#result?.items ?? [];
    if (node === undefined) return GROUPS.filter((group) => items.some((item) => item.group === group));
    return typeof node === 'string' ? items.filter(({ group }) => group === node) : [];
  }

  getTreeItem(node: Node): TreeItem {
    if (typeof node === 'string') {
      const item = new TreeItem(groupTitle(node), TreeItemCollapsibleState.Expanded);
      item.description = String(this.getChildren(node).length);
      return item;
    }
    const item = new TreeItem(node.text, TreeItemCollapsibleState.None);
    item.description = node.detail;
    item.tooltip = `${node.text}\n${node.detail}`;
    if (node.attempt !== undefined) item.contextValue = 'attempt';
    if (node.place !== undefined) {
      const { uri, range } = node.place;
      const { start } = range;
      item.command = {
        command: 'vscode.open',
        title: l10n.t('Open the line'),
        arguments: [
          Uri.parse(uri, true),
          { selection: new Range(start.line, start.character, start.line, start.character) },
        ],
      };
    }
    return item;
  }

  /** None where nothing changes. */
  #lensesOf(uri: Uri): CodeLens[] {
    if (!this.#view.visible) return [];
    const own = this.#result?.lenses.filter(({ place }) => place.uri === uri.toString()) ?? [];
    return own.map(({ text, place }) => {
      const { start, end } = place.range;
      return new CodeLens(new Range(start.line, start.character, end.line, end.character), {
        command: `${VIEW}.focus`,
        title: `${text} (${this.#since})`,
      });
    });
  }
}

function sinceText({ kind, commit }: Earlier): string {
  return kind === 'commit' ? l10n.t('since HEAD, {0}', commit) : l10n.t('since the last save');
}

function messageOf({ items, unknown, changed, left }: BlastRadiusResult, since: string): string | undefined {
  if (unknown !== undefined) return unknown;
  if (left > 0) return l10n.t('{0} more requests were not compared.', left);
  if (items.length > 0) return undefined;
  return changed === 0
    ? l10n.t('No object of the mesh is another {0}.', since)
    : l10n.t(
        '{0} objects are others {1}; no request goes elsewhere and no caller gains or loses access.',
        changed,
        since,
      );
}
