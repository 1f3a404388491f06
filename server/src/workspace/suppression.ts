/** Which findings people have silenced: comments and the annotations of `istioctl analyze` and Kiali. */
import type { OffsetRange } from '../base/offset-range.ts';
import type { Resource } from '../model/resource.ts';
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

const DIRECTIVE = /^meshwright-ignore\s+([^:]+?)\s*(?::\s*(.*))?$/;

export function ignoreDirectives(document: YamlDocument): readonly IgnoreDirective[] {
  return document.directives.flatMap((directive) => {
    const match = DIRECTIVE.exec(directive.text);
    if (match === null) return [];
    const rules = (match[1] ?? '').split(',').map((rule) => rule.trim());
    const isFirst = /^(?:\s*(?:#[^\n]*)?\r?\n?)*$/.test(document.text.slice(0, directive.start));
    return [
      {
        rules: rules.filter((rule) => rule !== ''),
        reason: match[2] === '' ? undefined : match[2],
        start: directive.start,
        end: directive.end,
        scope: isFirst ? ('document' as const) : ('line' as const),
        target: targetLine(document.text, directive.start, directive.end),
      },
    ];
  });
}

/** A comment behind content silences its own line; a comment alone on its line the next line that is no comment. */
function targetLine(
  text: string,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== '') return { start: lineStart, end: lineEnd(text, end) };
  let at = lineEnd(text, end) + 1;
  while (at < text.length && /^\s*(?:#|$)/.test(text.slice(at, lineEnd(text, at))))
    at = lineEnd(text, at) + 1;
  return { start: at, end: lineEnd(text, at) };
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

/** Codes by tool; `*` of istioctl means all. */
export interface AnnotatedSuppressions {
  readonly istioctl: readonly string[];
  readonly kiali: readonly string[];
}

export function annotatedSuppressions(resource: Resource): AnnotatedSuppressions {
  const [istioctl, kiali] = ANNOTATIONS.map(({ name }) =>
    annotatedCodes(resource, name).map(({ code }) => code),
  );
  return { istioctl: istioctl ?? [], kiali: kiali ?? [] };
}

export function isAnnotatedAway(
  finding: Pick<Finding, 'equivalents'>,
  silenced: AnnotatedSuppressions,
): boolean {
  if (silenced.istioctl.includes('*') && finding.equivalents.some(({ tool }) => tool === 'istioctl'))
    return true;
  return finding.equivalents.some(
    ({ tool, code }) =>
      (tool === 'istioctl' && silenced.istioctl.includes(code)) ||
      (tool === 'kiali' && silenced.kiali.includes(code)),
  );
}
