/** A kind that one of our groups does not have. */

import { type KindId, kindName } from '../../base/kind-id.ts';
import { isNearMiss } from '../../base/near-miss.ts';
import { nearest } from '../../base/nearest.ts';
import { OWN_GROUPS } from '../../model/known-kinds.ts';
import { kindIds, kindSchema } from '../../schema/lookup.ts';
import { versionNames } from '../../workspace/header-slips.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

/** Kinds of our groups that have no CRD: input of `istioctl install`. */
const WITHOUT_SCHEMA: readonly KindId[] = ['install.istio.io/IstioOperator'];
const KNOWN: readonly KindId[] = [...kindIds(), ...WITHOUT_SCHEMA];
const known: ReadonlySet<KindId> = new Set(KNOWN);

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
    differs:
      'Only a kind that is nearly one of its group is an error. Others may be formats of files, such as the `ConformanceReport` of the Gateway API, or newer: of Istio they are a hint, of the Gateway API nothing is said.',
  },
  messages: {
    unknown: ({ kind, group }: { kind: string; group: string }) =>
      `Kind "${kind}" does not exist in "${group}"`,
    strange: ({ kind, group }: { kind: string; group: string }) =>
      `Kind "${kind}" is none that is known of "${group}"`,
    otherGroup: ({ kind, group, right }: { kind: string; group: string; right: string }) =>
      `Kind "${kind}" does not exist in "${group}", but in "${right}"`,
  },
  effect: ({ isSlip }) =>
    isSlip === false
      ? 'Nothing to do when another tool reads it; otherwise check the name'
      : 'The API server refuses the document',
  check(ctx) {
    const { kindId } = ctx.resource;
    if (known.has(kindId)) return;
    const kind = kindName(kindId);
    const group = kindId.slice(0, kindId.indexOf('/'));
    const elsewhere = KNOWN.find((id) => kindName(id) === kind);
    if (elsewhere !== undefined) {
      const right = elsewhere.slice(0, elsewhere.indexOf('/'));
      ctx.report({
        message: 'otherGroup',
        at: 'apiVersion',
        data: { kind, group, right },
        fixes: ['useGroup'],
      });
      return;
    }
    const isSlip = KNOWN.some((id) => id.startsWith(`${group}/`) && isLike(kind, kindName(id)));
    // What is like no kind is a file format, or newer than this release of ours.
    if (!isSlip && !group.endsWith('istio.io')) return;
    ctx.report({
      message: isSlip ? 'unknown' : 'strange',
      at: 'kind',
      severity: isSlip ? 'error' : 'hint',
      data: { kind, group, isSlip },
      fixes: ['useKnownKind'],
    });
  },
  fixes: {
    useGroup: suggestion(({ data, at }) => {
      const { kind, right } = data as { readonly kind: string; readonly right: string };
      const schema = kindSchema(`${right}/${kind}`);
      const [version] = schema === undefined ? [] : versionNames(schema);
      return version === undefined
        ? []
        : [way(right, `Use "${right}/${version}"`, set(at.path, `${right}/${version}`))];
    }),
    useKnownKind: suggestion((finding) => {
      const group = `${String(finding.data['group'])}/`;
      const kinds = KNOWN.filter((id) => id.startsWith(group)).map(kindName);
      return nearest(String(finding.data['kind']), kinds).map((kind) =>
        way(kind, `Use kind "${kind}"`, set('kind', kind)),
      );
    }),
  },
});

/** Case, plural, or a letter or two. */
function isLike(kind: string, known: string): boolean {
  const [a, b] = [kind.toLowerCase(), known.toLowerCase()];
  return a === b || `${b}s` === a || isNearMiss(a, b);
}
