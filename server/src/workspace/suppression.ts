/** Which findings people have silenced: comments and the annotations of `istioctl analyze` and Kiali. */
import type { OffsetRange } from '../base/offset-range.ts';
import type { Resource, WrittenResource } from '../model/resource.ts';
import type { YamlDocument } from '../yaml/node.ts';
import type { Finding } from './finding.ts';

/** One `# meshwright-ignore rule-id[, rule-id]: reason` comment. */
export interface IgnoreDirective {
  readonly rules: readonly string[];
  readonly reason: string | undefined;
  /** Range of the comment in its document. */
  readonly start: number;
  readonly end: number;
  /** `document`: stands before anything else in its document. `line`: silences findings that start on the next line. */
  readonly scope: 'document' | 'line';
  /** Offsets of the silenced line (`line` scope). */
  readonly target: { readonly start: number; readonly end: number };
}

const DIRECTIVE = 'meshwright-ignore';

export function ignoreDirectives({ text, directives }: YamlDocument): readonly IgnoreDirective[] {
  if (directives.length === 0) return [];
  const lead = leadEnd(text);
  const found: IgnoreDirective[] = [];
  // From the last one: comments that follow one another are for the same line, which is looked for once.
  let below: Target | undefined;
  for (const directive of directives.toReversed()) {
    const list = readList(directive.text);
    if (list === undefined) continue;
    const { start, end } = directive;
    below = targetLine(text, directive, below);
    const scope = start < lead ? 'document' : 'line';
    found.push({ ...list, start, end, scope, target: below.line });
  }
  return found.reverse();
}

/** `meshwright-ignore a, b: reason` */
function readList(comment: string): Pick<IgnoreDirective, 'rules' | 'reason'> | undefined {
  const rest = comment.slice(DIRECTIVE.length);
  if (!comment.startsWith(DIRECTIVE) || !/^\s/.test(rest)) return undefined;
  const colon = rest.indexOf(':');
  const names = (colon < 0 ? rest : rest.slice(0, colon)).split(',').map((rule) => rule.trim());
  const reason = colon < 0 ? '' : rest.slice(colon + 1).trim();
  return { rules: names.filter((rule) => rule !== ''), reason: reason === '' ? undefined : reason };
}

/** Where the blank lines and comments on top of a text end. */
export function leadEnd(text: string): number {
  let at = 0;
  while (at < text.length) {
    if (text[at] === '#') at = lineEnd(text, at);
    else if (/\s/.test(text.charAt(at))) at++;
    else break;
  }
  return at;
}

interface Target {
  /** Start of the comment's own line. */
  readonly from: number;
  readonly line: OffsetRange;
}

/** A comment behind content silences its own line; a comment alone on its line the next line that is no comment. */
function targetLine(text: string, { start, end }: OffsetRange, below: Target | undefined): Target {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(from, start).trim() !== '') return { from, line: { start: from, end: lineEnd(text, end) } };
  let at = lineEnd(text, end) + 1;
  while (at < text.length && at !== below?.from) {
    const lineStop = lineEnd(text, at);
    if (!/^\s*(?:#|$)/.test(text.slice(at, lineStop))) break;
    at = lineStop + 1;
  }
  return { from, line: at === below?.from ? below.line : { start: at, end: lineEnd(text, at) } };
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

/** Annotations by which other tools are told to be silent about an object. */
export const ANNOTATIONS = [
  { tool: 'istioctl', name: 'galley.istio.io/analyze-suppress', form: /^IST\d{4}$/ },
  { tool: 'kiali', name: 'kiali.io/ignore-validations', form: /^KIA\d{4}$/ },
] as const;

/** A code in the list that an annotation holds, with its place. */
export interface AnnotatedCode {
  readonly code: string;
  readonly path: string;
  /** In the annotation's text. */
  readonly slice: OffsetRange;
}

export function annotatedCodes(resource: Resource, annotation: string): readonly AnnotatedCode[] {
  const at = resource.cursor.get('metadata').get('annotations').get(annotation);
  const text = at.string();
  if (text === undefined) return [];
  return [...text.matchAll(/[^,\s](?:[^,]*[^,\s])?/g)].map(({ 0: code, index }) => ({
    code,
    path: at.path,
    slice: { start: index, end: index + code.length },
  }));
}

/** Codes by tool; `*` means all: istioctl writes it so, Kiali leaves the annotation empty. */
export interface AnnotatedSuppressions {
  readonly istioctl: ReadonlySet<string>;
  readonly kiali: ReadonlySet<string>;
}

const NOTHING: AnnotatedSuppressions = { istioctl: new Set(), kiali: new Set() };

export function annotatedSuppressions(resource: WrittenResource): AnnotatedSuppressions {
  if (!ANNOTATIONS.some(({ name }) => resource.mayContain(name))) return NOTHING;
  const [istioctl, kiali] = ANNOTATIONS.map(
    ({ name }) => new Set(annotatedCodes(resource, name).map(({ code }) => code)),
  );
  return {
    istioctl: istioctl ?? new Set(),
    kiali: isEmptied(resource) ? new Set([ALL]) : (kiali ?? new Set()),
  };
}

const ALL = '*';

/** Kiali takes an annotation without any code for all of them. */
function isEmptied(resource: WrittenResource): boolean {
  const annotations = resource.cursor.get('metadata').get('annotations');
  return ANNOTATIONS.some(
    ({ tool, name }) => tool === 'kiali' && annotations.get(name).string()?.trim() === '',
  );
}

export function isAnnotatedAway(
  finding: Pick<Finding, 'equivalents'>,
  silenced: AnnotatedSuppressions,
): boolean {
  return finding.equivalents.some(({ tool, code }) => {
    if (tool !== 'istioctl' && tool !== 'kiali') return false;
    return silenced[tool].has(ALL) || silenced[tool].has(code);
  });
}
