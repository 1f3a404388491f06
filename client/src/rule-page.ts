/** Where a rule's page is: on the web for those outside the editor, in the package for those inside. */

export const RULE_PAGE_SCHEME = 'meshwright-rule';
const ON_THE_WEB =
  /^https:\/\/github\.com\/meshwright\/meshwright\/blob\/[^/]+\/docs\/rules\/([a-z0-9/-]+\.md)$/;

/** `virtual-service/subset-not-found.md` for the address of a rule's page, undefined for any other address. */
export function rulePageOf(address: string): string | undefined {
  return ON_THE_WEB.exec(address)?.[1];
}
