/** A VirtualService without hosts, to which nothing delegates. */
import { virtualService } from '../../model/virtual-service.ts';
import { delegations } from '../../workspace/tables/delegates.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly name: string;
  readonly isProved: boolean;
}

export const orphanDelegate = defineRule({
  id: 'virtual-service/orphan-delegate',
  title: 'Nothing delegates to a VirtualService without hosts',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A VirtualService without `hosts` is a part of others: its routes are used where a route of another one names it in `delegate`. When none does, nobody follows them.',
    fix: 'Name it in the `delegate` of a route (with its namespace, when that is another one), or give it `hosts` of its own.',
    noFix: 'Which route should delegate to it is not written.',
  },
  messages: {
    orphan: ({ name }: Data) => `"${name}" has no hosts, and no route delegates to it`,
    unseen: ({ name }: Data) => `"${name}" has no hosts, and no route in these files delegates to it`,
  },
  effect: ({ isProved }) =>
    isProved === true
      ? 'Its routes are never used'
      : 'Nothing to do when a VirtualService elsewhere does; otherwise its routes are never used',
  check(ctx) {
    const { hosts, routes } = ctx.resource.facts(virtualService);
    if (hosts.length > 0 || ctx.spec.get('hosts').items().length > 0 || ctx.resource.isOpen('spec.hosts'))
      return;
    if (!routes.some(({ protocol }) => protocol === 'http') || ctx.spec.get('gateways').exists) return;
    const name = `${ctx.resource.namespace}/${ctx.resource.name}`;
    if (ctx.world.has(delegations, name) || ctx.world.repository()?.has(delegations, name)) return;
    const isProved = ctx.world.config('completeness') === 'complete';
    ctx.report({
      message: isProved ? 'orphan' : 'unseen',
      at: 'metadata.name',
      severity: isProved ? 'warning' : 'hint',
      data: { name: ctx.resource.name, isProved },
    });
  },
});
