/** The document of a page: nothing but our own script and style may run in it. */
import { type ExtensionContext, env, l10n, Uri, type Webview } from 'vscode';

const NONCE_BYTES = 16;

export function pageFolder({ extensionUri }: ExtensionContext): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** `name`: of the page's bundle. `title`: of the document, for screen readers. */
export function pageHtml(webview: Webview, context: ExtensionContext, name: string, title: string): string {
  const address = (file: string) =>
    attribute(webview.asWebviewUri(Uri.joinPath(pageFolder(context), file)).toString());
  const nonce = newNonce();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    'img-src data:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${l10n.bundle === undefined ? 'en' : attribute(env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address(`${name}.css`)}">
<title>${attribute(title)}</title>
</head>
<body>
<div id="page"></div>
<script nonce="${nonce}" src="${address(`${name}.js`)}"></script>
</body>
</html>`;
}

/** A new one for each load of a page. */
function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function attribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
