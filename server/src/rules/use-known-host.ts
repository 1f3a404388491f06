/** "Did you mean" for hosts: shared by the rules that meet one the registry does not have. */
import { nearest } from '../base/nearest.ts';
import type { WorldReader } from '../workspace/check.ts';
import { clusterHost, qualifiedName } from '../workspace/resolve/hosts.ts';
import { servicesInNamespace } from '../workspace/tables/service-hosts.ts';
import { setScalar } from '../yaml/edit.ts';
import type { FixDefinition } from './define-rule.ts';

/** Offers hosts that look like `data.host` of the finding, from the namespace that the host names. */
export const useKnownHost: FixDefinition = {
  kind: 'suggestion',
  build(ctx, finding) {
    const host = String(finding.data['host']);
    return nearest(host, knownHosts(ctx.world, host, ctx.resource.namespace)).flatMap((name) => {
      const path = ctx.resource.documentPath(finding.at.path);
      const edits = setScalar(ctx.resource.document, path, name);
      return edits === undefined
        ? []
        : [{ title: `Use host "${name}"`, edits: [{ resource: ctx.self, edits }] }];
    });
  },
};

/** Written as the mistaken host is: short names for a short name, full names otherwise. */
function knownHosts(world: WorldReader, host: string, namespace: string): readonly string[] {
  const isShort = !host.includes('.');
  const named = clusterHost(world, host, namespace)?.namespace ?? namespace;
  return [...new Set([named, namespace])].flatMap((each) =>
    world.read(servicesInNamespace, each).flatMap(({ row }) => {
      const short = /^([^.]+)\.([^.]+)\.svc$/.exec(row.host);
      if (isShort) return short !== null && short[2] === namespace ? [short[1] ?? ''] : [];
      return [qualifiedName(world, row.host)];
    }),
  );
}
