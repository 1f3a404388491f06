/**
 * Reads any text, however broken, with the lexer and the syntax-tree parser of the `yaml` package. Bounded: nesting,
 * tokens and restarts all cost linear time, and no recursion is deeper than the depth limit.
 */
import { type CST, Parser } from 'yaml';
import { composeDocument } from './compose-cst.ts';
import { lenientTokens } from './lenient-lexer.ts';
import { MAX_DEPTH, MAX_TOKENS } from './limits.ts';
import { MapBuilder } from './map-builder.ts';
import type { YamlItem, YamlNode } from './node.ts';
import { isContent, unexpected } from './read-lead.ts';
import type { Reading } from './reading.ts';

/** The document's root; its problems are in `reading`. A limit that is passed leaves no root. */
export function tolerantParse(reading: Reading): YamlNode | undefined {
  const roots: YamlNode[] = [];
  let from = 0;
  let tokens = 0;
  while (from < reading.text.length) {
    const chunk = readChunk(reading, from, MAX_TOKENS - tokens);
    tokens += chunk.tokens;
    if (chunk.isRefused) return undefined;
    const root = chunk.document && composeDocument(reading, chunk.document);
    if (root !== undefined) roots.push(root);
    if (reading.hasTooManyAliases) return undefined;
    from = chunk.next;
  }
  return joinRoots(reading, roots);
}

interface Chunk {
  readonly document: CST.Document | undefined;
  /** Where reading goes on: behind the text, or at a line that belongs to nothing before it. */
  readonly next: number;
  readonly tokens: number;
  readonly isRefused: boolean;
}

function readChunk(reading: Reading, from: number, maxTokens: number): Chunk {
  const { text } = reading;
  const parser = new Parser();
  parser.offset = from;
  let document: CST.Document | undefined;
  let tokens = 0;
  const take = (part: CST.Token): number | undefined => {
    if (part.type === 'document') {
      document = part;
      const stray = part.end?.find(isContent);
      return stray === undefined ? undefined : straySource(reading, from, stray);
    }
    if (part.type !== 'error' && part.type !== 'directive') return undefined;
    if (document !== undefined) return straySource(reading, from, part);
    unexpected(reading, part.offset, part.source);
    return undefined;
  };
  const end = (next: number, isRefused = false): Chunk => ({ document, next, tokens, isRefused });
  for (const lexeme of lenientTokens(text.slice(from), reading.source.length - from)) {
    tokens++;
    for (const part of parser.next(lexeme)) {
      const next = take(part);
      if (next !== undefined) return end(next);
    }
    if (isTooDeep(parser.stack)) {
      reading.problems.add('too-deep', parser.offset - 1, parser.offset, { limit: MAX_DEPTH });
      return end(text.length, true);
    }
    if (tokens > maxTokens) {
      reading.problems.add('too-large', 0, 1, { size: text.length, limit: parser.offset });
      return end(text.length, true);
    }
  }
  for (const part of parser.end()) {
    const next = take(part);
    if (next !== undefined) return end(next);
  }
  return end(text.length);
}

/** Reports text that belongs to nothing before it and gives the line on which reading can start anew. */
function straySource(
  reading: Reading,
  from: number,
  token: { readonly offset: number; readonly source: string },
): number {
  const { text } = reading;
  const newline = text.indexOf('\n', token.offset);
  const lineEnd = newline < 0 ? text.length : newline + 1;
  const lineStart = text.lastIndexOf('\n', token.offset - 1) + 1;
  const isAlone = text.slice(lineStart, token.offset).trim() === '';
  if (isAlone) {
    const shown = text.slice(token.offset, lineEnd).trimEnd();
    const detail = 'text belongs to nothing before it; check its indentation';
    reading.problems.syntax(token.offset, token.offset + shown.length, detail);
  } else unexpected(reading, token.offset, token.source);
  return isAlone && lineStart > from ? lineStart : lineEnd;
}

/** The parser's stack holds the document, the open collections and, on top, perhaps a scalar. */
function isTooDeep(stack: readonly CST.Token[]): boolean {
  if (stack.length <= MAX_DEPTH + 1) return false;
  const top = stack.at(-1);
  return stack.length > MAX_DEPTH + 2 || (top !== undefined && 'items' in top);
}

/** Pieces of a document that fell apart, put together again where they are of one kind. */
function joinRoots(reading: Reading, roots: readonly YamlNode[]): YamlNode | undefined {
  const first = roots.find((root) => root.kind === 'map') ?? roots[0];
  if (roots.length <= 1 || first === undefined || first.kind === 'scalar') return first;
  if (first.kind === 'seq') {
    const items = roots.reduce<YamlItem[]>((all, root) => {
      if (root.kind === 'seq') for (const item of root.items) all.push(item);
      return all;
    }, []);
    return { ...first, items, end: roots.at(-1)?.end ?? first.end };
  }
  const builder = new MapBuilder(reading, first.end);
  for (const root of roots) {
    if (root.kind !== 'map') continue;
    for (const { key, value, via } of root.entries)
      builder.add(key, via === undefined ? { node: value } : { node: value, via });
  }
  return { ...first, entries: builder.entries(), end: builder.end };
}
