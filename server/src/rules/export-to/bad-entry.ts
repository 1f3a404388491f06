/** `exportTo` names something that is no namespace, or names them so that the list contradicts itself. */
import type { KindId } from '../../base/kind-id.ts';
import { checkExportTo, type ExportToProblem } from '../../primitives/export-to.ts';
import type { AdmissionCheck } from '../admission.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

const KINDS: readonly KindId[] = [
  'networking.istio.io/VirtualService',
  'networking.istio.io/DestinationRule',
  'networking.istio.io/ServiceEntry',
];

const PROBLEMS: Readonly<
  Record<ExportToProblem, { readonly code: AdmissionCheck['code']; readonly words: string }>
> = {
  duplicate: { code: 'V-EXP-01', words: 'is in the list twice' },
  'own-namespace-twice': { code: 'V-EXP-02', words: 'is the own namespace, which is in the list already' },
  'bad-namespace': { code: 'V-EXP-03', words: 'is neither the name of a namespace nor "." nor "*"' },
  'nobody-not-supported': { code: 'V-EXP-04', words: 'is for ServiceEntries only' },
  'everyone-with-others': {
    code: 'V-EXP-05',
    words: 'stands for all namespaces, and others are listed beside it',
  },
  'nobody-with-others': {
    code: 'V-EXP-06',
    words: 'stands for no namespace, and others are listed beside it',
  },
  'selector-allows-only-own-namespace': {
    code: 'V-EXP-07',
    words: 'is exported to others, which a rule with "workloadSelector" cannot be',
  },
  'selector-needs-own-namespace': {
    code: 'V-EXP-08',
    words: 'lacks the own namespace, to which a rule with "workloadSelector" is limited',
  },
};

interface Data {
  readonly entry: string;
  readonly problem: ExportToProblem;
}

export const badEntry = defineRule({
  id: 'export-to/bad-entry',
  title: 'List of namespaces that an object is exported to contradicts itself',
  severity: 'error',
  preset: 'recommended',
  kinds: KINDS,
  fields: ['spec.exportTo'],
  scope: 'document',
  equivalents: admission(Object.values(PROBLEMS).map(({ code }) => ({ code }))),
  docs: {
    why: '`exportTo` lists names of namespaces, `.` for the own one, or `*` alone for all (in a ServiceEntry `~` alone for none). An entry that is nothing of the kind, or is there twice, is refused by the webhook. A DestinationRule with `workloadSelector` is for its own namespace only.',
    fix: 'Leave one entry for each namespace, or `*` alone.',
  },
  messages: {
    badEntry: ({ entry, problem }: Data) => `"${entry}" ${PROBLEMS[problem].words}`,
    badList: ({ entry, problem }: Data) => `"${entry}" ${PROBLEMS[problem].words}`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    const { spec, resource } = ctx;
    const list = spec.get('exportTo');
    const items = list.items();
    const entries = list.strings();
    if (entries.length < items.length || resource.isOpen(list.path)) return;
    const faults = checkExportTo(
      entries.map(({ value }) => value),
      {
        namespace: resource.namespace,
        canHide: resource.kindId === 'networking.istio.io/ServiceEntry',
        hasWorkloadSelector:
          resource.kindId === 'networking.istio.io/DestinationRule' && spec.get('workloadSelector').exists,
      },
    );
    for (const { problem, index } of faults) {
      const equivalents = admission([{ code: PROBLEMS[problem].code }]);
      const at = index === undefined ? undefined : entries[index];
      if (at === undefined) {
        const star = entries.find(({ value }) => value === (problem === 'nobody-with-others' ? '~' : '*'));
        const entry = problem.startsWith('selector') ? 'exportTo' : (star?.value ?? 'exportTo');
        const place = problem.startsWith('selector') ? { path: list.path, part: 'key' as const } : list.path;
        ctx.report({ message: 'badList', at: place, data: { entry, problem }, equivalents });
      } else {
        const fixes = problem === 'bad-namespace' ? [] : ['remove'];
        ctx.report({
          message: 'badEntry',
          at: at.path,
          data: { entry: at.value, problem },
          equivalents,
          fixes,
        });
      }
    }
  },
  fixes: { remove: removing(({ entry }) => `Remove "${String(entry)}"`) },
});
