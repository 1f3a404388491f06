/** One cell, opened: which rule of which policy lets a caller in or keeps it out. */
import {
  type Access,
  type AccessRule,
  accessAt,
  type Guard,
  type GuardedService,
  rulesFor,
} from '../../semantics/access.ts';
import { type Caller, workloadOf } from '../../semantics/access-callers.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import type { PlaceBook } from '../panels/panel.ts';
import type { Sentence } from '../panels/panel-data.ts';
import { meshForm } from '../request-answer/callers.ts';
import { sampleOfRule } from '../request-answer/policy-request.ts';
import { PLAIN_SAMPLE } from '../request-answer/sample-request.ts';
import type { CellDetail } from './posture-data.ts';

const MAX_PARTS = 40;

export function nameOf({ service: { owner, source, host } }: GuardedService): string {
  return `${owner.namespace}/${source === 'Service' ? owner.name : host}`;
}

export function cellDetail(
  mesh: Mesh,
  places: PlaceBook,
  asked: { readonly row: string; readonly caller: string; readonly title: string },
  services: readonly GuardedService[],
  callers: readonly Caller[],
): CellDetail {
  const pairs = services.flatMap((guarded) => callers.map((caller) => ({ guarded, caller })));
  return {
    ...asked,
    parts: pairs.slice(0, MAX_PARTS).map(({ guarded, caller }) => partOf(mesh, places, guarded, caller)),
    more: Math.max(0, pairs.length - MAX_PARTS),
  };
}

function partOf(
  mesh: Mesh,
  places: PlaceBook,
  guarded: GuardedService,
  caller: Caller,
): CellDetail['parts'][number] {
  const { guards } = guarded;
  const rules = [...new Set(guards.flatMap((guard) => rulesFor(guard, caller.identity)))];
  const accesses = new Set(guards.map((guard) => accessAt(guard, caller.identity)));
  const [only] = accesses;
  const attempt = attemptOf(mesh, guarded, caller, rules);
  return {
    title: `${caller.text} → ${nameOf(guarded)}`,
    text:
      accesses.size === 1 && only !== undefined
        ? words(only, guards)
        : ['Its workloads are guarded differently.'],
    lines: rules.map(({ policy, index, action, view }) => ({
      mark:
        action === 'DENY'
          ? ('fails' as const)
          : action === 'ALLOW'
            ? ('holds' as const)
            : ('unknown' as const),
      text: `${action} ${policy.id}, rule ${index}: ${view.operations.join('; ') || 'every operation'}`,
      place: places.id(policy.ref, view.path),
    })),
    ...(attempt !== undefined && { attempt }),
  };
}

function words(access: Access, guards: readonly Guard[]): Sentence {
  const isPlainRefused = guards.every(({ modes }) => [...modes.values()].every((mode) => mode === 'STRICT'));
  const allow = guards.some(({ isAllowListed }) => isAllowListed);
  switch (access) {
    case 'all':
      return [
        allow
          ? 'May call every operation.'
          : 'No ALLOW policy limits it, and nothing denies it: every operation.',
      ];
    case 'some':
      return ['May call some operations, or under conditions.'];
    case 'open':
      return ['No policy is for this service: anyone may call it.'];
    case 'deny':
      return ['Is denied whatever it asks for.'];
    case 'unjudged':
      return ['An external authorizer decides; files do not say what it answers.'];
    case 'none':
      return [
        allow
          ? 'There are ALLOW policies, and none of their rules is for it: it is denied.'
          : isPlainRefused
            ? 'It has no identity, and the server wants mutual TLS: the connection is refused.'
            : 'It is not allowed.',
      ];
  }
}

function attemptOf(
  mesh: Mesh,
  { service }: GuardedService,
  caller: Caller,
  rules: readonly AccessRule[],
): object | undefined {
  const workload = workloadOf(mesh, caller);
  const from = caller.sort === 'nobody' ? 'outside' : workload && `workload ${workload.id}`;
  if (from === undefined) return undefined;
  const rule = rules[0];
  const fields = rule?.policy.spec.get('rules').items()[rule.index];
  const sample = fields === undefined ? PLAIN_SAMPLE : sampleOfRule(fields);
  return meshForm(mesh, service.host, service.owner.namespace, sample, { from });
}
