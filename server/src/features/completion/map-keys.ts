/** Keys of maps whose keys the schema leaves open: labels, annotations, headers. */
import type { CompletionItem } from './completion-item.ts';
import { type CompletionContext, fieldPlace, stepsInResource } from './context.ts';
import { writtenKeys } from './cursor-place.ts';
import { entryInsertion, isNested, type Member } from './insertion.ts';
import { keyChoices } from './mesh/mesh-values.ts';
import { quotedIfAmbiguous, RANK, type Suggestion, toItem } from './suggestion.ts';

interface KnownKeys {
  /** End of the path of the map. */
  readonly at: RegExp;
  readonly keys: readonly (readonly [name: string, detail: string])[];
}

const WORKLOAD_LABELS: KnownKeys['keys'] = [
  ['app', 'application'],
  ['version', 'version of the workload'],
  ['app.kubernetes.io/name', 'recommended name label'],
  ['app.kubernetes.io/version', 'recommended version label'],
];

/** Where the files hold no workload that a selector could find. */
const USUAL: readonly KnownKeys[] = [
  { at: /subsets\[\]\.labels$/, keys: WORKLOAD_LABELS.toSorted(([a], [b]) => rankOf(a) - rankOf(b)) },
  {
    at: /^spec\.selector$/,
    keys: [['istio', 'label of the gateway deployment'], ...WORKLOAD_LABELS.slice(0, 1)],
  },
  { at: /(?:matchLabels|workloadSelector\.labels|sourceLabels|^spec\.labels)$/, keys: WORKLOAD_LABELS },
];

export function mapKeys(ctx: CompletionContext): readonly CompletionItem[] {
  const target = ctx.place.keysOf;
  const isWrapped = ctx.place.form === 'flow' && ctx.place.valueOf !== undefined;
  if (target === undefined || isWrapped || target.steps.length < ctx.base.length) return [];
  const owner = fieldPlace(ctx, target);
  // Objects without a schema of ours have labels and annotations, too.
  if (ctx.kind !== undefined && owner?.field.type !== 'map') return [];
  const written = writtenKeys(target.node, ctx.place.range.start);
  const choices = keyChoices(ctx, stepsInResource(ctx, target));
  // Beside other labels, none means that nothing would be selected.
  const usual =
    choices.length > 0 || written.size > 0
      ? []
      : (USUAL.find(({ at }) => at.test(owner?.path ?? ''))?.keys ?? []);
  const suggestions: readonly Omit<Suggestion, 'insertion'>[] = [
    ...choices,
    ...usual.map(([label, detail], order) => ({
      label,
      detail,
      kind: 'field' as const,
      rank: RANK.common,
      order,
    })),
  ];
  const field = owner?.field.element ?? { type: 'string' as const };
  return suggestions
    .filter(({ label }) => !written.has(label))
    .map((suggestion) =>
      toItem(ctx, {
        ...suggestion,
        ...keyInsertion(ctx, {
          name: quotedIfAmbiguous(ctx, suggestion.label, true),
          field,
          path: owner?.path ?? '',
        }),
      }),
    );
}

function rankOf(label: string): number {
  return label === 'app' ? 1 : 0;
}

function keyInsertion(ctx: CompletionContext, { name, field, path }: Member) {
  const { place, layout } = ctx;
  if (place.hasColon) return { insertion: { text: name, isSnippet: false } };
  const column = place.form === 'inline' ? place.column + layout.step : place.column;
  const member: Member = { name, field, path: `${path}{}` };
  const at = {
    kind: ctx.kind,
    layout: { ...layout, quote: '' } as const,
    isFlow: place.form === 'flow',
    column,
  };
  // The values of what is known are known as well.
  return { insertion: entryInsertion(member, at), lineColumn: column, suggestNext: !isNested(field) };
}
