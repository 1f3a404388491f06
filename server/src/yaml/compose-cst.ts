/**
 * Turns the concrete syntax tree of the `yaml` package into our nodes. Nothing is given up for a mistake: every key
 * and value that can be told apart gets its node, every mistake one problem.
 */
import type { CST } from 'yaml';
import { composeFlow } from './compose-flow.ts';
import { checkKeyLength, composeKey, missingColon, type NodeParts, scalarLines } from './compose-key.ts';
import { composeScalar, isScalarToken } from './compose-scalar.ts';
import { composeBlockSeq } from './compose-seq.ts';
import { Foster } from './foster.ts';
import { MapBuilder } from './map-builder.ts';
import type { YamlMap, YamlNode, YamlScalar } from './node.ts';
import { checkAnchorName, type Lead, readEnd, readLead, unexpected } from './read-lead.ts';
import type { Placed, Reading } from './reading.ts';

type MapItem = CST.BlockMap['items'][number];

const PARTS: NodeParts = { node: composeNode, empty: composeEmpty };

export function composeDocument(reading: Reading, document: CST.Document): YamlNode | undefined {
  const lead = readLead(reading, document.start, {
    indicator: 'doc-start',
    offset: document.offset,
    isFlow: document.value?.type === 'flow-collection',
    startsLine: true,
  });
  if (document.value !== undefined) return composeNode(reading, document.value, lead).node;
  return lead.anchor === undefined && lead.tag === undefined
    ? undefined
    : composeEmpty(reading, lead, lead.end);
}

function composeNode(reading: Reading, token: CST.Token, lead: Lead): Placed {
  if (token.type === 'alias') {
    readEnd(reading, token.end);
    const end = token.offset + token.source.length;
    if (checkAnchorName(reading, token.offset, token.source))
      return reading.resolveAlias(token.source.slice(1), token.offset, end);
    return { node: reading.stringScalar('plain', token.source, token.offset, end) };
  }
  if (lead.anchor === undefined) return { node: composeContent(reading, token, lead) };
  const before = reading.size;
  reading.openAnchor(lead.anchor);
  const node = composeContent(reading, token, lead);
  reading.closeAnchor(lead.anchor, node, reading.size - before);
  return { node };
}

function composeContent(reading: Reading, token: CST.Token, lead: Lead): YamlNode {
  if (isScalarToken(token)) {
    const scalar = composeScalar(reading, token, lead.tag);
    if ('end' in token) readEnd(reading, token.end);
    return scalar;
  }
  if (token.type === 'block-map') return composeBlockMap(reading, token);
  if (token.type === 'block-seq') return composeBlockSeq(reading, token, PARTS);
  if (token.type === 'flow-collection') return composeFlow(reading, token, PARTS);
  const source = 'source' in token ? token.source : '';
  if (token.type === 'error' && source === '-')
    reading.problems.syntax(token.offset, token.offset + 1, 'list must start on the line after its key');
  else unexpected(reading, token.offset, source);
  return reading.nullScalar(token.offset, token.offset);
}

function composeEmpty(reading: Reading, lead: Lead, offset: number): YamlScalar {
  const produced = reading.actionAfter(offset);
  if (produced !== undefined) return produced;
  const node =
    lead.tag === '!!str' || lead.tag === '!'
      ? reading.stringScalar('plain', '', offset, offset)
      : reading.nullScalar(offset, offset);
  if (lead.anchor !== undefined) reading.closeAnchor(lead.anchor, node, 1);
  return node;
}

/** `misplaced`: the indentation is not that of the mapping. */
type Fit = 'placed' | 'misplaced';

/** The block mapping being built, and where its wrongly indented entries go. */
interface Target {
  readonly token: CST.BlockMap;
  readonly builder: MapBuilder;
  readonly foster: Foster;
  /** Column of the mapping's keys. */
  readonly column: number;
  /** How the entries fit that are indented like the token. */
  readonly base: Fit;
  /** A problem has been reported that explains why the entries that follow do not fit. */
  isExcused: boolean;
}

function composeBlockMap(reading: Reading, token: CST.BlockMap): YamlMap {
  reading.size++;
  const builder = new MapBuilder(reading, token.offset);
  const target: Target = {
    token,
    builder,
    foster: new Foster(reading),
    column: columnOf(reading, token.offset),
    base: 'placed',
    isExcused: false,
  };
  composeMapItems(reading, target, token.items);
  settle(target);
  const entries = builder.entries();
  const start = entries[0]?.via === undefined ? entries[0]?.key.start : undefined;
  return { kind: 'map', start: start ?? token.offset, end: builder.end, flow: false, entries };
}

function composeMapItems(reading: Reading, target: Target, items: readonly MapItem[]): void {
  let isSpoiled = false;
  for (const item of items) {
    // Behind a list on its key's line the tree holds keys that are none, up to the next line break.
    isSpoiled &&= !hasNewline(item.start);
    const { key } = item;
    if (!isSpoiled) composeMapItem(reading, target, item);
    else if (key?.type === 'scalar' && item.value) {
      const last = scalarLines(key).slice(1).at(-1);
      if (last !== undefined) composeMapItem(reading, target, { ...item, key: last } as MapItem);
    }
    isSpoiled = item.value?.type === 'error' || (isSpoiled && !hasNewline(item.sep ?? []));
  }
}

function hasNewline(tokens: readonly CST.SourceToken[]): boolean {
  return tokens.some((token) => token.type === 'newline');
}

function settle({ builder, foster }: Target): void {
  const grown = foster.settle();
  if (grown !== undefined) builder.replaceLastValue(grown);
}

function addEntry(target: Target, fit: Fit, key: YamlScalar, value: Placed): void {
  // A missing key is a problem already; it would only read as an unknown field.
  if (key.start === key.end) return;
  if (fit === 'misplaced' && target.foster.adopt(target.builder.lastValue, key, value)) return;
  settle(target);
  target.builder.add(key, value);
}

function composeMapItem(reading: Reading, target: Target, item: MapItem): void {
  const { start, key, sep } = item;
  const lead = readLead(reading, start, {
    indicator: 'explicit-key-ind',
    offset: sep?.[0]?.offset ?? target.token.offset,
    isFlow: false,
    startsLine: true,
  });
  const isImplicit = lead.found === undefined;
  if (isImplicit && key === undefined && sep === undefined) return;
  if (key?.type === 'error' || (isImplicit && key?.type === 'block-seq')) {
    reading.problems.syntax(key.offset, key.offset + 1, 'list item where a key is expected');
    if (key.type === 'block-seq') composeNode(reading, key, lead);
    return;
  }
  const indent = lead.found?.indent ?? (key && 'indent' in key ? key.indent : target.token.indent);
  const isAligned = indent === target.token.indent;
  const isBack = target.base === 'misplaced' && key && columnOf(reading, key.offset) === target.column;
  const fit = isBack ? 'placed' : isAligned ? target.base : 'misplaced';
  const entry: Entry =
    key?.type === 'scalar' && isImplicit
      ? composePlainKey(reading, target, key, { lead, fit })
      : { key: composeKey(reading, key, lead, composeNode), fit };
  if (isAligned) target.isExcused &&= entry.fit === 'misplaced';
  else if (!target.isExcused) {
    const detail = 'indentation differs from that of the other keys of this mapping';
    reading.problems.syntax(entry.key.start, Math.max(entry.key.end, entry.key.start + 1), detail);
    target.isExcused = true;
  }
  composeMapValue(reading, target, item, { ...entry, isImplicit });
}

interface Entry {
  readonly key: YamlScalar;
  readonly fit: Fit;
}

/** Text over several lines before a colon: all lines but the last are keys that lack theirs. */
function composePlainKey(
  reading: Reading,
  target: Target,
  token: CST.FlowScalar,
  { lead, fit }: { readonly lead: Lead; readonly fit: Fit },
): Entry {
  const lines = token.source.includes('\n') ? scalarLines(token) : [];
  const last = lines.at(-1);
  if (last === undefined) return { key: composeKey(reading, token, lead, composeNode), fit };
  let isInside = false;
  for (const [at, line] of lines.slice(0, -1).entries()) {
    const key = composeScalar(reading, line, undefined);
    missingColon(reading, key);
    const next = lines[at + 1] ?? last;
    // What is indented deeper was meant to stand inside.
    isInside = next === last && columnOf(reading, last.offset) > columnOf(reading, line.offset);
    const { offset } = last;
    const node: YamlNode = isInside
      ? { kind: 'map', start: offset, end: offset, flow: false, entries: [] }
      : reading.nullScalar(key.end, key.end);
    addEntry(target, fit, key, { node });
  }
  readEnd(reading, token.end);
  target.isExcused ||= isInside;
  return { key: composeScalar(reading, last, lead.tag), fit: isInside ? 'misplaced' : fit };
}

function columnOf(reading: Reading, offset: number): number {
  return offset - reading.text.lastIndexOf('\n', offset - 1);
}

function composeMapValue(
  reading: Reading,
  target: Target,
  item: MapItem,
  entry: Entry & { readonly isImplicit: boolean },
): void {
  const { key, fit, isImplicit } = entry;
  const { sep, value } = item;
  const lead = readLead(reading, sep ?? [], {
    indicator: 'map-value-ind',
    offset: key.end,
    isFlow: false,
    startsLine: !item.key,
  });
  const colon = lead.found;
  if (colon === undefined) {
    if (isImplicit) missingColon(reading, key);
    const node = value ? composeNode(reading, value, lead) : { node: reading.nullScalar(key.end, key.end) };
    addEntry(target, fit, key, node);
    return;
  }
  if (isImplicit) checkKeyLength(reading, key, colon.offset);
  if (value?.type === 'block-map' && isImplicit && !lead.hasNewline) {
    composeSameLineMap(reading, target, value, { key, fit, lead });
  } else {
    const node = value
      ? composeNode(reading, value, lead)
      : { node: composeEmpty(reading, lead, colon.offset + 1) };
    addEntry(target, fit, key, node);
  }
}

/**
 * `key: text: more`, or `key: text` with a deeper `other: more` on the line below. The first is a value that needs
 * quotes, the second a key that is indented too far. What the tree puts into the inner mapping after that belongs to
 * the outer one.
 */
function composeSameLineMap(
  reading: Reading,
  target: Target,
  token: CST.BlockMap,
  { key, fit, lead }: Entry & { readonly lead: Lead },
): void {
  const [first, ...rest] = token.items;
  const inner: Target = { ...target, token, base: fit };
  const firstKey = first?.key;
  const lines = firstKey?.type === 'scalar' && firstKey.source.includes('\n') ? scalarLines(firstKey) : [];
  const head = lines[0];
  const last = lines.at(-1);
  if (first !== undefined && firstKey?.type === 'scalar' && head !== undefined && last !== undefined) {
    const source = firstKey.source.slice(0, last.offset - firstKey.offset).trimEnd();
    addEntry(target, fit, key, { node: composeScalar(reading, { ...head, source }, lead.tag) });
    if (!target.isExcused) {
      const detail = `"${last.source.trimEnd()}" is indented deeper than the other keys of this mapping`;
      reading.problems.syntax(last.offset, last.offset + last.source.length, detail);
      inner.isExcused = true;
    }
    composeMapItem(reading, inner, { ...first, key: last } as MapItem);
  } else if (first !== undefined) {
    addEntry(target, fit, key, composeSecondColon(reading, token, first, lead));
  }
  composeMapItems(reading, inner, rest);
}

function composeSecondColon(reading: Reading, token: CST.BlockMap, first: MapItem, lead: Lead): Placed {
  const colon = first.sep?.find((part) => part.type === 'map-value-ind');
  const at = colon?.offset ?? token.offset;
  reading.problems.syntax(at, at + 1, 'second ":" on one line; put the value in quotes');
  const { value } = first;
  const end = value === undefined ? at + 1 : isScalarToken(value) ? value.offset + value.source.length : -1;
  if (end < 0 || reading.text.slice(token.offset, end).includes('\n'))
    return composeNode(reading, { ...token, items: [first] }, lead);
  const text = reading.text.slice(token.offset, end);
  return { node: reading.stringScalar('plain', text, token.offset, end) };
}
