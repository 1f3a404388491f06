/** Whole resources: in an empty document, and what is missing under a header that stands alone. */

import { isClusterScoped } from '../../model/known-kinds.ts';
import { releaseFor } from '../../schema/effective-limit.ts';
import type { KindSchema } from '../../schema/field-schema.ts';
import { allKinds, isMessage } from '../../schema/lookup.ts';
import { describeKind } from '../describe/describe-kind.ts';
import type { CompletionItem } from './completion-item.ts';
import type { CompletionContext } from './context.ts';
import { writtenKeys } from './cursor-place.ts';
import { byUse, isShortName, kindWords } from './kind-order.ts';
import { likelyServices } from './mesh/likely-services.ts';
import { nearNamespace } from './mesh/near-namespace.ts';
import { fill, withChoices, withNamespace } from './patterns/fill.ts';
import { namesOf } from './patterns/names.ts';
import { SKELETONS, type Skeleton } from './patterns/patterns.ts';
import { RANK, toItem } from './suggestion.ts';

export function resources(ctx: CompletionContext): readonly CompletionItem[] {
  const { place, kind } = ctx;
  if (kind !== undefined && isMessage(kind)) return [];
  if (place.form !== 'block' || place.keysOf?.steps.length !== 0 || place.column !== 0) return [];
  if (ctx.isEmpty) {
    return allKinds()
      .toSorted((a, b) => byUse(a.id, b.id))
      .flatMap((each, order) => skeletonItem(ctx, { kind: each, order, isWhole: true }));
  }
  const written = writtenKeys(ctx.resource, place.range.start);
  const isHeaderOnly = [...written].every((key) => key === 'apiVersion' || key === 'kind');
  if (!isHeaderOnly || kind === undefined || ctx.apiVersion === undefined) return [];
  return skeletonItem(ctx, { kind, order: 0, isWhole: false });
}

interface Wanted {
  readonly kind: KindSchema;
  readonly order: number;
  /** With its header. */
  readonly isWhole: boolean;
}

function skeletonItem(ctx: CompletionContext, { kind, order, isWhole }: Wanted): readonly CompletionItem[] {
  const skeleton = SKELETONS.get(kind.id);
  const [version] = kind
    .versions(releaseFor(kind, ctx.target), ctx.target.channel)
    .filter((each) => each.served);
  if (skeleton === undefined || version === undefined) return [];
  const apiVersion = `${kind.group}/${version.name}`;
  const text = `${isWhole ? `apiVersion: ${apiVersion}\nkind: ${kind.kind}\n` : ''}${filled(ctx, kind, skeleton)}`;
  const isMeant = !isWhole || isShortName(kind.id, ctx.place.word);
  return [
    toItem(ctx, {
      label: isWhole ? labelOf(kind) : `${kind.kind} skeleton`,
      kind: 'snippet',
      insertion: { text: text.replaceAll('\n', ctx.layout.lineEnd), isSnippet: true },
      rank: isMeant ? RANK.first : RANK.common,
      order: isMeant ? 0 : order,
      context: apiVersion,
      detail: apiVersion,
      documentation: describeKind(kind),
      filterWord: isWhole ? kindWords(kind.id, labelOf(kind)) : `metadata spec ${kind.kind}`,
    }),
  ];
}

/** With the names of the service that it is probably about, in its namespace. */
function filled(ctx: CompletionContext, kind: KindSchema, skeleton: Skeleton): string {
  const { blanks } = skeleton;
  const [meant] = blanks === undefined ? [] : likelyServices(ctx, { kind: kind.id, needsVersions: false }, 1);
  const near = nearNamespace(ctx);
  const names = namesOf(ctx.world);
  const body =
    blanks === undefined
      ? skeleton.body
      : withChoices(skeleton.body, blanks, (sort) => names(sort, meant?.namespace ?? near));
  if (blanks !== undefined && meant !== undefined) return fill(body, blanks, meant);
  const namespace = isClusterScoped(kind.id) ? '' : near;
  return namespace === '' ? body : withNamespace(body, namespace);
}

/** Two groups have a `Gateway`. */
function labelOf(kind: KindSchema): string {
  const isShared =
    kind.family !== 'istio' && allKinds().some((other) => other !== kind && other.kind === kind.kind);
  return isShared ? `${kind.kind} (${kind.group})` : kind.kind;
}
