/** `apiVersion` and `kind`, alone and in pairs, and the keys of an object whose kind is not known yet. */

import { groupName, type KindId, kindName as nameOf } from '../../base/kind-id.ts';
import { lookUp } from '../../base/look-up.ts';
import { FACT_KINDS, isKnownKind } from '../../model/known-kinds.ts';
import { kindDoc } from '../../schema/docs.ts';
import { releaseFor } from '../../schema/effective-limit.ts';
import type { KindSchema } from '../../schema/field-schema.ts';
import { allKinds } from '../../schema/lookup.ts';
import { describeKind } from '../describe/describe-kind.ts';
import type { CompletionItem } from './completion-item.ts';
import { type CompletionContext, stepsInResource } from './context.ts';
import { writtenKeys } from './cursor-place.ts';
import { byUse, kindWords } from './kind-order.ts';
import { quoted, RANK, type Suggestion, toItem } from './suggestion.ts';

/** A kind in one of its API versions. */
interface VersionedKind {
  readonly id: KindId;
  readonly apiVersion: string;
  readonly name: string;
  readonly schema: KindSchema | undefined;
  readonly isDeprecated: boolean;
}

export function header(ctx: CompletionContext): readonly CompletionItem[] {
  const { keysOf } = ctx.place;
  const value = ctx.place.valueOf;
  const steps = value === undefined ? undefined : stepsInResource(ctx, value);
  if (steps?.length === 1 && steps[0] === 'apiVersion') return apiVersions(ctx);
  if (steps?.length === 1 && steps[0] === 'kind') return kinds(ctx);
  const isRoot = keysOf !== undefined && keysOf.steps.length === ctx.base.length;
  return isRoot && ctx.kind === undefined ? topLevelKeys(ctx) : [];
}

const KEYS: readonly (readonly [string, string])[] = [
  ['apiVersion', 'API group and version'],
  ['kind', 'type of the object'],
  ['metadata', 'name, namespace, labels'],
];

/** Documents of others are left alone: their first keys are not those of a Kubernetes object. */
function topLevelKeys(ctx: CompletionContext): readonly CompletionItem[] {
  const written = writtenKeys(ctx.resource, ctx.place.range.start);
  if ([...written].some((key) => !/^(?:apiVersion|kind|metadata|spec|status|items)$/.test(key))) return [];
  if (ctx.kindId !== undefined && !isKnownKind(ctx.kindId)) return [];
  return KEYS.filter(([name]) => !written.has(name)).map(([name, detail], order) =>
    toItem(ctx, {
      label: name,
      kind: 'field',
      detail,
      rank: RANK.first,
      // The short name of a kind goes before: `ap`.
      order: order + 1,
      suggestNext: true,
      ...keyText(ctx, name),
    }),
  );
}

function keyText(ctx: CompletionContext, name: string): Pick<Suggestion, 'insertion'> {
  const key = quoted(ctx, name);
  if (ctx.place.hasColon) return { insertion: { text: key, isSnippet: false } };
  if (name !== 'metadata') return { insertion: { text: `${key}: $1`, isSnippet: true } };
  const isFlow = ctx.place.form === 'flow';
  const { layout, place } = ctx;
  const inner = isFlow
    ? ` { ${layout.quote}name${layout.quote}: $1 }`
    : `:${layout.lineEnd}${' '.repeat(place.column + layout.step)}name: $1`;
  return { insertion: { text: isFlow ? `${key}:${inner}` : `${key}${inner}`, isSnippet: true } };
}

/** Versions of the written kind; else every version there is, and pairs with their kinds. */
function apiVersions(ctx: CompletionContext): readonly CompletionItem[] {
  const known = versionedKinds(ctx);
  const fitting = known.filter((kind) => kind.name === ctx.kindName);
  const chosen = fitting.length > 0 ? fitting : known;
  const seen = new Map<string, VersionedKind>();
  for (const kind of chosen) if (!seen.has(kind.apiVersion)) seen.set(kind.apiVersion, kind);
  const versions = [...seen.values()].map((kind, order) =>
    toItem(ctx, {
      label: kind.apiVersion,
      kind: 'value',
      insertion: { text: quoted(ctx, kind.apiVersion), isSnippet: false },
      rank: kind.isDeprecated ? RANK.deprecated : RANK.required,
      order,
      detail: fitting.length > 0 && order === 0 ? 'preferred' : undefined,
      isDeprecated: kind.isDeprecated,
    }),
  );
  return ctx.kindName === undefined ? [...versions, ...pairs(ctx, known)] : versions;
}

function pairs(ctx: CompletionContext, known: readonly VersionedKind[]): readonly CompletionItem[] {
  const { layout, place } = ctx;
  const separator = place.form === 'flow' ? ', ' : layout.lineEnd + ' '.repeat(Math.max(0, place.column));
  return preferredOnly(known).map((kind, order) =>
    toItem(ctx, {
      label: `${kind.apiVersion} ${kind.name}`,
      kind: 'snippet',
      insertion: {
        text: `${quoted(ctx, kind.apiVersion)}${separator}${layout.quote}kind${layout.quote}: ${layout.quote}${kind.name}${layout.quote}`,
        isSnippet: false,
      },
      rank: RANK.common,
      order,
      ...aboutKind(kind),
    }),
  );
}

/** Kinds of the written version or group; all kinds when none is written. */
function kinds(ctx: CompletionContext): readonly CompletionItem[] {
  const known = versionedKinds(ctx);
  const exact = known.filter((kind) => kind.apiVersion === ctx.apiVersion);
  const group = ctx.apiVersion?.split('/')[0];
  const fitting = exact.length > 0 ? exact : known.filter((kind) => kind.apiVersion.startsWith(`${group}/`));
  const chosen = ctx.apiVersion === undefined || ctx.apiVersion === '' ? known : fitting;
  return [...byName(preferredOnly(chosen)).values()].map(([kind, ...others], order) =>
    toItem(ctx, {
      label: kind.name,
      kind: 'value',
      insertion: { text: quoted(ctx, kind.name), isSnippet: false },
      rank: RANK.common,
      order,
      ...aboutKind(kind),
      context: [kind, ...others].map(({ apiVersion }) => apiVersion).join(', '),
      filterWord: kindWords(kind.id, kind.name),
    }),
  );
}

/** Two groups have a `Gateway`: the word is the same. */
function byName(
  known: readonly VersionedKind[],
): ReadonlyMap<string, readonly [VersionedKind, ...VersionedKind[]]> {
  const found = new Map<string, [VersionedKind, ...VersionedKind[]]>();
  for (const kind of known) {
    const same = found.get(kind.name);
    if (same === undefined) found.set(kind.name, [kind]);
    else same.push(kind);
  }
  return found;
}

function aboutKind(kind: VersionedKind): Pick<Suggestion, 'detail' | 'documentation' | 'isDeprecated'> {
  const about = kind.schema && kindDoc(kind.schema.id)?.about;
  return {
    detail: kind.apiVersion,
    documentation: kind.schema === undefined ? undefined : about && describeKind(kind.schema),
    isDeprecated: kind.isDeprecated,
  };
}

/** The first version of every kind. */
function preferredOnly(known: readonly VersionedKind[]): readonly VersionedKind[] {
  const seen = new Set<string>();
  return known.filter((kind) => {
    const key = `${kind.apiVersion.split('/')[0]} ${kind.name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Everything that the target serves, usual kinds and preferred versions in front of older ones of the same kind; then Kubernetes kinds. */
function versionedKinds(ctx: CompletionContext): readonly VersionedKind[] {
  const ours = allKinds()
    .toSorted((a, b) => byUse(a.id, b.id))
    .flatMap((schema) =>
      schema
        .versions(releaseFor(schema, ctx.target), ctx.target.channel)
        .filter((version) => version.served)
        .map((version) => ({
          id: schema.id,
          apiVersion: `${schema.group}/${version.name}`,
          name: schema.kind,
          schema,
          isDeprecated: version.deprecated,
        })),
    );
  const facts = [...FACT_KINDS].flatMap((id): VersionedKind[] => {
    const apiVersion = lookUp(FACT_VERSIONS, groupName(id));
    return apiVersion === undefined
      ? []
      : [{ id, apiVersion, name: nameOf(id), schema: undefined, isDeprecated: false }];
  });
  return [...ours, ...facts];
}

/** Versions in which current clusters serve the kinds that are read for facts. */
const FACT_VERSIONS: Readonly<Partial<Record<string, string>>> = {
  core: 'v1',
  apps: 'apps/v1',
  batch: 'batch/v1',
  'discovery.k8s.io': 'discovery.k8s.io/v1',
  'networking.k8s.io': 'networking.k8s.io/v1',
};
