/** How the language client talks to the server: which documents, which log, who reads files. */
import { commands, type LogOutputChannel, workspace } from 'vscode';
import { type LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/lsp/protocol.ts';
import { withNewResource } from './commands/offer-new-resource.ts';
import { RUN_MESH_TEST } from './commands/run-mesh-test.ts';
import { SHOW_PLACES } from './commands/show-places.ts';
import { EXPLAIN_COMMAND } from './panels/explain/panel.ts';
import { OPEN_PANEL } from './panels/register-panels.ts';
import { rulePageOf } from './rule-page.ts';
import type { Runtime } from './runtime.ts';
import { toRulePage } from './views/rule-pages.ts';

export const CLIENT_ID = 'meshwright';
export const CLIENT_NAME = 'Meshwright';

/** Languages whose documents are read: those that carry YAML, and JSON manifests. */
const LANGUAGES = ['yaml', 'helm', 'json', 'jsonc'];

export function clientOptions(host: Runtime['host'], log: LogOutputChannel): LanguageClientOptions {
  const schemes = folderSchemes();
  const initializationOptions: InitializationOptions = {
    // A server in Node reads the disk itself; a worker reads nothing.
    readThroughClient: [...schemes].filter((scheme) => host === 'web' || scheme !== 'file'),
    suggestCommand: 'editor.action.triggerSuggest',
    // As if a letter had been typed: nothing is selected, and nothing is said where nothing is known.
    suggestArguments: [{ auto: true }],
    showPlacesCommand: SHOW_PLACES,
    explainCommand: EXPLAIN_COMMAND,
    runMeshTestCommand: RUN_MESH_TEST,
    openPanelCommand: OPEN_PANEL,
    showsFirstLines: true,
  };
  return {
    documentSelector: ['untitled', ...schemes].flatMap((scheme) =>
      LANGUAGES.map((language) => ({ scheme, language })),
    ),
    initializationOptions,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // The only command that a hover may link to: it shows a text.
    markdown: { isTrusted: { enabledCommands: [EXPLAIN_COMMAND] }, supportHtml: false },
    uriConverters: { code2Protocol: (uri) => uri.toString(), protocol2Code: toRulePage },
    middleware: {
      provideCompletionItem: async (document, position, context, token, next) =>
        withNewResource(document, position, await next(document, position, context, token)),
      workspace: {
        configuration: async (params, token, next) => withTrust(await next(params, token)),
      },
      window: {
        showDocument: async (params, token, next) => {
          if (rulePageOf(params.uri) === undefined) return next(params, token);
          await commands.executeCommand('vscode.open', toRulePage(params.uri));
          return { success: true };
        },
      },
    },
  };
}

/** No program is run on what a folder holds that nobody trusts. */
function withTrust<Answer>(answer: Answer): Answer {
  if (workspace.isTrusted || !Array.isArray(answer)) return answer;
  return answer.map((settings: unknown) =>
    typeof settings === 'object' && settings !== null && 'helm' in settings
      ? { ...settings, helm: {} }
      : settings,
  ) as Answer;
}

/** By name, and those of the opened folders: diff views, settings and logs are nobody's manifests. */
function folderSchemes(): ReadonlySet<string> {
  const folders = workspace.workspaceFolders ?? [];
  return new Set(['file', 'vscode-vfs', 'vscode-remote', ...folders.map(({ uri }) => uri.scheme)]);
}
