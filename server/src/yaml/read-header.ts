/** `apiVersion` and `kind` by one look at a document's text, so that documents of others are never parsed. */
import type { DocumentHeader } from './node.ts';

const PROPERTIES = /^(?:[&!]\S*\s+)*/;
const COMMENT = /(?:^|\s)#.*$/s;

/** Reads top-level keys only, in block and in flow (JSON) form. A value that is absent or a template is undefined. */
export function readHeader(text: string): DocumentHeader {
  const first = firstContent(text);
  if (text[first] === '{' && text[first + 1] !== '{') return flowHeader(text, first + 1);
  const lineStart = Math.max(text.lastIndexOf('\n', first - 1), text.lastIndexOf('\r', first - 1)) + 1;
  const indentation = text.slice(lineStart, first);
  return {
    apiVersion: blockValue(text, 'apiVersion', indentation),
    kind: blockValue(text, 'kind', indentation),
  };
}

/** Offset of the first character that is neither white space nor part of a comment or of a `%` directive. */
export function firstContent(text: string): number {
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const isDirective = unit === 37 && (at === 0 || isLineEnd(text.charCodeAt(at - 1)));
    if (unit === 35 || isDirective) at = lineEnd(text, at);
    else if (isSpace(unit)) at++;
    else break;
  }
  return at;
}

function blockValue(text: string, key: string, indentation: string): string | undefined {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const quote = text[at + key.length];
    const isQuoted = (quote === '"' || quote === "'") && text[at - 1] === quote;
    const start = isQuoted ? at - 1 : at;
    const lineStart = start - indentation.length;
    if (lineStart < 0 || (lineStart > 0 && !isLineEnd(text.charCodeAt(lineStart - 1)))) continue;
    if (indentation !== '' && !text.startsWith(indentation, lineStart)) continue;
    const colon = skipBlanks(text, at + key.length + (isQuoted ? 1 : 0));
    if (text[colon] === ':' && isSpace(text.charCodeAt(colon + 1))) {
      return scalarOn(text.slice(colon + 1, lineEnd(text, colon + 1)));
    }
  }
  return undefined;
}

/** The scalar that a line's rest holds. */
function scalarOn(rest: string): string | undefined {
  const written = rest.trim().replace(PROPERTIES, '');
  const quote = written[0];
  const close = quote === '"' || quote === "'" ? written.indexOf(quote, 1) : -1;
  const value = close > 0 ? written.slice(1, close) : written.replace(COMMENT, '');
  return value === '' || value.includes('{{') || /^(?:\[\[|<%|#@)/.test(value) ? undefined : value;
}

/** Walks the characters of a flow mapping and looks at the keys of its first level. */
function flowHeader(text: string, from: number): DocumentHeader {
  const found: { apiVersion: string | undefined; kind: string | undefined } = {
    apiVersion: undefined,
    kind: undefined,
  };
  if (!text.includes('apiVersion') && !text.includes('kind')) return found;
  let depth = 1;
  let at = from;
  while (at < text.length && depth > 0 && (found.apiVersion === undefined || found.kind === undefined)) {
    const unit = text[at];
    if (unit === '{' || unit === '[') depth++;
    else if (unit === '}' || unit === ']') depth--;
    else if (unit === '#') at = lineEnd(text, at);
    else if (isWordStart(unit)) {
      const end = wordEnd(text, at);
      const key = unwrap(text.slice(at, end));
      const colon = skipBlanks(text, end);
      at = end - 1;
      if (depth === 1 && (key === 'apiVersion' || key === 'kind') && text[colon] === ':') {
        const start = skipBlanks(text, colon + 1);
        at = wordEnd(text, start) - 1;
        found[key] ??= scalarOn(text.slice(start, at + 1));
      }
    }
    at++;
  }
  return found;
}

function isWordStart(unit: string | undefined): boolean {
  return unit !== undefined && !/[\s,:]/.test(unit);
}

/** End of the quoted string or the plain word that starts at `start`; at least one character further. */
function wordEnd(text: string, start: number): number {
  const quote = text[start];
  let at = start + 1;
  if (quote === '"' || quote === "'") {
    while (at < text.length && text[at] !== quote) at += quote === '"' && text[at] === '\\' ? 2 : 1;
    return Math.min(at + 1, text.length);
  }
  while (at < text.length && !/[\s,{}[\]:]/.test(text.charAt(at))) at++;
  return at;
}

function unwrap(word: string): string {
  return word[0] === '"' || word[0] === "'" ? word.slice(1, -1) : word;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  return at;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

function isSpace(unit: number): boolean {
  return Number.isNaN(unit) || unit === 32 || unit === 9 || isLineEnd(unit);
}
