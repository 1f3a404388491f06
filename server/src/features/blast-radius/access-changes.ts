/** Callers that may do more, less or other things at a service than before. */
import { groupBy } from '../../base/group-by.ts';
import {
  type Access,
  accessOf,
  type GuardedService,
  guardedServices,
  rulesFor,
} from '../../semantics/access.ts';
import { type Caller, callers } from '../../semantics/access-callers.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import type { BlastGroup, BlastItem } from './blast-data.ts';
import type { ChangedObject } from './changed-objects.ts';

const RANKS: Readonly<Record<Access, number>> = { none: 0, deny: 0, unjudged: 1, some: 1, all: 2, open: 2 };
const SHOWN = 6;

export function accessChanges(
  before: Mesh,
  after: Mesh,
  changed: readonly ChangedObject[],
): readonly BlastItem[] {
  const old = new Map(guardedServices(before).map((each) => [keyOf(each), each]));
  const who = unionOfCallers(before, after);
  return guardedServices(after).flatMap((now) => {
    const earlier = old.get(keyOf(now));
    if (earlier === undefined || fingerprint(earlier) === fingerprint(now)) return [];
    return serviceChanges(earlier, now, who, changed);
  });
}

function keyOf({ service }: GuardedService): string {
  return `${service.owner.namespace}/${service.host}`;
}

function unionOfCallers(before: Mesh, after: Mesh): readonly Caller[] {
  const now = callers(after);
  const known = new Set(now.map(({ id }) => id));
  return [...now, ...callers(before).filter(({ id }) => !known.has(id))];
}

/** Of everything that decides: equal ones let in the same. */
function fingerprint({ guards }: GuardedService): string {
  return JSON.stringify(
    guards.map(({ policies, modes, enforcer }) => [
      policies.map(({ id, spec }) => [id, spec.value ?? null]),
      [...modes],
      enforcer,
    ]),
  );
}

function serviceChanges(
  before: GuardedService,
  after: GuardedService,
  who: readonly Caller[],
  changed: readonly ChangedObject[],
): readonly BlastItem[] {
  const changes = who.flatMap((caller) => {
    const old = accessOf(before, caller.identity);
    const now = accessOf(after, caller.identity);
    const words = [wordsOf(before, caller, old), wordsOf(after, caller, now)] as const;
    const group = groupOf(old, now, words);
    return group === undefined ? [] : [{ caller, group, detail: words.join(' → ') }];
  });
  const { owner, source, host } = after.service;
  const name = `${owner.namespace}/${source === 'Service' ? owner.name : host}`;
  return [...groupBy(changes, ({ group, detail }) => `${group} ${detail}`).values()].flatMap((list) => {
    const [first] = list;
    if (first === undefined) return [];
    const names = list.slice(0, SHOWN).map(({ caller }) => caller.text);
    const rest = list.length > SHOWN ? ` and ${list.length - SHOWN} more` : '';
    return [
      {
        group: first.group,
        text: `${name}: ${names.join(', ')}${rest}`,
        detail: first.detail,
        place: placeOf(after, changed),
        attempt: undefined,
        count: list.length,
      },
    ];
  });
}

function groupOf(old: Access, now: Access, words: readonly [string, string]): BlastGroup | undefined {
  if (now === 'unjudged' && old !== 'unjudged') return 'unjudged';
  if (RANKS[now] > RANKS[old]) return 'gain';
  if (RANKS[now] < RANKS[old]) return 'lose';
  // Anyone may call an open service; that a policy now says so lets nobody else in.
  if (RANKS[now] === 2 || words[0] === words[1]) return undefined;
  return RANKS[now] === 1 ? 'other' : undefined;
}

function wordsOf({ guards }: GuardedService, { identity }: Caller, access: Access): string {
  switch (access) {
    case 'all':
      return 'every operation';
    case 'open':
      return 'everything, without a policy';
    case 'unjudged':
      return 'up to an external authorizer';
    case 'some': {
      const rules = [...new Set(guards.flatMap((guard) => rulesFor(guard, identity)))];
      const operations = rules.map(
        ({ action, view }) =>
          `${action === 'DENY' ? 'not ' : ''}${view.operations.join('; ') || 'under conditions'}`,
      );
      return operations.join(' or ') || 'some operations';
    }
    default:
      return 'nothing';
  }
}

/** The changed policy that holds for the service; else the service. */
function placeOf({ guards, service }: GuardedService, changed: readonly ChangedObject[]): BlastItem['place'] {
  const refs = changed.flatMap(({ after }) => (after === undefined ? [] : [after]));
  const policies = new Set(guards.flatMap((guard) => guard.policies));
  const found =
    refs.find((object) => policies.has(object)) ??
    refs.find(
      ({ kind, namespace }) => kind.startsWith('security.istio.io/') && namespace === service.owner.namespace,
    );
  return found === undefined
    ? { resource: service.owner.ref, path: service.path }
    : { resource: found.ref, path: found.spec.get('rules').exists ? 'spec.rules' : 'metadata.name' };
}
