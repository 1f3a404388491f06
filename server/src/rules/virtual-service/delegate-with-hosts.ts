/** A route delegates to a VirtualService that has hosts, and therefore is no delegate. */
import { virtualService } from '../../model/virtual-service.ts';
import { isDefinedOnce } from '../../workspace/resolve/alternatives.ts';
import { delegates } from '../../workspace/tables/delegates.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

export const delegateWithHosts = defineRule({
  id: 'virtual-service/delegate-with-hosts',
  title: 'Delegate has hosts of its own',
  severity: 'error',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.http[].delegate', 'spec.tls[].delegate', 'spec.tcp[].delegate'],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'Only a VirtualService without `hosts` and `gateways` can be delegated to. One that has hosts stands for itself: the route that delegates to it finds no delegate and is left out.',
    fix: 'Remove `hosts` (and `gateways`) from the delegate, or copy its routes.',
  },
  messages: {
    hasHosts: ({ name, hosts }: { name: string; hosts: readonly string[] }) =>
      `VirtualService "${name}" has hosts of its own (${hosts.map((host) => `"${host}"`).join(', ')}), so nothing can be delegated to it`,
  },
  effect: 'The route is left out',
  check(ctx) {
    for (const { delegate } of ctx.resource.facts(virtualService).routes) {
      if (delegate === undefined) continue;
      const key = `${delegate.namespace?.value ?? ctx.resource.namespace}/${delegate.name.value}`;
      const found = ctx.world.read(delegates, key);
      if (found.length === 0 || found.some(({ row }) => row.hosts.length === 0)) continue;
      if (!found.every(({ resource }) => isDefinedOnce(ctx.world, resource))) continue;
      ctx.report({
        message: 'hasHosts',
        at: delegate.name.path,
        data: { name: key, hosts: found[0]?.row.hosts ?? [] },
        related: found.map(({ resource }) => ({ resource, path: 'spec.hosts', text: 'its hosts' })),
        fixes: ['removeHosts'],
      });
    }
  },
  fixes: {
    removeHosts: suggestion(({ data }, { world }) => {
      const key = String(data['name']);
      const [only, ...others] = world.read(delegates, key);
      return only === undefined || others.length > 0
        ? []
        : [
            {
              title: `Remove the hosts of VirtualService "${key}"`,
              operations: [{ ...remove('spec.hosts'), of: only.resource }],
            },
          ];
    }),
  },
});
