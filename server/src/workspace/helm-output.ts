/** What `helm template` prints: documents, each with the template that it came from. */

export interface HelmDocument {
  /** As Helm names it: `shop/charts/cart/templates/service.yaml`, from the name of the chart on. */
  readonly source: string;
  readonly text: string;
}

const MARK = '# Source: ';

/** Documents without a source are none that Helm prints. Linear in the text. */
export function helmDocuments(output: string): readonly HelmDocument[] {
  const documents: HelmDocument[] = [];
  let source: string | undefined;
  let start = 0;
  const end = (at: number) => {
    if (source !== undefined) documents.push({ source, text: output.slice(start, at) });
  };
  for (let at = 0; at < output.length; ) {
    const next = lineEnd(output, at);
    const isMark = output.startsWith('---', at) && output.startsWith(MARK, next);
    if (isMark) {
      end(at);
      const after = lineEnd(output, next);
      source = output.slice(next + MARK.length, after).trim();
      start = after;
      at = after;
    } else at = next;
  }
  end(output.length);
  return documents;
}

/** Behind the line break. */
function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline + 1;
}

/** What keeps Helm from rendering a chart. */
export interface HelmFailure {
  /** A sentence in Helm's words. */
  readonly message: string;
  /** `syntax`: whatever the values are. `asked`: the chart asks for a value (`required`, `fail`). */
  readonly kind: 'syntax' | 'asked' | 'values';
  /** From the outside in; lines count from 1. */
  readonly places: readonly { readonly source: string; readonly line: number }[];
}

const WORD = /[^\s:()"<>]+(?::\d+)?/g;
const MOST_PLACES = 20;
const LONGEST = 4000;
const LONGEST_MESSAGE = 400;

/** Undefined for what is not about a template: a missing chart, values against a schema, a program that is none. */
export function helmFailure(stderr: string): HelmFailure | undefined {
  const error = errorIn(stderr);
  const places: { source: string; line: number }[] = [];
  for (const [word] of error.matchAll(WORD)) {
    const [source = '', line = '1'] = word.split(':');
    if (!source.includes('/templates/') || places.length >= MOST_PLACES) continue;
    places.push({ source, line: Number(line) });
  }
  if (places.length === 0) return undefined;
  const kind = /\bparse error at \(/.test(error)
    ? 'syntax'
    : /\bexecution error at \(/.test(error)
      ? 'asked'
      : 'values';
  return { message: withoutPlaces(error), kind, places };
}

/** The error itself, as one line: warnings stand in front of it. */
export function errorIn(stderr: string): string {
  const at = stderr.lastIndexOf('Error: ');
  const error = at < 0 ? stderr : stderr.slice(at + 'Error: '.length);
  return error.slice(0, LONGEST).replace(/\s+/g, ' ').trim();
}

/** What is said behind the last place, which is where it went wrong. */
function withoutPlaces(error: string): string {
  const calls = error.split(/: error calling \w+: /);
  const last = calls.at(-1) ?? error;
  const message = last
    .replace(/^(?:template: |parse error at \(|execution error at \()[^\s()]+(?:: |\): )/, '')
    .replace(/^executing "[^"]*" /, '')
    .replace(/ ?Use --debug flag to render out invalid YAML$/, '')
    .trim();
  return (message === '' ? error : message).slice(0, LONGEST_MESSAGE);
}
