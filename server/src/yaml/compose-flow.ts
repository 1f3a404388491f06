/** Flow collections (`{…}`, `[…]`, JSON) of the concrete syntax tree as nodes. */
import type { CST } from 'yaml';
import { type ComposeNode, composeKey } from './compose-key.ts';
import { MapBuilder } from './map-builder.ts';
import type { YamlItem, YamlMap, YamlScalar, YamlSeq } from './node.ts';
import { type Lead, readEnd, readLead } from './read-lead.ts';
import type { Placed, Reading } from './reading.ts';

/** How what stands inside is composed; handed in, because collections hold each other. */
export interface FlowParts {
  readonly node: ComposeNode;
  readonly empty: (reading: Reading, lead: Lead, offset: number) => YamlScalar;
}

export function composeFlow(reading: Reading, token: CST.FlowCollection, parts: FlowParts): YamlMap | YamlSeq {
  reading.size++;
  const isMap = token.start.source === '{';
  const builder = new MapBuilder(reading, token.offset + 1);
  const items: YamlItem[] = [];
  let end = token.offset + 1;
  for (const [index, item] of token.items.entries()) {
    const lead = readItemLead(reading, token, index, end);
    end = Math.max(end, lead.end);
    if (lead.found === undefined && item.sep === undefined && !item.value && !lead.anchor && !lead.tag) continue;
    if (!isMap && item.sep === undefined && lead.found === undefined) {
      const value = item.value
        ? parts.node(reading, item.value, lead)
        : { node: parts.empty(reading, lead, lead.end) };
      items.push(value.via === undefined ? { value: value.node } : { value: value.node, via: value.via });
      end = Math.max(end, (value.via ?? value.node).end);
      continue;
    }
    const { key, value } = composePair(reading, item, lead, parts);
    const pairs = isMap ? builder : new MapBuilder(reading, key.start);
    // A key without text is a problem already; it would only read as an unknown field.
    if (key.text !== '' || key.style !== 'plain') pairs.add(key, value);
    end = Math.max(end, pairs.end);
    if (!isMap) {
      reading.size++;
      const entries = pairs.entries();
      items.push({ value: { kind: 'map', start: key.start, end: pairs.end, flow: true, entries } });
    }
  }
  end = readClose(reading, token, end);
  const { offset: start } = token;
  return isMap
    ? { kind: 'map', start, end, flow: true, entries: builder.entries() }
    : { kind: 'seq', start, end, flow: true, items };
}

/** What stands before an item, with the problems of its commas. */
function readItemLead(reading: Reading, token: CST.FlowCollection, index: number, offset: number): Lead {
  const { start, key, sep, value } = token.items[index] ?? { start: [] };
  const lead = readLead(reading, start, {
    indicator: 'explicit-key-ind',
    offset,
    isFlow: true,
    startsLine: false,
  });
  const isEmpty = lead.found === undefined && sep === undefined && !value && !lead.anchor && !lead.tag;
  const { comma } = lead;
  if (comma !== undefined && (index === 0 || (isEmpty && index < token.items.length - 1))) {
    reading.problems.syntax(comma.offset, comma.offset + 1, 'unexpected ","');
  } else if (comma === undefined && index > 0 && !isEmpty) {
    const at = key?.offset ?? sep?.[0]?.offset ?? value?.offset ?? lead.end;
    reading.problems.syntax(at, at + 1, 'missing "," before this item');
  }
  return lead;
}

function composePair(
  reading: Reading,
  item: CST.CollectionItem,
  lead: Lead,
  parts: FlowParts,
): { readonly key: YamlScalar; readonly value: Placed } {
  const key = composeKey(reading, item.key, lead, parts.node);
  const valueLead = readLead(reading, item.sep ?? [], {
    indicator: 'map-value-ind',
    offset: key.end,
    isFlow: true,
    startsLine: false,
  });
  const colon = valueLead.found;
  if (item.value) {
    if (colon === undefined) {
      const detail = 'missing "," or ": " before this value';
      reading.problems.syntax(item.value.offset, item.value.offset + 1, detail);
    }
    return { key, value: parts.node(reading, item.value, valueLead) };
  }
  if (colon !== undefined) return { key, value: { node: parts.empty(reading, valueLead, colon.offset + 1) } };
  return { key, value: { node: reading.nullScalar(key.end, key.end) } };
}

/** Offset behind the collection. An unclosed one is marked where it is opened: that is what a person has to find. */
function readClose(reading: Reading, token: CST.FlowCollection, end: number): number {
  const opened = token.start.source;
  const [close, ...rest] = token.end;
  if (close?.source === (opened === '{' ? '}' : ']')) {
    readEnd(reading, rest);
    return close.offset + 1;
  }
  const detail =
    close?.type === 'flow-map-end' || close?.type === 'flow-seq-end'
      ? `"${opened}" is closed by "${close.source}"`
      : `"${opened}" is never closed`;
  reading.problems.syntax(token.offset, token.offset + 1, detail);
  return Math.max(end, close === undefined ? end : close.offset + close.source.length);
}
