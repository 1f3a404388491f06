/** Service accounts as pods, policies and certificates spell them. */
import { isMade } from '../../../../workspace/resolve/gateway-classes.ts';
import { principalOfAccount } from '../../../../workspace/resolve/identities.ts';
import { serviceAccounts, workloadsByAccount } from '../../../../workspace/tables/service-accounts.ts';
import type { WorldView } from '../../../../workspace/world-view.ts';
import { RANK } from '../../suggestion.ts';
import { aboutObject, type Choice } from '../choice.ts';
import { type MeshPlace, siblingItems } from '../mesh-place.ts';

interface Account {
  readonly namespace: string;
  readonly name: string;
}

export function accounts(place: MeshPlace): readonly Choice[] {
  const spell = spelling(place);
  const written = place.pattern.endsWith('[]') ? siblingItems(place) : new Set<string>();
  return knownAccounts(place.world).flatMap((account): readonly Choice[] => {
    const name = spell(account);
    if (name === undefined || written.has(name)) return [];
    const rank = account.namespace === place.namespace ? RANK.first : RANK.common;
    return [{ name, rank, about: () => about(place, account) }];
  });
}

/** Written ones, and those that workloads run under. */
export function knownAccounts(world: WorldView): readonly Account[] {
  const reader = world.reader();
  const keys = [...world.keys(serviceAccounts), ...world.keys(workloadsByAccount)];
  return [...new Set(keys)].sort().flatMap((key) => {
    const slash = key.indexOf('/');
    const isReal = [...reader.read(serviceAccounts, key), ...reader.read(workloadsByAccount, key)].some(
      ({ row }) => isMade(reader, row),
    );
    return slash < 0 || !isReal ? [] : [{ namespace: key.slice(0, slash), name: key.slice(slash + 1) }];
  });
}

/** How the field writes an account; undefined for one that it cannot name. */
function spelling(place: MeshPlace): (account: Account) => string | undefined {
  const { pattern, reader, namespace } = place;
  if (/[pP]rincipals\[\]$/.test(pattern) || pattern.endsWith('alues[]')) {
    return (account) => principalOfAccount(reader, account);
  }
  if (pattern.endsWith('subjectAltNames[]'))
    return (account) => `spiffe://${principalOfAccount(reader, account)}`;
  const isQualified = pattern.endsWith('erviceAccounts[]');
  return (account) => {
    if (account.namespace === namespace) return account.name;
    return isQualified ? `${account.namespace}/${account.name}` : undefined;
  };
}

function about(place: MeshPlace, { namespace, name }: Account) {
  const key = `${namespace}/${name}`;
  const workloads = place.reader.read(workloadsByAccount, key).map(({ row }) => row.name);
  const object = place.reader.read(serviceAccounts, key)[0]?.resource;
  const users = workloads.length === 0 ? [] : [`runs ${[...new Set(workloads)].slice(0, 3).join(', ')}`];
  return object === undefined
    ? { detail: ['service account', namespace, ...users].join(' · ') }
    : aboutObject(place, object, users);
}
