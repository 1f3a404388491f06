/** Shows the rule pages of the package: links of diagnostics lead here, not to the web. */
import { type Disposable, Uri, workspace } from 'vscode';
import { RULE_PAGE_SCHEME, rulePageOf } from '../rule-page.ts';

/** A rule's page in the package for its address on the web; any other address as it is. */
export function toRulePage(address: string): Uri {
  const page = rulePageOf(address);
  return page === undefined ? Uri.parse(address) : Uri.from({ scheme: RULE_PAGE_SCHEME, path: `/${page}` });
}

/** Gives the editor the text of the pages. (The manifest associates them with the markdown preview.) */
export function serveRulePages(extension: Uri): Disposable {
  return workspace.registerTextDocumentContentProvider(RULE_PAGE_SCHEME, {
    provideTextDocumentContent: async ({ path }) => {
      const page = await workspace.fs.readFile(Uri.joinPath(extension, 'docs', 'rules', path));
      return new TextDecoder().decode(page);
    },
  });
}
