/** What of the panels is there from the start: their commands, and the way back after a reload. The rest comes late. */
import { commands, Disposable, type ExtensionContext, type LogOutputChannel, l10n, window } from 'vscode';
import type { LanguageServer } from '../language-server.ts';
import { EXPLAIN_COMMAND, EXPLAIN_PANEL } from './explain/panel.ts';
import { GRAPH_PANEL } from './graph/panel.ts';
import { cursorOf } from './host/cursor-of.ts';
import type { PanelHost } from './host/panel-host.ts';
import { type PanelKind, viewType } from './host/panel-kind.ts';
import type { Cursor } from './host/place-table.ts';
import { REQUEST_PANEL } from './request/panel.ts';
import { ROUTES_PANEL } from './routes/panel.ts';
import { SECURITY_PANEL } from './security/panel.ts';

/** By the command that shows them. */
const PANELS: readonly (readonly [command: string, kind: PanelKind])[] = [
  ['meshwright.showGraph', GRAPH_PANEL],
  ['meshwright.showRoutes', ROUTES_PANEL],
  ['meshwright.simulateRequest', REQUEST_PANEL],
  ['meshwright.showSecurity', SECURITY_PANEL],
  [EXPLAIN_COMMAND, EXPLAIN_PANEL],
];

/** Not in the palette: a lens or a node of the tree says what is shown. */
export const OPEN_PANEL = 'meshwright.openPanel';

export interface PanelContext {
  readonly context: ExtensionContext;
  readonly server: LanguageServer;
  readonly log: LogOutputChannel;
}

export function registerPanels(parts: PanelContext): Disposable {
  let loading: Promise<PanelHost> | undefined;
  const host = () => {
    loading ??= import('./host/panel-host.ts').then(({ createPanelHost }) => {
      const made = createPanelHost(parts, new Map(PANELS.map(([, kind]) => [kind.name, kind])));
      parts.context.subscriptions.push(made);
      return made;
    });
    return loading;
  };
  return Disposable.from(
    commands.registerCommand(OPEN_PANEL, async (name: string, uri: string, position: Omit<Cursor, 'uri'>) => {
      const kind = PANELS.find(([, each]) => each.name === name)?.[1];
      if (kind !== undefined) (await host()).show(kind, { uri, ...position });
    }),
    commands.registerCommand('meshwright.showBlastRadius', async () => {
      const cursor = cursorOf(window.activeTextEditor);
      if (cursor === undefined) tellWhere();
      else await (await host()).showBlastRadius(cursor.uri);
    }),
    commands.registerCommand('meshwright.tryRequest', async (item: { readonly attempt?: unknown }) => {
      const cursor = cursorOf(window.activeTextEditor) ?? { uri: '', line: 0, character: 0 };
      if (item?.attempt !== undefined) (await host()).show(REQUEST_PANEL, cursor, item.attempt);
    }),
    ...PANELS.flatMap(([command, kind]) => [
      commands.registerCommand(command, async (...place: unknown[]) => show(await host(), kind, place)),
      window.registerWebviewPanelSerializer(viewType(kind), {
        deserializeWebviewPanel: async (panel, state) => (await host()).restore(kind, panel, state),
      }),
    ]),
  );
}

/** `place`: address and position, when a lens or hover asks; else the cursor counts. */
async function show(host: PanelHost, kind: PanelKind, place: readonly unknown[]): Promise<void> {
  const cursor = givenCursor(place) ?? cursorOf(window.activeTextEditor);
  if (cursor === undefined) {
    tellWhere();
    return;
  }
  host.show(kind, cursor);
}

function tellWhere(): void {
  window.showInformationMessage(l10n.t('Open a manifest and put the cursor into a resource of the mesh.'));
}

function givenCursor([uri, position]: readonly unknown[]): Cursor | undefined {
  if (typeof uri !== 'string') return undefined;
  const { line = 0, character = 0 } = (position ?? {}) as Partial<Cursor>;
  return { uri, line, character };
}
