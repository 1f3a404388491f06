/** What the client can do, read once from its capabilities. */
import {
  type ClientCapabilities,
  type DiagnosticTag,
  type InitializeParams,
  MarkupKind,
} from 'vscode-languageserver';
import { chooseEncoding, type PositionEncoding } from './positions.ts';
import type { InitializationOptions } from './protocol.ts';

export interface ClientFeatures {
  readonly encoding: PositionEncoding;
  /** Asks for diagnostics; otherwise they are sent. */
  readonly pulls: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly diagnostics: DiagnosticFeatures;
  readonly hasSnippets: boolean;
  readonly completionMarkup: MarkupKind;
  readonly hasDeprecatedItems: boolean;
  /** Shows a second text in every row of a list. */
  readonly hasLabelDetails: boolean;
  readonly hoverMarkup: MarkupKind;
  readonly hasSymbolTrees: boolean;
  /** Keeps the first lines of the symbols in sight that the text on the screen stands in. */
  readonly showsFirstLines: boolean;
  readonly definitionLinks: 'links' | 'locations';
  readonly typeDefinitionLinks: 'links' | 'locations';
  readonly preparesRename: boolean;
  /** Asks again for lenses, hints or tokens when it is told to. */
  readonly refreshes: Readonly<Record<'codeLenses' | 'inlayHints' | 'semanticTokens', boolean>>;
  readonly hasCodeActionLiterals: boolean;
  readonly resolvesEdits: boolean;
  readonly hasDocumentChanges: boolean;
  /** Edits may make files. */
  readonly createsFiles: boolean;
  /** Applies what the server sends by itself. */
  readonly appliesEdits: boolean;
  readonly showsDocuments: boolean;
  readonly hasConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly hasProgress: boolean;
  /** It has options for us, so it knows our own notifications; others may complain about them. */
  readonly isOurs: boolean;
  /** The client's command that opens the suggestion list. */
  readonly suggestCommand: string | undefined;
  readonly suggestArguments: readonly unknown[];
  /** The client's command that lists places: for the count of references. */
  readonly showPlacesCommand: string | undefined;
  /** The client's command that explains a resource. */
  readonly explainCommand: string | undefined;
  /** The client's command that runs a test. */
  readonly runMeshTestCommand: string | undefined;
  /** The client's command that opens a preview panel. */
  readonly openPanelCommand: string | undefined;
  /** Schemes of folders that are read through the client. */
  readonly readThroughClient: ReadonlySet<string>;
}

export interface DiagnosticFeatures {
  readonly hasRelated: boolean;
  readonly hasCodeDescription: boolean;
  readonly hasData: boolean;
  readonly hasVersion: boolean;
  readonly tags: ReadonlySet<DiagnosticTag>;
}

export function clientFeatures(params: InitializeParams): ClientFeatures {
  const { workspace, textDocument, window, general } = params.capabilities;
  const options = initializationOptions(params);
  const action = textDocument?.codeAction;
  const { suggestCommand, suggestArguments, showPlacesCommand, readThroughClient = [] } = options;
  const { explainCommand, runMeshTestCommand, openPanelCommand } = options;
  return {
    encoding: chooseEncoding(general?.positionEncodings),
    pulls: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    diagnostics: diagnosticFeatures(textDocument),
    ...completionFeatures(textDocument?.completion),
    hoverMarkup: markup(textDocument?.hover?.contentFormat),
    hasSymbolTrees: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    showsFirstLines: options.showsFirstLines === true,
    definitionLinks: textDocument?.definition?.linkSupport === true ? 'links' : 'locations',
    typeDefinitionLinks: textDocument?.typeDefinition?.linkSupport === true ? 'links' : 'locations',
    preparesRename: textDocument?.rename?.prepareSupport === true,
    refreshes: {
      codeLenses: workspace?.codeLens?.refreshSupport === true,
      inlayHints: workspace?.inlayHint?.refreshSupport === true,
      semanticTokens: workspace?.semanticTokens?.refreshSupport === true,
    },
    hasCodeActionLiterals: action?.codeActionLiteralSupport !== undefined,
    resolvesEdits:
      action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    hasDocumentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    appliesEdits: workspace?.applyEdit === true,
    showsDocuments: window?.showDocument?.support === true,
    hasConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    hasProgress: window?.workDoneProgress === true,
    isOurs: typeof params.initializationOptions === 'object' && params.initializationOptions !== null,
    suggestCommand: typeof suggestCommand === 'string' ? suggestCommand : undefined,
    suggestArguments: Array.isArray(suggestArguments) ? suggestArguments : [],
    showPlacesCommand: typeof showPlacesCommand === 'string' ? showPlacesCommand : undefined,
    explainCommand: typeof explainCommand === 'string' ? explainCommand : undefined,
    runMeshTestCommand: typeof runMeshTestCommand === 'string' ? runMeshTestCommand : undefined,
    openPanelCommand: typeof openPanelCommand === 'string' ? openPanelCommand : undefined,
    readThroughClient: new Set(Array.isArray(readThroughClient) ? readThroughClient : []),
  };
}

/** Absent or malformed options count as empty. */
export function initializationOptions(params: InitializeParams): InitializationOptions {
  const options: unknown = params.initializationOptions;
  return typeof options === 'object' && options !== null ? options : {};
}

/** Clients that pull may describe their diagnostics at either place. */
function diagnosticFeatures(capabilities: ClientCapabilities['textDocument']): DiagnosticFeatures {
  const pull = capabilities?.diagnostic;
  const push = capabilities?.publishDiagnostics;
  const tags = pull?.tagSupport ?? push?.tagSupport;
  return {
    hasRelated: (pull?.relatedInformation ?? push?.relatedInformation) === true,
    hasCodeDescription: (pull?.codeDescriptionSupport ?? push?.codeDescriptionSupport) === true,
    hasData: (pull?.dataSupport ?? push?.dataSupport) === true,
    hasVersion: push?.versionSupport === true,
    tags: new Set(tags?.valueSet ?? []),
  };
}

type CompletionCapabilities = NonNullable<ClientCapabilities['textDocument']>['completion'];

function completionFeatures(
  completion: CompletionCapabilities,
): Pick<ClientFeatures, 'hasSnippets' | 'completionMarkup' | 'hasDeprecatedItems' | 'hasLabelDetails'> {
  const item = completion?.completionItem;
  return {
    hasSnippets: item?.snippetSupport === true,
    completionMarkup: markup(item?.documentationFormat),
    hasDeprecatedItems: item?.tagSupport !== undefined,
    hasLabelDetails: item?.labelDetailsSupport === true,
  };
}

function markup(formats: readonly MarkupKind[] | undefined): MarkupKind {
  return formats?.includes(MarkupKind.Markdown) === true ? MarkupKind.Markdown : MarkupKind.PlainText;
}
