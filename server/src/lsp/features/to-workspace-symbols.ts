/** `workspace/symbol`. */
import {
  type CancellationToken,
  type SymbolInformation,
  SymbolKind,
  type WorkspaceSymbolParams,
} from 'vscode-languageserver';
import { type WorkspaceSymbol, workspaceSymbols } from '../../features/navigation/workspace-symbols.ts';
import type { Session } from '../session.ts';
import { toLocation } from './to-location.ts';

const KINDS: Readonly<Record<WorkspaceSymbol['kind'], SymbolKind>> = {
  resource: SymbolKind.Class,
  host: SymbolKind.Interface,
  subset: SymbolKind.Field,
  route: SymbolKind.Method,
  listener: SymbolKind.Event,
};

/** More than anybody reads; editors ask again with every letter. */
const MOST_SYMBOLS = 1000;

/** Files between two looks at whether the answer is still wanted. */
const FILES_BETWEEN = 200;

export async function toWorkspaceSymbols(
  session: Session,
  { query }: WorkspaceSymbolParams,
  token: CancellationToken,
): Promise<SymbolInformation[]> {
  const { snapshot } = session;
  const symbols: SymbolInformation[] = [];
  let files = 0;
  for (const found of workspaceSymbols(snapshot, query)) {
    for (const symbol of found) symbols.push(toSymbol(session, symbol));
    if (symbols.length >= MOST_SYMBOLS) break;
    if (++files % FILES_BETWEEN === 0) {
      await session.runtime.giveWay();
      if (token.isCancellationRequested || snapshot.isStale) break;
    }
  }
  return symbols.slice(0, MOST_SYMBOLS);
}

function toSymbol(
  session: Session,
  { name, kind, container, uri, range }: WorkspaceSymbol,
): SymbolInformation {
  return { name, kind: KINDS[kind], containerName: container, location: toLocation(session, { uri, range }) };
}
