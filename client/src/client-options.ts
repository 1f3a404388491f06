/** How the language client talks to the server: which documents, which log, which results are trusted. */
import { type LogOutputChannel, workspace } from 'vscode';
import { type LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient';

/** Languages whose documents are read: those that carry YAML, and JSON manifests. */
const LANGUAGES = ['yaml', 'helm', 'json', 'jsonc'];

export function clientOptions(log: LogOutputChannel): LanguageClientOptions {
  // Schemes by name, and those of the opened folders: diff views, settings and logs are nobody's manifests.
  const schemes = new Set(['file', 'untitled', 'vscode-vfs', 'vscode-remote']);
  for (const { uri } of workspace.workspaceFolders ?? []) schemes.add(uri.scheme);
  return {
    documentSelector: [...schemes].flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    markdown: { isTrusted: false, supportHtml: false },
  };
}
