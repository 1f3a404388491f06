/** What the server offers to a client. */
import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import type { ClientFeatures } from './client-features.ts';
import { tokenLegend } from './features/to-semantic-tokens.ts';
import { FIX_RULE_IN_FOLDER, OPEN_DOCUMENTATION } from './protocol.ts';

export const FIX_ALL_KIND: CodeActionKind = `${CodeActionKind.SourceFixAll}.meshwright`;

/** Identifies our reports among those of other servers for the same document. */
const DIAGNOSTIC_SOURCE = 'meshwright';

/** Behind these a value may begin. Behind a dash, a colon or a bracket nobody has asked for anything yet. */
const TRIGGER_CHARACTERS = [' ', '"', "'"];

export function serverCapabilities(features: ClientFeatures): ServerCapabilities {
  return {
    positionEncoding: features.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    completionProvider: { triggerCharacters: TRIGGER_CHARACTERS },
    hoverProvider: true,
    documentSymbolProvider: { label: 'Meshwright' },
    ...navigationCapabilities(features),
    ...editingCapabilities(),
    codeLensProvider: { resolveProvider: true },
    inlayHintProvider: true,
    semanticTokensProvider: { legend: tokenLegend(features), range: true, full: { delta: true } },
    ...(features.hasCodeActionLiterals && {
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND], resolveProvider: true },
    }),
    ...commandCapabilities(features),
    ...(features.pulls && {
      diagnosticProvider: {
        identifier: DIAGNOSTIC_SOURCE,
        interFileDependencies: true,
        workspaceDiagnostics: true,
      },
    }),
  };
}

function commandCapabilities({ showsDocuments, appliesEdits }: ClientFeatures): ServerCapabilities {
  const commands = [
    ...(showsDocuments ? [OPEN_DOCUMENTATION] : []),
    ...(appliesEdits ? [FIX_RULE_IN_FOLDER] : []),
  ];
  return commands.length === 0 ? {} : { executeCommandProvider: { commands } };
}

function navigationCapabilities({ preparesRename }: ClientFeatures): ServerCapabilities {
  return {
    definitionProvider: true,
    typeDefinitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    workspaceSymbolProvider: true,
    callHierarchyProvider: true,
    renameProvider: preparesRename ? { prepareProvider: true } : true,
  };
}

function editingCapabilities(): ServerCapabilities {
  return {
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentLinkProvider: {},
    foldingRangeProvider: true,
    selectionRangeProvider: true,
  };
}
