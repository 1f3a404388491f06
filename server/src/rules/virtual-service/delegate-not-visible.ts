/** A route delegates to a VirtualService that its own namespace does not see. */
import { holdsPlaceholder } from '../../base/placeholder.ts';
import { isInOpenNamespace } from '../../model/open-namespace.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { isDefinedOnce } from '../../workspace/resolve/alternatives.ts';
import { virtualServiceAudience, virtualServiceReach } from '../../workspace/resolve/visibility.ts';
import { delegates } from '../../workspace/tables/delegates.ts';
import { append, remove, set } from '../../yaml/plan/operation.ts';
import { defineRule, type Fix } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

interface Data {
  /** `namespace/name`. */
  readonly name: string;
  readonly audience: readonly string[];
  /** Of the route that delegates. */
  readonly namespace: string;
  readonly isDefault: boolean;
}

export const delegateNotVisible = defineRule({
  id: 'virtual-service/delegate-not-visible',
  title: 'Route delegates to a VirtualService that is not exported to its namespace',
  severity: 'error',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.http[].delegate', 'spec.tls[].delegate', 'spec.tcp[].delegate'],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A delegate is looked up among the VirtualServices that the namespace of the delegating one sees. Without `exportTo` the default of the mesh counts (`defaultVirtualServiceExportTo`), which is everybody unless it is set. One that is not exported there is not found: the route that delegates to it is left out, and its requests are taken by a later route or answered with 404.',
    fix: 'Add the namespace of the delegating VirtualService to `exportTo` of the delegate.',
  },
  messages: {
    hidden: ({ name, audience, namespace, isDefault }: Data) =>
      `VirtualService "${name}" is exported to ${namesOf(audience)} only${isDefault ? ' (the default of the mesh)' : ''}, not to namespace "${namespace}"`,
  },
  effect: 'The route is left out',
  check(ctx) {
    // Where the root lands nobody wrote: perhaps beside the delegate.
    if (isInOpenNamespace(ctx.resource)) return;
    const { namespace } = ctx.resource;
    for (const { delegate } of ctx.resource.facts(virtualService).routes) {
      if (delegate === undefined) continue;
      const name = `${delegate.namespace?.value ?? namespace}/${delegate.name.value}`;
      const [only, ...others] = ctx.world.read(delegates, name);
      if (only === undefined || others.length > 0 || !isDefinedOnce(ctx.world, only.resource)) continue;
      // One with hosts is no delegate, and that is what is wrong with it.
      if (only.row.hosts.length > 0 || virtualServiceReach(ctx.world, only.row, namespace) !== undefined) {
        continue;
      }
      const audience = virtualServiceAudience(ctx.world, only.row);
      if (audience.some(holdsPlaceholder)) continue;
      const isDefault = only.row.exportTo.length === 0;
      ctx.report({
        message: 'hidden',
        at: delegate.name.path,
        data: { name, audience, namespace, isDefault },
        related: [
          {
            resource: only.resource,
            path: isDefault ? 'metadata.name' : 'spec.exportTo',
            text: isDefault ? 'the delegate' : 'exported here',
          },
        ],
        fixes: ['exportToRoot'],
      });
    }
  },
  fixes: {
    exportToRoot: suggestion(({ data }, { world }): readonly Fix[] => {
      const { name, audience, namespace } = data as unknown as Data;
      const [only] = world.read(delegates, name);
      if (only === undefined) return [];
      const title = `Export VirtualService "${name}" to namespace "${namespace}"`;
      const written = only.row.exportTo;
      const operations =
        written.length === 0
          ? [set('spec.exportTo', ['.', namespace])]
          : // "Nobody" stands beside no other entry.
            [
              ...written.flatMap((each, index) => (each === '~' ? [remove(`spec.exportTo[${index}]`)] : [])),
              append('spec.exportTo', namespace === only.row.namespace ? '.' : namespace),
            ];
      return audience.length > 0 || written.length > 0
        ? [{ title, operations: operations.map((each) => ({ ...each, of: only.resource })) }]
        : [];
    }),
  },
});

function namesOf(audience: readonly string[]): string {
  if (audience.length === 0 || audience.includes('~')) return 'nobody';
  return audience.map((each) => `"${each}"`).join(', ');
}
