/** Which findings people have silenced: comments and the annotations of `istioctl analyze` and Kiali. */
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

/** Codes named by `galley.istio.io/analyze-suppress` (`*` for all) and `kiali.io/ignore-validations`. */
export interface AnnotatedSuppressions {
  readonly istioctl: readonly string[];
  readonly kiali: readonly string[];
}

export function annotatedSuppressions(resource: Resource): AnnotatedSuppressions {
  const annotations = resource.cursor.get('metadata').get('annotations');
  return {
    istioctl: codes(annotations.get('galley.istio.io/analyze-suppress').string()),
    kiali: codes(annotations.get('kiali.io/ignore-validations').string()),
  };
}

function codes(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(',').map((code) => code.trim());
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
