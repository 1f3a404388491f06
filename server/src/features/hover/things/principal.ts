/** A service account, alone or in a principal: who runs as it. */
import type { PlacedSite } from '../../../workspace/references/site.ts';
import {
  definitionsOfAccount,
  principalOfAccount,
  workloadsOfAccount,
} from '../../../workspace/resolve/identities.ts';
import { type HoverContext, linkTo, workloadList } from '../hover-context.ts';
import { blocks, code, someOf } from '../hover-page.ts';

export function describeAccount(context: HoverContext, { row }: PlacedSite): string | undefined {
  const slash = row.name.indexOf('/');
  const account = { namespace: row.name.slice(0, slash), name: row.name.slice(slash + 1) };
  const { reader } = context;
  const { trustDomain } = row.facts;
  const domains = ['*', 'cluster.local', reader.config('trustDomain')];
  const aliases = reader.config('meshConfig')['trustDomainAliases'];
  const isOurs =
    typeof trustDomain !== 'string' ||
    domains.includes(trustDomain) ||
    (Array.isArray(aliases) && aliases.includes(trustDomain));
  if (!isOurs) {
    return blocks([
      `**${code(row.name)}** · service account of another mesh`,
      `Trust domain ${code(String(trustDomain))}; this one is ${code(reader.config('trustDomain'))}`,
    ]);
  }
  const defined = definitionsOfAccount(reader, account).map(({ resource }) => linkTo(context, resource));
  return blocks([
    `**${code(row.name)}** · service account ${someOf(defined)}`.trimEnd(),
    `Principal: ${code(principalOfAccount(reader, account))}`,
    `Runs ${workloadList(context, workloadsOfAccount(reader, account), account.namespace)}`,
  ]);
}
