/** "Report issue": opens the form for a new issue with the versions filled in, and nothing of anybody's files. */
import { env, Uri, version } from 'vscode';
import type { CommandContext } from './command-context.ts';
import { issueAddress } from './issue-address.ts';

export async function reportIssue({
  context,
  runtime,
}: Pick<CommandContext, 'context' | 'runtime'>): Promise<void> {
  const manifest: { readonly version: string; readonly bugs: { readonly url: string } } =
    context.extension.packageJSON;
  const address = issueAddress(manifest.bugs.url, [
    ['Meshwright', manifest.version],
    [env.appName, version],
    ['Extension host', env.remoteName === undefined ? runtime.host : `${runtime.host}, ${env.remoteName}`],
    ['Language', env.language],
  ]);
  await env.openExternal(Uri.parse(address, true));
}
