/** A kind that one of our groups does not have. */

import { type KindId, kindName } from '../../base/kind-id.ts';
import { nearest } from '../../base/nearest.ts';
import { OWN_GROUPS } from '../../model/known-kinds.ts';
import { kindIds } from '../../schema/lookup.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes.ts';

/** Kinds of our groups that have no CRD: input of `istioctl install`. */
const WITHOUT_SCHEMA: readonly KindId[] = ['install.istio.io/IstioOperator'];

export const unknownKind = defineRule({
  id: 'schema/unknown-kind',
  title: 'Kind does not exist in its group',
  severity: 'error',
  preset: 'recommended',
  kinds: OWN_GROUPS.map((group): KindId => `${group}/*`),
  scope: 'document',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The API server knows no such resource and refuses the document; the other documents of the file may still be applied.',
    fix: 'Correct the kind, or the group in `apiVersion`.',
  },
  messages: {
    unknown: ({ kind, group }: { kind: string; group: string }) =>
      `Kind "${kind}" does not exist in "${group}"`,
    otherGroup: ({ kind, group, right }: { kind: string; group: string; right: string }) =>
      `Kind "${kind}" does not exist in "${group}", but in "${right}"`,
  },
  effect: 'The API server refuses the document',
  check(ctx) {
    const { kindId } = ctx.resource;
    const known = [...kindIds(), ...WITHOUT_SCHEMA];
    if (known.includes(kindId)) return;
    const kind = kindName(kindId);
    const group = kindId.slice(0, kindId.indexOf('/'));
    const elsewhere = known.find((id) => kindName(id) === kind);
    if (elsewhere !== undefined) {
      const right = elsewhere.slice(0, elsewhere.indexOf('/'));
      ctx.report({ message: 'otherGroup', at: 'apiVersion', data: { kind, group, right } });
      return;
    }
    ctx.report({ message: 'unknown', at: 'kind', data: { kind, group }, fixes: ['useKnownKind'] });
  },
  fixes: {
    useKnownKind: suggestion((finding) => {
      const group = `${String(finding.data['group'])}/`;
      const kinds = [...kindIds(), ...WITHOUT_SCHEMA].filter((id) => id.startsWith(group)).map(kindName);
      return nearest(String(finding.data['kind']), kinds).map((kind) =>
        way(kind, `Use kind "${kind}"`, set('kind', kind)),
      );
    }),
  },
});
