/**
 * Turns the concrete syntax tree of the `yaml` package into our nodes. Nothing is given up for a mistake: every key
 * and value that can be told apart gets its node, every mistake one problem.
 */
import type { CST } from 'yaml';
import { composeFlow } from './compose-flow.ts';
import { composeKey, missingColon, scalarLines } from './compose-key.ts';
import { composeScalar, isScalarToken } from './compose-scalar.ts';
import { Foster } from './foster.ts';
import { MapBuilder } from './map-builder.ts';
import type { YamlItem, YamlMap, YamlNode, YamlScalar, YamlSeq } from './node.ts';
import { type Lead, readEnd, readLead, unexpected } from './read-lead.ts';
import type { Placed, Reading } from './reading.ts';

type MapItem = CST.BlockMap['items'][number];

/** The API server's parser looks no further for the colon of a key. */
const LONGEST_KEY = 1024;

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
    return reading.resolveAlias(token.source.slice(1), token.offset, token.offset + token.source.length);
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
  if (token.type === 'block-seq') return composeBlockSeq(reading, token);
  if (token.type === 'flow-collection')
    return composeFlow(reading, token, { node: composeNode, empty: composeEmpty });
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

/** The block mapping being built, and where its wrongly indented entries go. */
interface Target {
  readonly token: CST.BlockMap;
  readonly builder: MapBuilder;
  readonly foster: Foster;
}

function composeBlockMap(reading: Reading, token: CST.BlockMap): YamlMap {
  reading.size++;
  const builder = new MapBuilder(reading, token.offset);
  const target: Target = { token, builder, foster: new Foster(reading) };
  for (const item of token.items) composeMapItem(reading, target, item);
  settle(target);
  const entries = builder.entries();
  const start = entries[0]?.via === undefined ? entries[0]?.key.start : undefined;
  return { kind: 'map', start: start ?? token.offset, end: builder.end, flow: false, entries };
}

function settle({ builder, foster }: Target): void {
  const grown = foster.settle();
  if (grown !== undefined) builder.replaceLastValue(grown);
}

/** `misplaced`: the entry's indentation is not that of its mapping. */
function addEntry(target: Target, fit: 'placed' | 'misplaced', key: YamlScalar, value: Placed): void {
  if (fit === 'misplaced' && target.foster.adopt(target.builder.lastValue, key, value)) return;
  settle(target);
  target.builder.add(key, value);
}

function composeMapItem(reading: Reading, target: Target, item: MapItem): void {
  const { start, key, sep } = item;
  const lead = readLead(reading, start, {
    indicator: 'explicit-key-ind',
    offset: target.token.offset,
    isFlow: false,
    startsLine: true,
  });
  if (lead.found === undefined) {
    if (key === undefined && sep === undefined) return;
    if (key?.type === 'block-seq') {
      reading.problems.syntax(key.offset, key.offset + 1, 'list item where a key is expected');
      composeNode(reading, key, lead);
      return;
    }
  }
  const indent = lead.found?.indent ?? (key && 'indent' in key ? key.indent : target.token.indent);
  const fit = indent === target.token.indent ? 'placed' : 'misplaced';
  const keyNode =
    key?.type === 'scalar' && lead.found === undefined
      ? composePlainKey(reading, target, fit, key, lead)
      : composeKey(reading, key, lead, composeNode);
  if (fit === 'misplaced') {
    const detail = 'indentation differs from that of the other keys of this mapping';
    reading.problems.syntax(keyNode.start, Math.max(keyNode.end, keyNode.start + 1), detail);
  }
  composeMapValue(reading, target, item, { key: keyNode, fit, isImplicit: lead.found === undefined });
}

/** Text over several lines before a colon: all lines but the last are keys that lack theirs. */
function composePlainKey(
  reading: Reading,
  target: Target,
  fit: 'placed' | 'misplaced',
  token: CST.FlowScalar,
  lead: Lead,
): YamlScalar {
  const lines = token.source.includes('\n') ? scalarLines(token) : [];
  const last = lines.at(-1);
  if (last === undefined) return composeKey(reading, token, lead, composeNode);
  for (const line of lines.slice(0, -1)) {
    const key = composeScalar(reading, line, undefined);
    missingColon(reading, key);
    addEntry(target, fit, key, { node: reading.nullScalar(key.end, key.end) });
  }
  readEnd(reading, token.end);
  return composeScalar(reading, last, lead.tag);
}

function composeMapValue(
  reading: Reading,
  target: Target,
  item: MapItem,
  entry: { readonly key: YamlScalar; readonly fit: 'placed' | 'misplaced'; readonly isImplicit: boolean },
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
  if (isImplicit && colon.offset - key.start > LONGEST_KEY)
    reading.problems.syntax(key.start, key.end, `key is longer than ${LONGEST_KEY} characters`);
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
 * `key: text: more` or `key: text` with a deeper `other: more` below it. The first is a value that needs quotes, the
 * second a key that is indented too far.
 */
function composeSameLineMap(
  reading: Reading,
  target: Target,
  token: CST.BlockMap,
  entry: { readonly key: YamlScalar; readonly fit: 'placed' | 'misplaced'; readonly lead: Lead },
): void {
  const { key, fit, lead } = entry;
  const first = token.items[0];
  const firstKey = first?.key;
  const lines = firstKey?.type === 'scalar' && firstKey.source.includes('\n') ? scalarLines(firstKey) : [];
  const last = lines.at(-1);
  const head = lines[0];
  if (first !== undefined && firstKey?.type === 'scalar' && last !== undefined && head !== undefined) {
    const source = firstKey.source.slice(0, last.offset - firstKey.offset).trimEnd();
    addEntry(target, fit, key, { node: composeScalar(reading, { ...head, source }, lead.tag) });
    const detail = 'indentation is deeper than that of the other keys of this mapping';
    reading.problems.syntax(last.offset, last.offset + last.source.length, detail);
    const inner = { ...target, token };
    composeMapItem(reading, inner, { ...first, key: last } as MapItem);
    for (const item of token.items.slice(1)) composeMapItem(reading, inner, item);
    return;
  }
  const colon = first?.sep?.find((part) => part.type === 'map-value-ind');
  const at = colon?.offset ?? token.offset;
  reading.problems.syntax(at, at + 1, 'second ":" on one line; put the value in quotes');
  const value = token.items.length === 1 ? first?.value : undefined;
  const end = value && isScalarToken(value) ? value.offset + value.source.length : at + 1;
  const isOneLine = token.items.length === 1 && (value === undefined || isScalarToken(value));
  if (isOneLine && !reading.text.slice(token.offset, end).includes('\n')) {
    const text = reading.text.slice(token.offset, end);
    addEntry(target, fit, key, { node: reading.stringScalar('plain', text, token.offset, end) });
  } else addEntry(target, fit, key, composeNode(reading, token, lead));
}

function composeBlockSeq(reading: Reading, token: CST.BlockSequence): YamlSeq {
  reading.size++;
  const items: YamlItem[] = [];
  const foster = new Foster(reading);
  let end = token.offset;
  for (const { start, value } of token.items) {
    const lead = readLead(reading, start, {
      indicator: 'seq-item-ind',
      offset: end,
      isFlow: false,
      startsLine: true,
    });
    const dash = lead.found;
    if (dash === undefined && value === undefined) continue;
    const item: Placed = value
      ? composeNode(reading, value, lead)
      : { node: composeEmpty(reading, lead, (dash?.offset ?? lead.end) + 1) };
    const place = item.via ?? item.node;
    end = Math.max(end, place.end);
    if (dash === undefined) {
      reading.problems.syntax(place.start, firstLineEnd(reading, place), 'indentation fits neither the list nor its last item');
      if (adoptAll(foster, items, item.node)) continue;
    }
    settleItem(foster, items);
    items.push(item.via === undefined ? { value: item.node } : { value: item.node, via: item.via });
  }
  settleItem(foster, items);
  return { kind: 'seq', start: token.offset, end, flow: false, items };
}

function adoptAll(foster: Foster, items: readonly YamlItem[], node: YamlNode): boolean {
  const last = items.at(-1);
  if (node.kind !== 'map' || node.flow || last?.via !== undefined) return false;
  return node.entries.every(({ key, value, via }) =>
    foster.adopt(last?.value, key, via === undefined ? { node: value } : { node: value, via }),
  );
}

function settleItem(foster: Foster, items: YamlItem[]): void {
  const grown = foster.settle();
  if (grown === undefined) return;
  items.pop();
  items.push({ value: grown });
}

function firstLineEnd(reading: Reading, range: { readonly start: number; readonly end: number }): number {
  const newline = reading.text.slice(range.start, range.end).search(/[\r\n]/);
  return newline < 0 ? Math.max(range.end, range.start + 1) : range.start + newline;
}
