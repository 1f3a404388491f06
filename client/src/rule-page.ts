/** Where a rule's page is: on the web for those outside the editor, in the package for those inside. */

export const RULE_PAGE_SCHEME = 'meshwright-rule';
const ON_THE_WEB = 'https://github.com/meshwright/meshwright/blob/';

/** `virtual-service/subset-not-found.md` for the address of a rule's page, undefined for any other address. */
export function rulePageOf(address: string): string | undefined {
  if (!address.startsWith(ON_THE_WEB)) return undefined;
  return /^[^/]+\/docs\/rules\/([a-z0-9/-]+\.md)$/.exec(address.slice(ON_THE_WEB.length))?.[1];
}
