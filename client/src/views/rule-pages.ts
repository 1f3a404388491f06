/** Shows the rule pages of the package: links of diagnostics lead here, not to the web. */
import { type Disposable, FileSystemError, Uri, workspace } from 'vscode';
import { RULE_PAGE_SCHEME, rulePageOf } from '../rule-page.ts';
import { serveVirtualFiles } from './virtual-files.ts';

/** A rule's page in the package for its address on the web; any other address as it is. */
export function toRulePage(address: string): Uri {
  const page = rulePageOf(address);
  return page === undefined ? Uri.parse(address) : Uri.from({ scheme: RULE_PAGE_SCHEME, path: `/${page}` });
}

/** Gives the editor the text of the pages. (The manifest associates them with the markdown preview.) */
export function serveRulePages(extension: Uri): Disposable {
  return serveVirtualFiles(RULE_PAGE_SCHEME, async (page) => {
    if (!/^\/[a-z0-9/-]+\.md$/.test(page.path)) throw FileSystemError.FileNotFound(page);
    return workspace.fs.readFile(Uri.joinPath(extension, 'docs', 'rules', page.path));
  });
}
