/** An ALLOW policy beside another one that lets everything in. */
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { isOnTrial, openPolicies, rowOf } from '../../workspace/tables/enforced-policies.ts';
import { defineRule } from '../define-rule.ts';
import { coversPolicy, policiesFor } from '../policy-coverage.ts';

interface Data {
  readonly name: string;
  readonly other: string;
}

export const allowWithoutEffect = defineRule({
  id: 'authorization-policy/allow-without-effect',
  title: 'Another policy lets everything in',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'ALLOW policies of a workload add up: a request is let in when any rule of any of them matches, wherever the policy stands. Beside one with an empty rule (`rules: [{}]`), which matches every request, the others decide nothing: what they leave out is let in all the same.',
    fix: 'Remove the empty rule, narrow the selector of the policy that has it, or forbid with a DENY policy what should stay out.',
  },
  messages: {
    meaningless: ({ name, other }: Data) =>
      `Policy "${other}" lets every request in, so that what "${name}" allows decides nothing`,
    nothingAllowed: ({ name, other }: Data) =>
      `Policy "${other}" lets every request in, so that "${name}", which allows nothing, keeps nobody out`,
  },
  effect: 'Requests that it does not allow are let in all the same',
  check(ctx) {
    const { resource, world } = ctx;
    const { action, rules } = resource.facts(authorizationPolicy);
    if (action !== 'ALLOW' || isOnTrial(resource) || resource.isOpen('spec.rules')) return;
    if (world.read(openPolicies, resource.namespace).some((entry) => entry.resource.key === ctx.self.key)) {
      return;
    }
    const own = rowOf(resource, 'spec.rules');
    const open = policiesFor(world, openPolicies, resource.namespace).filter(({ row }) =>
      coversPolicy(row, own),
    );
    const [first] = open;
    if (first === undefined) return;
    ctx.report({
      message: rules.length === 0 ? 'nothingAllowed' : 'meaningless',
      at: rules.length === 0 ? 'metadata.name' : { path: 'spec.rules', part: 'key' },
      data: {
        name: resource.name,
        other: `${first.row.namespace}/${first.row.name}`,
      },
      related: open.map((entry) => ({
        resource: entry.resource,
        path: entry.row.path,
        text: 'this rule matches every request',
      })),
    });
  },
});
