/** Patterns inside a resource: the route, the match or the policy of one, indented for the place. */
import { kindName } from '../../../base/kind-id.ts';
import { isAtLeast } from '../../../primitives/istio-version.ts';
import type { CompletionItem } from '../completion-item.ts';
import { type CompletionContext, fieldPlace } from '../context.ts';
import { scalarUnder, writtenKeys } from '../cursor-place.ts';
import { once } from '../mesh/service-candidates.ts';
import { RANK, toItem } from '../suggestion.ts';
import { PATTERNS, type Pattern } from './patterns.ts';

/** Kind and path of what people write by heart least; `[]`: an item of the list. */
const PARTS: readonly (readonly [kind: string, path: string])[] = [
  ['VirtualService', 'spec.http[]'],
  ['VirtualService', 'spec.http[].match'],
  ['VirtualService', 'spec.http[].route'],
  ['VirtualService', 'spec.http[].fault'],
  ['VirtualService', 'spec.http[].retries'],
  ['VirtualService', 'spec.http[].corsPolicy'],
  ['DestinationRule', 'spec.trafficPolicy'],
  ['DestinationRule', 'spec.subsets'],
  ['Gateway', 'spec.servers[]'],
  ['AuthorizationPolicy', 'spec.rules[]'],
  ['RequestAuthentication', 'spec.jwtRules[]'],
  ['HTTPRoute', 'spec.rules[]'],
  ['EnvoyFilter', 'spec.configPatches[]'],
];

/** Patterns are indented by two, lists too. */
const STEP = 2;

const BLANK = /\$\{(\d{1,4}):([^{}]*)\}/g;

interface Part {
  readonly kind: string;
  readonly path: string;
  readonly pattern: Pattern;
  /** Lines from column 0; of an item without its dash. */
  readonly lines: readonly string[];
}

/** Taken apart when somebody asks first. */
const allParts = once(() => PARTS.flatMap(([kind, path]) => partsAt(kind, path)));

export function parts(ctx: CompletionContext): readonly CompletionItem[] {
  const { place, kind } = ctx;
  if (kind === undefined || place.form !== 'block') return [];
  const name = kindName(kind.id);
  const owner = fieldPlace(ctx, place.keysOf);
  const list = fieldPlace(ctx, place.itemsOf);
  const written = owner === undefined ? new Set<string>() : writtenKeys(owner.node, place.range.start);
  const fitting = allParts().filter(({ kind: of, path, pattern }) => {
    if (of !== name || (pattern.since !== undefined && !isAtLeast(ctx.target.istio, pattern.since)))
      return false;
    if (list !== undefined && path === `${list.path}[]`) return true;
    if (owner === undefined) return false;
    const key = path.slice(owner.path.length + 1);
    const isMember = path.startsWith(`${owner.path}.`) && /^[A-Za-z]+$/.test(key);
    return isMember && !written.has(key);
  });
  return fitting.map((part, order) => partItem(ctx, part, order, list?.path));
}

function partItem(
  ctx: CompletionContext,
  { path, pattern, lines }: Part,
  order: number,
  list: string | undefined,
): CompletionItem {
  const isItem = path === `${list}[]`;
  const title = pattern.title.slice(pattern.title.indexOf(':') + 2);
  const key = path.slice(path.lastIndexOf('.') + 1);
  const indent = ' '.repeat(ctx.place.column);
  const own = isItem ? lines.map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`)) : lines;
  const text = own.map((line, at) => (at === 0 ? line : indent + line)).join(ctx.layout.lineEnd);
  return toItem(ctx, {
    label: isItem ? `- ${title}` : `${key}: ${title}`,
    kind: 'snippet',
    insertion: { text: named(ctx, pattern, text), isSnippet: true },
    rank: RANK.rare,
    order,
    context: 'pattern',
    detail: pattern.description,
    filterWord: isItem ? `${title} ${pattern.words}` : `${key} ${title} ${pattern.words}`,
  });
}

/** The service of the pattern is the one that the resource is about. */
function named(ctx: CompletionContext, { blanks }: Pattern, text: string): string {
  const own = hostOf(ctx);
  if (blanks.service === undefined || own === undefined) return text;
  return text.replaceAll(BLANK, (whole, number: string, value: string) =>
    value === blanks.service ? `\${${number}:${own}}` : whole,
  );
}

/** `spec.host`, or the first of `spec.hosts` when it is a short name. */
function hostOf({ resource }: CompletionContext): string | undefined {
  const spec =
    resource?.kind === 'map' ? resource.entries.find(({ key }) => key.text === 'spec')?.value : undefined;
  const host = scalarUnder(spec, 'host')?.text;
  if (host !== undefined && host !== '') return /^[\w.-]+$/.test(host) ? host : undefined;
  const hosts =
    spec?.kind === 'map' ? spec.entries.find(({ key }) => key.text === 'hosts')?.value : undefined;
  const first = hosts?.kind === 'seq' ? hosts.items[0]?.value : undefined;
  return first?.kind === 'scalar' && /^[a-z0-9-]+$/.test(first.text) ? first.text : undefined;
}

/** One for each text: many patterns route alike. */
function partsAt(kind: string, path: string): readonly Part[] {
  const seen = new Set<string>();
  return PATTERNS.flatMap((pattern) =>
    pattern.body
      .split('\n---\n')
      .filter((document) => document.split('\n').includes(`kind: ${kind}`))
      .flatMap((document) => blocksAt(document.split('\n'), path.split('.'), 0))
      .slice(0, 1)
      .map((lines): Part => ({ kind, path, pattern, lines })),
  ).filter(({ lines }) => {
    const text = lines.join('\n').replaceAll(BLANK, '');
    const isNew = lines.length > 1 && !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

/** What stands under a path, from column 0: `key: …` with all below it, or the items of a list without their dashes. */
function blocksAt(
  lines: readonly string[],
  [step = '', ...rest]: readonly string[],
  column: number,
): readonly (readonly string[])[] {
  const key = step.replace('[]', '');
  const at = lines.findIndex((line) => line.startsWith(`${' '.repeat(column)}${key}:`));
  if (at < 0) return [];
  const inner = below(lines, at, column);
  if (!step.endsWith('[]')) {
    const own = [lines[at] ?? '', ...inner].map((line) => line.slice(column));
    return rest.length === 0 ? [own] : blocksAt(inner, rest, column + STEP);
  }
  const items = itemsOf(inner, column + STEP);
  return rest.length === 0 ? items : items.flatMap((item) => blocksAt(item, rest, 0));
}

function below(lines: readonly string[], at: number, column: number): readonly string[] {
  const end = lines.findIndex((line, index) => index > at && !line.startsWith(' '.repeat(column + 1)));
  return lines.slice(at + 1, end < 0 ? undefined : end);
}

function itemsOf(lines: readonly string[], column: number): readonly (readonly string[])[] {
  const items: string[][] = [];
  for (const line of lines) {
    if (line.startsWith(`${' '.repeat(column)}- `)) items.push([]);
    items.at(-1)?.push(line.slice(column + STEP));
  }
  return items;
}
