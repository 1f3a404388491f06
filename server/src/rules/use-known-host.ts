/** "Did you mean" for hosts: shared by the rules that meet one the registry does not have. */
import { nearest } from '../base/nearest.ts';
import { servicesInNamespace } from '../workspace/tables/service-hosts.ts';
import { setScalar } from '../yaml/edit.ts';
import type { FixDefinition } from './define-rule.ts';

/** Offers hosts of the resource's own namespace that look like `data.host` of the finding. */
export const useKnownHost: FixDefinition = {
  kind: 'suggestion',
  build(ctx, finding) {
    const known = ctx.world
      .read(servicesInNamespace, ctx.resource.namespace)
      .map((entry) => shortName(entry.row.host));
    return nearest(String(finding.data['host']), known).flatMap((name) => {
      const path = ctx.resource.documentPath(finding.at.path);
      const edits = setScalar(ctx.resource.document, path, name);
      return edits === undefined
        ? []
        : [{ title: `Use host "${name}"`, edits: [{ resource: ctx.self, edits }] }];
    });
  },
};

/** The shortest name that still resolves in the host's own namespace. */
function shortName(host: string): string {
  return /^([^.]+)\.[^.]+\.svc$/.exec(host)?.[1] ?? host;
}
