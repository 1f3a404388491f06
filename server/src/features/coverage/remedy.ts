/** What a person can do so that a group of references is judged: one line of `meshwright.json`, or another call. */

import type { Sort } from './counted-references.ts';
import type { Coverage, UnjudgedGroup } from './coverage.ts';

/** A key of `meshwright.json` with the items to add to it. */
export interface Declaration {
  readonly key: string;
  readonly values: readonly string[];
}

export interface Remedy {
  /** A sentence without its full stop. */
  readonly text: string;
  readonly declaration?: Declaration;
}

const KEYS: Readonly<Partial<Record<Sort, string>>> = {
  host: 'externalHosts',
  'outside host': 'externalHosts',
  gateway: 'externalGateways',
  Secret: 'externalSecrets',
  namespace: 'externalNamespaces',
  'service account': 'externalServiceAccounts',
  provider: 'externalProviders',
  workload: 'externalWorkloads',
};

/** More names than these are no line any more. */
const MOST_VALUES = 12;

export function remedyFor(group: UnjudgedGroup): Remedy {
  switch (group.reason) {
    case 'later':
      return { text: 'Check the files as they are applied, with the values filled in' };
    case 'open':
      return {
        text: 'Add a copy of what is fetched to these files, or name what it brings in meshwright.json',
      };
    case 'alternative':
      return { text: 'Say in meshwright.json which files are applied together ("worlds")' };
    case 'place':
      return declared({ key: 'externalNamespaces', values: group.namespaces }, 'If they exist');
    case 'thing': {
      const key = KEYS[group.sort];
      return key === undefined
        ? {
            text: 'If these files are the whole cluster: --world complete, or "completeness": "complete" in meshwright.json',
          }
        : declared({ key, values: group.names }, 'If they exist');
    }
  }
}

/** The one for the reason that most have, and its largest group; undefined when all was judged. */
export function wayOut({ unjudged }: Coverage): Remedy | undefined {
  const counts = new Map<UnjudgedGroup['reason'], number>();
  for (const { reason, count } of unjudged) counts.set(reason, (counts.get(reason) ?? 0) + count);
  const [reason] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const groups = unjudged.filter((group) => group.reason === reason);
  const [largest] = groups;
  if (largest === undefined || reason !== 'place') return largest && remedyFor(largest);
  const namespaces = [...new Set(groups.flatMap((group) => group.namespaces))].sort();
  return remedyFor({ ...largest, namespaces });
}

function declared({ key, values }: Declaration, when: string): Remedy {
  const kept = values.slice(0, MOST_VALUES);
  return {
    text: `${when}: ${declarationText({ key, values: kept })} in meshwright.json`,
    declaration: { key, values: kept },
  };
}

export function declarationText({ key, values }: Declaration): string {
  return `${JSON.stringify(key)}: [${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}
