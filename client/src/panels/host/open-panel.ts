/** One open panel: asks for its page, posts what is new, opens what the page names. A hidden page asks for nothing. */
import {
  commands,
  Disposable,
  type ExtensionContext,
  env,
  l10n,
  Position,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  PANEL,
  type PanelParams,
  type PanelPlace,
  type PanelResult,
} from '../../../../server/src/lsp/panels-protocol.ts';
import type { FromPage, PageStatus, ToPage } from '../../../webview/shared/messages.ts';
import type { LanguageServer } from '../../language-server.ts';
import { differenceOf, type Sent, wholeOf } from './difference.ts';
import { readMessage } from './guards.ts';
import { pageFolder, pageHtml } from './page-html.ts';
import type { PanelKind } from './panel-kind.ts';
import { type Cursor, fileName, labelsOf } from './place-table.ts';
import { savePicture } from './save-picture.ts';

/** Answers that took longer are asked for less often. */
const SLOW_MS = 100;
/** What every page may ask for: commands, by the name of the act. */
const COMMANDS: ReadonlyMap<string, string> = new Map([
  ['restartServer', 'meshwright.restartServer'],
  ['showUnchecked', 'meshwright.showCoverage'],
]);
/** Who waits longer is told so. */
const BUSY_MS = 300;
/** How often one asks again while files are being read. */
const READING_MS = 1000;

export interface PanelStart {
  readonly cursor: Cursor;
  readonly isFollowing: boolean;
  readonly input: unknown;
}

export interface PanelParts {
  readonly context: ExtensionContext;
  readonly server: LanguageServer;
  readonly log: { warn(message: string): void };
}

export interface Neighbours {
  /** Where the cursor was last seen in a manifest. */
  cursor(): Cursor | undefined;
  /** From now on it follows, and no other of its kind does. */
  follow(panel: OpenPanel): void;
  /** Opens another panel. */
  show(panel: string, cursor: Cursor, input: unknown): void;
}

export class OpenPanel {
  readonly #kind: PanelKind;
  readonly #panel: WebviewPanel;
  readonly #parts: PanelParts;
  readonly #neighbours: Neighbours;
  readonly #listeners: Disposable;
  #cursor: Cursor;
  /** Where the cursor stood before it was followed to a place of which nothing is known yet. */
  #before: Cursor | undefined;
  #input: unknown;
  #isFollowing: boolean;
  /** The page runs and is seen. */
  #isListening = false;
  #sent: Sent | undefined;
  #places: readonly PanelPlace[] = [];
  #asking: Promise<void> | undefined;
  #isAskedAgain = false;
  #state: PageStatus['state'] = 'ready';
  #reading: PanelResult['reading'];
  #isBusy = false;
  #later: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds since 1970: a large mesh gets as much time for the other answers as the panel has taken. */
  #restUntil = 0;

  constructor(
    kind: PanelKind,
    panel: WebviewPanel,
    parts: PanelParts & { readonly neighbours: Neighbours },
    start: PanelStart,
  ) {
    this.#kind = kind;
    this.#panel = panel;
    this.#parts = parts;
    this.#neighbours = parts.neighbours;
    this.#cursor = start.cursor;
    this.#input = start.input;
    this.#isFollowing = start.isFollowing;
    this.#listeners = Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#isListening = false; // it is made anew when it is seen again
      }),
    );
    panel.onDidDispose(() => {
      clearTimeout(this.#later);
      this.#isListening = false;
      this.#listeners.dispose();
    });
    panel.webview.options = {
      enableScripts: true,
      enableCommandUris: false,
      enableForms: false,
      localResourceRoots: [pageFolder(parts.context)],
    };
    this.#setTitle();
    panel.webview.html = pageHtml(panel.webview, parts.context, kind.name, kind.title());
  }

  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  /** The cursor stands elsewhere. */
  moveTo(cursor: Cursor): void {
    if (!this.#isFollowing) return;
    this.#before ??= this.#cursor;
    this.#cursor = cursor;
    this.refresh();
  }

  /** Shows what stands at a place, whether it follows or not. */
  show(cursor: Cursor, input = this.#input): void {
    this.#before = undefined;
    this.#cursor = cursor;
    this.#input = input;
    this.refresh();
  }

  /** Follows the cursor, or keeps its subject. */
  setFollowing(isFollowing: boolean): void {
    this.#isFollowing = isFollowing;
    this.#setTitle();
    this.#postStatus();
    this.#keep();
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** The server has stopped, or runs again. */
  setServer(isRunning: boolean): void {
    this.#state = isRunning ? 'ready' : 'stopped';
    this.#postStatus();
    if (isRunning) this.refresh();
  }

  /** Asks again, unless nobody looks; what comes in the meantime becomes one more question. */
  refresh(): void {
    if (!this.#isListening) return;
    clearTimeout(this.#later);
    const wait = this.#restUntil - Date.now();
    if (wait > 0) {
      this.#later = setTimeout(() => this.refresh(), wait);
      return;
    }
    this.#isAskedAgain = this.#asking !== undefined;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
      if (this.#isAskedAgain) this.refresh();
    });
  }

  async #ask(): Promise<void> {
    const asked = this.#cursor;
    const { uri, line, character } = asked;
    const params: PanelParams = {
      panel: this.#kind.name,
      uri,
      position: { line, character },
      input: this.#input,
    };
    const client: BaseLanguageClient | undefined = await this.#parts.server.client();
    if (client === undefined) {
      this.setServer(false);
      return;
    }
    const start = Date.now();
    const busy = setTimeout(() => this.#setBusy(true), BUSY_MS);
    try {
      const answer = await client.sendRequest<PanelResult>(PANEL, params);
      if (!this.#goesBack(answer, asked)) this.#take(answer);
      const took = Date.now() - start;
      if (took > SLOW_MS) this.#restUntil = Date.now() + took;
    } catch (error) {
      this.#parts.log.warn(`The panel ${this.#kind.name} has no answer: ${error}`);
    } finally {
      clearTimeout(busy);
      this.#setBusy(false);
    }
  }

  /** Into a file of tests, say: a page that has followed the cursor there goes on with what it showed. */
  #goesBack({ isElsewhere }: PanelResult, asked: Cursor): boolean {
    const isLast = asked === this.#cursor;
    const before = this.#before;
    if (isElsewhere !== true) {
      if (before !== undefined) this.#before = isLast ? undefined : asked;
      return false;
    }
    if (!isLast) return true; // the next answer is on its way
    if (before === undefined) return false;
    this.#before = undefined;
    this.#cursor = before;
    this.refresh();
    return true;
  }

  #take({ state, reading, head, items, places, here }: PanelResult): void {
    if (!this.#isListening) return;
    this.#places = places;
    const after = { head, items, labels: labelsOf(places) };
    const before = this.#sent;
    const message = before === undefined ? undefined : differenceOf(before, after);
    this.#sent = {
      ...after,
      revision: before === undefined ? 1 : before.revision + (message === undefined ? 0 : 1),
    };
    if (before === undefined) this.#post(wholeOf(this.#sent));
    else if (message !== undefined) this.#post(message);
    this.#state = state;
    this.#reading = reading;
    this.#postStatus();
    this.#post({ type: 'here', places: here });
    // Nobody tells of what comes in while files are being read.
    if (state === 'indexing') this.#later = setTimeout(() => this.refresh(), READING_MS);
    this.#keep();
  }

  #receive(value: unknown): void {
    const message = readMessage(value);
    if (message === undefined) this.#parts.log.warn(`The page ${this.#kind.name} sent what no page sends`);
    else void this.#handle(message);
  }

  async #handle(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#isListening = true;
        this.#sent = undefined;
        this.#post({ type: 'start', texts: l10n.bundle ?? {} });
        this.#postStatus();
        this.refresh();
        break;
      case 'all':
        if (this.#sent !== undefined) this.#post(wholeOf(this.#sent));
        break;
      case 'ask':
        this.#input = message.input;
        this.refresh();
        break;
      case 'follow':
        if (message.isFollowing) this.#neighbours.follow(this);
        else this.setFollowing(false);
        break;
      case 'copy':
        await env.clipboard.writeText(message.text);
        break;
      case 'open':
        await this.#open(message);
        break;
      case 'show':
        this.#neighbours.show(message.panel, this.#cursorAt(message.place), message.input);
        break;
      case 'act':
        await this.#act(message.action);
        break;
      case 'save':
        await savePicture(message, this.#cursor.uri, this.#parts.server);
        break;
    }
  }

  async #act(action: string): Promise<void> {
    const command = COMMANDS.get(action);
    if (command !== undefined) {
      await commands.executeCommand(command);
      return;
    }
    await this.#kind.acts?.get(action)?.({
      head: this.#sent?.head,
      cursor: this.#cursor,
      server: this.#parts.server,
    });
  }

  /** Only places of the last answer can be opened: a page cannot name an address of its own making. */
  async #open({ place, beside, focus }: Extract<FromPage, { type: 'open' }>): Promise<void> {
    const found = this.#places.find(({ id }) => id === place);
    if (found === undefined) return;
    const { start, end } = found.range;
    const uri = Uri.parse(found.uri, true);
    const shown = window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === uri.toString(),
    );
    const column = shown?.viewColumn ?? window.visibleTextEditors[0]?.viewColumn ?? ViewColumn.One;
    const selection = new Range(
      new Position(start.line, start.character),
      // A block would hide what surrounds it: its first line says where it is.
      start.line === end.line
        ? new Position(end.line, end.character)
        : new Position(start.line, start.character),
    );
    await window.showTextDocument(uri, {
      selection,
      viewColumn: beside ? ViewColumn.Beside : column,
      preserveFocus: !focus,
      preview: true,
    });
    // The page keeps the focus, so the editor tells nobody that its cursor has moved.
    this.moveTo({ uri: found.uri, line: start.line, character: start.character });
  }

  /** Of a place of the last answer; the panel's own for any other. */
  #cursorAt(place: string | undefined): Cursor {
    const found = place === undefined ? undefined : this.#places.find(({ id }) => id === place);
    return found === undefined ? this.#cursor : { uri: found.uri, ...found.range.start };
  }

  #postStatus(): void {
    const status = {
      state: this.#state,
      file: fileName(this.#cursor.uri),
      isFollowing: this.#isFollowing,
      isBusy: this.#isBusy,
      ...(this.#reading !== undefined && { reading: this.#reading }),
    };
    this.#post({ type: 'status', status });
  }

  #setBusy(isBusy: boolean): void {
    if (this.#isBusy === isBusy) return;
    this.#isBusy = isBusy;
    this.#postStatus();
  }

  /** Several may be pinned: their tabs say to which file. */
  #setTitle(): void {
    const title = this.#kind.title();
    this.#panel.title = this.#isFollowing ? title : `${title}: ${fileName(this.#cursor.uri)}`;
  }

  #keep(): void {
    const state = {
      version: 1,
      ...this.#cursor,
      isFollowing: this.#isFollowing,
      input: this.#input,
    } as const;
    this.#post({ type: 'keep', state });
  }

  #post(message: ToPage): void {
    if (this.#isListening) void this.#panel.webview.postMessage(message);
  }
}
