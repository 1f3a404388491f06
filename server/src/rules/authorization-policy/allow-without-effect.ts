/** An ALLOW policy beside another one that lets in all that it allows. */
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { Entry } from '../../workspace/table.ts';
import {
  type AllowPolicyRow,
  type AllowRule,
  allowKey,
  allowPolicies,
  allowRowOf,
  isOnTrial,
} from '../../workspace/tables/enforced-policies.ts';
import { defineRule } from '../define-rule.ts';
import { coversPolicy, coversRule } from '../policy-coverage.ts';

interface Data {
  readonly name: string;
  readonly other: string;
}

export const allowWithoutEffect = defineRule({
  id: 'authorization-policy/allow-without-effect',
  title: 'Another policy lets in all that it allows',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'workspace',
  needsAll: true,
  equivalents: [],
  docs: {
    why: 'ALLOW policies of a workload add up: a request is let in when any rule of any of them matches, wherever the policy stands. A second policy never narrows the first: where another one lets in all that it allows, or has an empty rule (`rules: [{}]`) that matches every request, it decides nothing.',
    fix: 'Narrow the rule of the other policy, or forbid with a DENY policy what should stay out.',
    noFix: 'Whether the wide rule or the narrow one is meant decides who is let in.',
  },
  messages: {
    meaningless: ({ name, other }: Data) =>
      `Policy "${other}" lets every request in, so that what "${name}" allows decides nothing`,
    contained: ({ name, other }: Data) =>
      `Policy "${other}" lets in all that "${name}" allows, so that "${name}" restricts nothing`,
    nothingAllowed: ({ name, other }: Data) =>
      `Policy "${other}" lets every request in, so that "${name}", which allows nothing, keeps nobody out`,
  },
  effect: 'Requests that it does not allow are let in all the same',
  check(ctx) {
    const { resource, world } = ctx;
    const own = allowRowOf(resource);
    const { rules } = resource.facts(authorizationPolicy);
    if (own === undefined || isOnTrial(resource) || resource.isOpen('spec.rules')) return;
    // A rule that is not whole, or lets everything in, is no narrower than another one.
    if (own.rules.length < rules.length || own.rules.some(isEverything)) return;
    const wider = candidates(world, own).filter(
      (entry) => entry.resource.key !== ctx.self.key && covers(entry.row, own) && !covers(own, entry.row),
    );
    const [first] = wider;
    if (first === undefined) return;
    const isOpen = first.row.rules.some(isEverything);
    ctx.report({
      message: rules.length === 0 ? 'nothingAllowed' : isOpen ? 'meaningless' : 'contained',
      at: rules.length === 0 ? 'metadata.name' : { path: 'spec.rules', part: 'key' },
      data: { name: resource.name, other: `${first.row.namespace}/${first.row.name}` },
      related: wider.map((entry) => ({
        resource: entry.resource,
        path: 'spec.rules',
        part: 'key' as const,
        text: 'lets in all that it allows',
      })),
    });
  },
});

/** Nobody compares more policies of one workload by hand either; it keeps large namespaces linear. */
const MOST = 50;

/** Policies of its namespace and of the root namespace whose selector may be a part of its own. */
function candidates(world: WorldReader, own: AllowPolicyRow): readonly Entry<AllowPolicyRow>[] {
  const namespaces = new Set([own.namespace, world.config('rootNamespace')]);
  const pairs = [undefined, ...Object.entries(own.selector)];
  return [...namespaces].flatMap((namespace) =>
    pairs.flatMap((pair) => world.read(allowPolicies, allowKey(namespace, pair)).slice(0, MOST)),
  );
}

/** One that allows nothing is covered by a policy that lets everything in, and by no other: it is there to close. */
function covers(wide: AllowPolicyRow, narrow: AllowPolicyRow): boolean {
  if (!coversPolicy(wide, narrow)) return false;
  if (narrow.rules.length === 0) return wide.rules.some(isEverything);
  return narrow.rules.every((rule) => wide.rules.some((other) => coversRule(other, rule)));
}

function isEverything({ from, to, when }: AllowRule): boolean {
  return from.length === 0 && to.length === 0 && when.length === 0;
}
