/** Patterns in an empty document, with the names of a service that lacks what the pattern gives. */
import type { KindId } from '../../../base/kind-id.ts';
import { isAtLeast } from '../../../primitives/istio-version.ts';
import type { CompletionItem } from '../completion-item.ts';
import type { CompletionContext } from '../context.ts';
import { likelyServices } from '../mesh/likely-services.ts';
import { nearNamespace } from '../mesh/near-namespace.ts';
import { RANK, toItem } from '../suggestion.ts';
import { fill, type Meant, withChoices, withNamespace } from './fill.ts';
import { type NamesOf, namesOf } from './names.ts';
import { kindsOf, PATTERNS, type Pattern } from './patterns.ts';

/** One row for each service would bury the others; who has typed what they look for sees more. */
const ASKED_LENGTH = 3;
const ROWS = { unasked: 1, asked: 6 } as const;

export function patterns(ctx: CompletionContext): readonly CompletionItem[] {
  const { place } = ctx;
  if (!ctx.isEmpty || place.form !== 'block' || place.keysOf?.steps.length !== 0 || place.column !== 0)
    return [];
  const { istio } = ctx.target;
  const servicesOf = rememberServices(ctx);
  const near = nearNamespace(ctx);
  const names = namesOf(ctx.world);
  return PATTERNS.filter(({ since }) => since === undefined || isAtLeast(istio, since)).flatMap(
    (pattern, order) => patternItems(ctx, { pattern, order, servicesOf, near, names }),
  );
}

interface Offer {
  readonly pattern: Pattern;
  readonly order: number;
  readonly servicesOf: ServicesOf;
  /** The namespace of what stands around; empty: unknown. */
  readonly near: string;
  readonly names: NamesOf;
}

function patternItems(
  ctx: CompletionContext,
  { pattern, order, servicesOf, near, names }: Offer,
): readonly CompletionItem[] {
  const { word } = ctx.place;
  const isAsked =
    word.length >= ASKED_LENGTH && pattern.words.split(' ').some((each) => each.startsWith(word));
  const services = servicesFor(pattern, isAsked ? ROWS.asked : ROWS.unasked, servicesOf);
  const known = services.length > 0 ? services : [undefined];
  return known.map((meant, at) =>
    toItem(ctx, {
      label: labelOf(pattern, meant, services),
      kind: 'snippet',
      insertion: {
        text: textOf(ctx, withNames(pattern, names, meant?.namespace ?? near), meant ?? near),
        isSnippet: true,
      },
      rank: RANK.ordinary,
      order: order * ROWS.asked + at,
      context: contextOf(pattern, meant),
      detail: pattern.description,
      documentation: kindsOf(pattern).join(' · '),
      filterWord: [pattern.words, groupOf(pattern), ...(meant === undefined ? [] : [meant.service])].join(
        ' ',
      ),
    }),
  );
}

type Sought = Parameters<typeof likelyServices>[1];
type ServicesOf = (sought: Sought, limit: number) => readonly Meant[];

/** Many patterns ask for services that lack the same kind. */
function rememberServices(ctx: CompletionContext): ServicesOf {
  const known = new Map<string, readonly Meant[]>();
  return (sought, limit) => {
    const key = JSON.stringify([sought, limit]);
    const services = known.get(key) ?? likelyServices(ctx, sought, limit);
    known.set(key, services);
    return services;
  };
}

function servicesFor(pattern: Pattern, limit: number, servicesOf: ServicesOf): readonly Meant[] {
  const sought = soughtBy(pattern);
  return sought === undefined ? [] : servicesOf(sought, limit);
}

/** Which services a pattern is for; undefined when it is about none. */
export function soughtBy({ body, blanks }: Pattern): Sought | undefined {
  if (blanks.service === undefined) return undefined;
  const lines = body.split('\n');
  const at = lines.findIndex((line) => line.startsWith('apiVersion: '));
  const [apiVersion, name] = lines.slice(at, at + 2).map((line) => line.slice(line.indexOf(': ') + 2));
  const isNamed =
    at >= 0 && apiVersion?.includes('/') === true && lines[at + 1]?.startsWith('kind: ') === true;
  const kind: KindId | undefined = isNamed
    ? `${apiVersion.slice(0, apiVersion.indexOf('/'))}/${name}`
    : undefined;
  return { kind, needsVersions: blanks.versions !== undefined };
}

function withNames(pattern: Pattern, names: NamesOf, namespace: string): Pattern {
  return { ...pattern, body: withChoices(pattern.body, pattern.blanks, (sort) => names(sort, namespace)) };
}

/** `meant`: a service, or the namespace around. */
function textOf(ctx: CompletionContext, { body, blanks }: Pattern, meant: Meant | string): string {
  const text =
    typeof meant !== 'string'
      ? fill(body, blanks, meant)
      : meant === ''
        ? body
        : withNamespace(blanks.namespace === undefined ? body : named(body, blanks.namespace, meant), meant);
  return text.replaceAll('\n', ctx.layout.lineEnd);
}

/** A placeholder for the namespace takes the one around it. */
function named(body: string, standard: string, namespace: string): string {
  return body.replace(/\$\{(\d+):([^{}]*)\}/g, (whole, number: string, value: string) =>
    value === standard ? `\${${number}:${namespace}}` : whole,
  );
}

function labelOf({ title }: Pattern, meant: Meant | undefined, all: readonly Meant[]): string {
  const name = title.slice(title.indexOf(':') + 2);
  if (meant === undefined) return name;
  const isShared = all.some((other) => other !== meant && other.service === meant.service);
  return `${name}: ${meant.service}${isShared ? `.${meant.namespace}` : ''}`;
}

function groupOf({ title }: Pattern): string {
  return title.slice(0, title.indexOf(':')).toLowerCase();
}

function contextOf(pattern: Pattern, meant: Meant | undefined): string {
  const group = pattern.title.slice(0, pattern.title.indexOf(':'));
  return meant === undefined || meant.namespace === '' ? group : `${group} · ${meant.namespace}`;
}
