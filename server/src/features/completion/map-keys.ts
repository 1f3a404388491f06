/** Keys of maps whose keys the schema leaves open but people know: labels, annotations, ports. */
import type { CompletionItem } from './completion-item.ts';
import { type CompletionContext, type FieldPlace, fieldPlace } from './context.ts';
import { writtenKeys } from './cursor-place.ts';
import { entryInsertion, isNested, type Member } from './insertion.ts';
import { quotedIfAmbiguous, RANK, toItem } from './suggestion.ts';

interface KnownKey {
  readonly name: string;
  readonly detail: string;
}

interface KnownKeys {
  /** End of the path of the map. */
  readonly at: RegExp;
  readonly keys: readonly KnownKey[];
}

const WORKLOAD_LABELS: readonly KnownKey[] = [
  { name: 'app', detail: 'application' },
  { name: 'version', detail: 'version of the workload' },
  { name: 'app.kubernetes.io/name', detail: 'recommended name label' },
  { name: 'app.kubernetes.io/version', detail: 'recommended version label' },
];

const KNOWN: readonly KnownKeys[] = [
  {
    at: /^metadata\.labels$/,
    keys: [
      ...WORKLOAD_LABELS,
      { name: 'istio.io/rev', detail: 'control plane revision that reads the object' },
      { name: 'istio.io/use-waypoint', detail: 'waypoint that handles the traffic' },
    ],
  },
  {
    at: /^metadata\.annotations$/,
    keys: [
      { name: 'galley.istio.io/analyze-suppress', detail: 'codes that istioctl analyze keeps quiet about' },
      { name: 'kiali.io/ignore-validations', detail: 'codes that Kiali keeps quiet about' },
    ],
  },
  { at: /subsets\[\]\.labels$/, keys: WORKLOAD_LABELS.slice(1).concat(WORKLOAD_LABELS.slice(0, 1)) },
  {
    at: /^spec\.selector$/,
    keys: [{ name: 'istio', detail: 'label of the gateway deployment' }, ...WORKLOAD_LABELS.slice(0, 1)],
  },
  { at: /(?:matchLabels|workloadSelector\.labels|sourceLabels|^spec\.labels)$/, keys: WORKLOAD_LABELS },
  {
    at: /match\[\]\.(?:headers|withoutHeaders)$/,
    keys: [
      { name: 'end-user', detail: 'request header' },
      { name: 'cookie', detail: 'request header' },
      { name: 'user-agent', detail: 'request header' },
      { name: 'x-request-id', detail: 'request header' },
    ],
  },
];

export function mapKeys(ctx: CompletionContext): readonly CompletionItem[] {
  const owner = fieldPlace(ctx, ctx.place.keysOf);
  if (owner?.field.type !== 'map' || (ctx.place.form === 'flow' && ctx.place.valueOf !== undefined))
    return [];
  const written = writtenKeys(owner.node, ctx.place.range.start);
  const known = KNOWN.find((entry) => entry.at.test(owner.path))?.keys ?? [];
  const named = known
    .filter((key) => !written.has(key.name))
    .map((key, order) =>
      toItem(ctx, {
        label: key.name,
        kind: 'field',
        detail: key.detail,
        rank: RANK.common,
        order,
        ...keyInsertion(ctx, owner, quotedIfAmbiguous(ctx, key.name, true)),
      }),
    );
  return named;
}

function keyInsertion(ctx: CompletionContext, owner: FieldPlace, name: string) {
  const { place, layout } = ctx;
  if (place.hasColon) return { insertion: { text: name, isSnippet: false } };
  const column = place.form === 'inline' ? place.column + layout.step : place.column;
  const field = owner.field.element ?? { type: 'string' };
  const member: Member = { name, field, path: `${owner.path}{}` };
  const at = {
    kind: ctx.kind,
    layout: { ...layout, quote: '' } as const,
    isFlow: place.form === 'flow',
    column,
  };
  return { insertion: entryInsertion(member, at), lineColumn: column, suggestNext: isNested(field) };
}
