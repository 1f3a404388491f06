/** Saves a picture where a person says, in whatever file system the workspace has. */
import { l10n, Uri, window, workspace } from 'vscode';
import {
  GRAPH_TEXT,
  type GraphTextParams,
  type GraphTextResult,
} from '../../../../server/src/lsp/panels-protocol.ts';
import type { FromPage } from '../../../webview/shared/messages.ts';
import type { LanguageServer } from '../../language-server.ts';

const NAMES = {
  svg: { SVG: ['svg'] },
  png: { PNG: ['png'] },
  mermaid: { Mermaid: ['mmd', 'md'] },
} as const;
const ENDINGS = { svg: 'svg', png: 'png', mermaid: 'mmd' } as const;
const BASE64 = 'base64,';

/** `uri`: of the file whose mesh is drawn. */
export async function savePicture(
  { format, content, isReduced }: Extract<FromPage, { type: 'save' }>,
  uri: string,
  server: LanguageServer,
): Promise<void> {
  const bytes = await bytesOf(format, content, uri, server);
  if (bytes === undefined) {
    window.showWarningMessage(l10n.t('There is no picture to save.'));
    return;
  }
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    filters: Object.fromEntries(Object.entries(NAMES[format]).map(([name, ends]) => [name, [...ends]])),
    ...(folder !== undefined && { defaultUri: Uri.joinPath(folder, `mesh.${ENDINGS[format]}`) }),
  });
  if (target === undefined) return;
  await workspace.fs.writeFile(target, bytes);
  if (isReduced === true) {
    window.showInformationMessage(
      l10n.t(
        'The picture has more than 16,000 pixels a side, so it was drawn smaller. As SVG it stays sharp.',
      ),
    );
  }
}

async function bytesOf(
  format: keyof typeof NAMES,
  content: string,
  uri: string,
  server: LanguageServer,
): Promise<Uint8Array | undefined> {
  if (format === 'svg') return content === '' ? undefined : new TextEncoder().encode(content);
  if (format === 'png') {
    const at = content.indexOf(BASE64);
    if (at < 0) return undefined;
    return Uint8Array.from(atob(content.slice(at + BASE64.length)), (character) => character.charCodeAt(0));
  }
  const client = await server.client();
  const params: GraphTextParams = { uri };
  const answer = await client?.sendRequest<GraphTextResult>(GRAPH_TEXT, params);
  return answer === undefined || answer.text === '' ? undefined : new TextEncoder().encode(answer.text);
}
