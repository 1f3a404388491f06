/** A route that sidecars use matches on a claim of a token, which only gateways can. */
import { childPath } from '../../base/node-path.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { appliesToMesh, virtualService } from '../../model/virtual-service.ts';
import { parseJwtClaimKey } from '../../primitives/jwt-claim-key.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

export const claimsInMesh = defineRule({
  id: 'virtual-service/claims-in-mesh',
  title: 'Route of the mesh matches on claims of a token',
  severity: 'error',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.http[].match[].headers', 'spec.http[].match[].withoutHeaders'],
  scope: 'document',
  equivalents: admission([{ code: 'V-VS-09' }]),
  docs: {
    why: 'Only gateways route by claims of a token. A VirtualService without `gateways`, or with `mesh` among them, is used by sidecars too, and the webhook refuses it when it matches on `@request.auth.claims`.',
    fix: 'Bind the VirtualService to gateways alone.',
    noFix: 'Which gateway was meant is not written.',
  },
  messages: {
    inMesh: ({ header }: { header: string }) =>
      `"${header}" matches on a claim of a token, and only a VirtualService with "gateways" and without "mesh" among them can`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    const { resource } = ctx;
    if (!appliesToMesh(resource.facts(virtualService)) || resource.isOpen('spec.gateways')) return;
    for (const name of ['headers', 'withoutHeaders']) {
      for (const map of fieldsAt(ctx.spec, `http[].match[].${name}`)) {
        for (const { key } of map.entries()) {
          if (parseJwtClaimKey(key) === undefined) continue;
          const at = { path: childPath(map.path, key), part: 'key' as const };
          ctx.report({ message: 'inMesh', at, data: { header: key } });
        }
      }
    }
  },
});
